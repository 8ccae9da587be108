"""A nursery from inside: a process with one thread that holds the data, or none, and forks readers that share them.

`python -m graph.store.pool.forking DESCRIPTOR` serves the socket of that number until it closes, and ends then.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import IO

import pyoxigraph
from pyoxigraph import RdfFormat

from graph.store.pool import worker
from graph.store.pool.wire import Apply, Ended, Fork, Forked, Line, Load, Loaded, Reap


def serve(control: socket.socket) -> None:
    """Do what the service says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which hangs up when it has finished
    worker.die_with_parent()
    line = Line(control)
    store: pyoxigraph.Store | None = None
    ended: dict[int, int] = {}
    while True:
        message = line.receive()
        ended |= _reap(os.WNOHANG)
        match message:
            case Load():
                store = _load(message)
                _prepare()
                gc.collect()
                gc.freeze()  # so that readers do not copy pages for the collector's sake
                line.send(Loaded())
            case Apply() if store is not None:
                worker.apply(store, message.steps)
            case Fork():
                sock = socket.socket(fileno=line.descriptor())
                pid = _fork(control, sock, store, message)
                ended.pop(pid, None)  # one of that number may have been before
                line.send(Forked(pid))
                sock.close()
            case Reap():
                while message.pid not in ended and (more := _reap()):
                    ended |= more
                line.send(Ended(ended.get(message.pid, 0)))


def _fork(control: socket.socket, sock: socket.socket, store: pyoxigraph.Store | None, terms: Fork) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        control.close()
        worker.run(sock, store, terms)
    except (EOFError, ConnectionError):
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _reap(options: int = 0) -> dict[int, int]:
    """The readers that have ended, with their signals; waits for one without `options`."""
    ended = {}
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, options)) != (0, 0):
            pid, status = found
            ended[pid] = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            options = os.WNOHANG
    return ended


def _load(order: Load) -> pyoxigraph.Store:
    """The data of a snapshot. Past its memory the kernel ends this process, and the data stay on disk.

    The engine opens a folder with threads of its own, which a process that forks must not have: a child reads it.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (order.memory_bytes, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    store = pyoxigraph.Store()
    if os.path.isfile(order.snapshot):
        with open(order.snapshot, "rb") as source:
            _fill(store, source)
    else:
        readable, writable = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(readable)
            _dump(order.snapshot, writable)
        os.close(writable)
        with open(readable, "rb", buffering=1 << 20) as source:
            _fill(store, source)
        _, status = os.waitpid(pid, 0)
        if status:
            raise OSError(f"the snapshot {order.snapshot} could not be read")
    resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return store


def _prepare() -> None:
    """Make what readers need for queries that are wrong, so that those that are forked from here have it at once."""
    from graph.store.misplaced import grammar  # which no start waits for

    grammar()


def _fill(store: pyoxigraph.Store, source: IO[bytes]) -> None:
    """Load N-Quads, in a thread that ends with it, for the allocator keeps apart what a thread takes.

    Else what readers take for a query lies in the gaps between the data, and each copies page by page of these.
    """
    with ThreadPoolExecutor(1) as apart:
        apart.submit(store.bulk_load, source, RdfFormat.N_QUADS, lenient=True).result()


def _dump(snapshot: str, writable: int) -> None:
    try:
        worker.die_with_parent()
        with open(writable, "wb", buffering=1 << 20) as output:
            pyoxigraph.Store.read_only(snapshot).dump(output, RdfFormat.N_QUADS)
        os._exit(0)
    finally:
        os._exit(1)


if __name__ == "__main__":
    try:
        serve(socket.socket(fileno=int(sys.argv[1])))
    except (EOFError, ConnectionError):
        os._exit(0)
