# policygraph: `make demo` to see it, `make help` for the rest. Needs Debian's python3.11 (with venv) and make.

PYTHON := $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STORE ?= policygraph-store
PORT ?= 8000
RDF_TESTS ?= rdf-tests
# The articles for show; the folders below hold more of the gold set.
SAMPLES = $(filter-out %/README.md,$(wildcard samples/*.*))
COMPILE = $(BIN)/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help install demo test check format quality train train-technologies train-organisations bench bench-extract bench-consolidate bench-sparql conformance lock registry browser clean

help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(STAMP) ## .venv with everything, from the hash-pinned lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "policygraph needs Python 3.11 (Debian: apt-get install python3.11 python3.11-venv); found: $$($(PYTHON) --version 2>&1)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing (Debian: apt-get install python3.11-venv)"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

demo: install ## ingest the sample corpus and serve it on 127.0.0.1:8000
	@$(BIN)/policygraph --store $(STORE) ingest $(SAMPLES)
	@$(BIN)/policygraph --store $(STORE) serve --port $(PORT)

test: install browser ## all tests
	$(BIN)/python -m pytest

check: install ## format, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

quality: install ## extraction against the gold set: precision, recall, F1; with unknown companies and registries off
	$(BIN)/python -m benchmarks.quality
	$(BIN)/python -m benchmarks.quality --slices

train: install ## fit the reader of acts and the confidence of reports (3 GB of libraries, three hours of one core)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.lock
	$(BIN)/python -m training.fit --only news notices roundups --rounds 4 --rate 1.2e-4
	$(BIN)/python -m training.fit --start training/out/reader.pt --rounds 6 --rate 1.2e-4
	$(BIN)/python -m training.fit --start training/out/reader.pt --rounds 5 --rate 1e-4
	$(BIN)/python -m training.export
	$(BIN)/python -m training.confidence

train-technologies: install ## fit and write the weights that tell what a text is filed under
	$(BIN)/python -m training.technologies

train-organisations: install ## fit and write the weights that tell an unknown organisation (ten minutes)
	$(BIN)/python -m training.organisations

bench: install ## speed of ingest, of the example queries, of the start
	$(BIN)/python -m benchmarks.speed

browser: ## Debian's Chromium, which the browser tests drive
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || { echo "The browser tests need Debian's chromium: apt-get install chromium"; exit 1; }

bench-consolidate: install ## what one article costs with 1,000, 10,000 and 100,000 in the store (an hour)
	$(BIN)/python -m benchmarks.consolidation

bench-extract: install ## speed of extraction against the plain language model
	$(BIN)/python -m benchmarks.extraction

bench-sparql: install ## SPARQL beside the Oxigraph server and rdflib-endpoint, on a million made-up triples
	$(BIN)/python -m benchmarks.sparql

conformance: install ## the W3C's SPARQL suites, Comunica and 10,000 mangled requests: make conformance RDF_TESTS=FOLDER
	$(BIN)/python -m benchmarks.conformance $(RDF_TESTS)
	POLICYGRAPH_TEST_COMUNICA=1 POLICYGRAPH_TEST_MANGLED=10000 POLICYGRAPH_TEST_EXAMPLES=500 $(BIN)/python -m pytest tests/api/test_comunica.py tests/api/test_mangled.py tests/api/test_openapi.py

lock: ## pin all dependencies with their hashes
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --group dev --only-binary :all: --output-file requirements.lock
	$(COMPILE) --group registry --constraint requirements.lock --output-file requirements-registry.lock
	$(COMPILE) --group train --constraint requirements.lock --output-file requirements-train.lock

registry: install ## write the rows of the registry that come from libraries (compiles pyicu: libicu-dev, g++, pkg-config)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-registry.lock
	$(BIN)/python -m ontology.generate

clean: ## remove what was installed and stored here
	rm -rf $(VENV) $(STORE) .pytest_cache .mypy_cache .ruff_cache .hypothesis
