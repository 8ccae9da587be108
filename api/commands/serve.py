"""`policygraph serve`: the service with its pages, SPARQL and API."""

from __future__ import annotations

import gc
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import settings, tell
from api.loopback import is_loopback
from graph.errors import PolicygraphError

if TYPE_CHECKING:
    import uvicorn

    from api.settings import ServiceSettings
    from graph.store import Store

PAGES = (("", "start here"), ("network", "the network"), ("sparql", "questions in SPARQL"), ("docs", "the API"))


def serve(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on; 0.0.0.0 lets others in.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="0 takes a free one.", show_default="8000")] = None,
    open_graphs: Annotated[
        bool, typer.Option("--open-graphs", help="Let everybody write to every graph: for tests on a scratch store.")
    ] = False,
) -> None:
    """Serve the graph to browsers and programs until Ctrl-C."""
    chosen = settings(context)
    given = (("host", host), ("port", port), ("open_graphs", open_graphs or None))
    chosen = chosen.model_copy(update={name: value for name, value in given if value is not None})
    if chosen.open_graphs and not is_loopback(chosen.host):
        raise PolicygraphError(
            f"--open-graphs lets everybody write, and {chosen.host} may be reached from elsewhere.",
            "Leave out --open-graphs, or listen on 127.0.0.1.",
        )
    run(chosen)


def run(settings: ServiceSettings) -> None:
    """Serve until Ctrl-C. StoreError or PolicygraphError before anything is served if it cannot be."""
    with ThreadPoolExecutor(1) as beside, listen(settings.host, settings.port) as listener:
        opening = beside.submit(_open, settings.store)
        gc.disable()  # nothing of what is imported now is ever garbage
        import uvicorn

        from api.app import create_app

        app = create_app(settings, opening.result())
        gc.freeze()
        gc.enable()
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        address = _address(settings.host, listener.getsockname()[1])
        threading.Thread(target=_announce, args=(server, address, settings.store), daemon=True).start()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
        tell("Stopped.")


def _open(location: str) -> Store:
    from graph.store import open_store

    return open_store(location)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. PolicygraphError if the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        remedy = "Choose another one with --port, or stop what runs there."
        raise PolicygraphError(f"{host}:{port} cannot be listened on: {error.strerror}.", remedy) from error
    return listener


def _announce(server: uvicorn.Server, address: str, store: str) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.02)
    tell(f"Serving {store}. Ctrl-C stops it.\n")
    width = max(len(address + path) for path, _ in PAGES)
    for path, what in PAGES:
        tell(f"  {address + path:<{width}}  {what}")


def _address(host: str, port: int) -> str:
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}/"
