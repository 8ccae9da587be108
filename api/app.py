"""The service: `create_app(settings)` makes it, its lifespan opens and closes the store.

SPARQL is answered at once. All other addresses come in behind it: what they need takes a second to import.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, add_compress_type

from api import problems
from api.asking import MEDIA, query_by_get, query_by_post, query_by_query
from api.later import Later
from api.middleware import HeadAsGet, SecurityHeaders
from api.settings import ServiceSettings
from api.state import Services
from api.tokens import Tokens
from api.updating import update_by_post
from graph.search import Texts
from graph.store import Store, open_store
from graph.store.pool import Limits, ReaderPool, Writer

_MOMENT = 0.5
"""Seconds for which first answers have the processor to themselves."""
FEEDS = ("application/json", "application/feed+json")
MIDDLEWARE = (
    Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE", "QUERY", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["ETag", "Link", "Location", "Retry-After", "Content-Disposition"],
    ),
    Middleware(SecurityHeaders),
    Middleware(HeadAsGet),
    Middleware(CompressMiddleware, minimum_size=1024, brotli=False),
)
ROUTES = (
    *(Route(path, query_by_get, methods=["GET"]) for path in ("/sparql", "/sparql/", "/query")),
    *(Route(path, query_by_post, methods=["POST"]) for path in ("/sparql", "/sparql/", "/query")),
    *(Route(path, query_by_query, methods=["QUERY"]) for path in ("/sparql", "/sparql/", "/query")),
    *(Route(path, update_by_post, methods=["POST"]) for path in ("/update", "/update/")),
)
"""What is answered at once. It stands in `api.routes` too, for the OpenAPI document."""


def create_app(settings: ServiceSettings | None = None, store: Store | None = None) -> Starlette:
    """The application over `store`, by default that of `settings`: StoreError at start-up if it cannot be opened.

    It closes the store when it ends.
    """
    settings = settings or ServiceSettings()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with store or open_store(settings.store) as opened, Texts(opened) as texts:
            async with ReaderPool(opened, _limits(settings), allowed=settings.reachable) as pool:
                writer, tokens = Writer(opened, pool), Tokens(settings.tokens_path)
                app.state.services = Services(settings, opened, pool, writer, texts, tokens)
                asyncio.get_running_loop().call_later(_MOMENT, rest.begin)
                # so that the index is up before the first question, if it must be made anew
                threading.Thread(target=texts.index, name="text index").start()
                yield

    def others() -> ASGIApp:
        from api.addresses import addresses

        found = addresses()
        found.state.services = app.state.services
        return found

    for media in (*MEDIA, problems.MEDIA, *FEEDS):
        add_compress_type(media)
    app = Starlette(routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
    problems.install(app, ROUTES)
    app.router.redirect_slashes = False
    app.router.default = rest = Later(others)
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
