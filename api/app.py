"""The service: `create_app(settings)` makes it, its lifespan opens and closes the store."""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type

from api import formats, pages, problems
from api.deps import Services
from api.middleware import HeadAsGet, SecurityHeaders
from api.past import Past
from api.routes import ROUTERS
from api.routes.rulings import OFFERS
from api.rulings import Rulings
from api.settings import ServiceSettings
from api.tokens import Tokens
from graph.search import Texts
from graph.store import Store, open_store
from graph.store.pool import Limits, ReaderPool, Writer

DESCRIPTION = """Who ruled what on technology, against whom, where, under which law, and which articles say so.

The graph itself is asked at [/sparql](/sparql). The addresses below give its rulings, entities and search
as JSON, CSV and JSON Feed. Unknown members may be added to any JSON object: pass over what you do not know.
"""


def create_app(settings: ServiceSettings | None = None, store: Store | None = None) -> FastAPI:
    """The application over `store`, by default that of `settings`: StoreError at start-up if it cannot be opened.

    It closes the store when it ends.
    """
    settings = settings or ServiceSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with store or open_store(settings.store) as opened, Texts(opened) as texts:
            async with ReaderPool(opened, _limits(settings), allowed=settings.reachable) as pool:
                rulings, tokens = Rulings(opened, settings.base), Tokens(settings.tokens_path)
                writer, past = Writer(opened, pool), Past(settings.base)
                app.state.services = Services(settings, opened, pool, writer, rulings, texts, tokens, past)
                # so that the index is up before the first question, if it must be made anew
                threading.Thread(target=texts.index, name="text index").start()
                yield

    app = FastAPI(
        title="policygraph",
        version=version("policygraph") if _installed() else "0",
        description=DESCRIPTION,
        lifespan=lifespan,
        responses=problems.RESPONSES,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    problems.install(app, ROUTERS)
    for router in ROUTERS:
        app.include_router(router)
    pages.mount(app)
    for media in (*formats.RESULTS.values(), *formats.GRAPHS.values(), problems.MEDIA, *OFFERS.values()):
        add_compress_type(media)
    app.add_middleware(CompressMiddleware, minimum_size=1024, brotli=False)
    app.add_middleware(HeadAsGet)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "QUERY", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["ETag", "Link", "Location", "Retry-After", "Content-Disposition"],
    )
    return app


def _limits(settings: ServiceSettings) -> Limits:
    return Limits(
        seconds=settings.query_timeout,
        memory_bytes=settings.query_memory,
        answer_bytes=settings.max_answer_bytes,
        answer_rows=settings.max_answer_rows,
        update_bytes=settings.max_update_bytes,
        readers=settings.query_readers,
        heavy=settings.query_heavy,
        waiting=settings.query_waiting,
        client=sys.maxsize if settings.open_graphs else settings.query_client,
        cache_bytes=settings.query_cache,
        copy_bytes=settings.query_copy,
    )


def _installed() -> bool:
    try:
        version("policygraph")
    except ModuleNotFoundError:
        return False
    return True
