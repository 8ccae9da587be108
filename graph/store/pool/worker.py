"""What runs in a reader: answer what is asked, until the socket closes. A runaway query dies with its process."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from graph.errors import PolicygraphError
from graph.store import engine
from graph.store.pool import sandbox
from graph.store.pool.limits import QueryLimitError
from graph.store.pool.output import Output
from graph.store.pool.wire import Apply, Ask, Done, Elsewhere, Failed, Fork, Line, Open, Rehearse, Step, Whole
from graph.store.updates import rehearsal

_PR_SET_PDEATHSIG = 1
_ENGINE_BYTES = 100 << 20
"""What the engine takes to open data on disk, be they ever so few: stacks and arenas of its threads."""


def die_with_parent() -> None:
    """Let the kernel end this process when the one that made it ends."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def run(sock: socket.socket, store: pyoxigraph.Store | None, terms: Fork) -> None:
    """Serve the socket until it closes. The memory limit holds for what is taken from now on."""
    die_with_parent()
    _hush()
    limit = _data_bytes() + _ENGINE_BYTES + terms.memory_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not terms.networked:
        sandbox.forbid_connections()
    line, on_disk = Line(sock), False
    while True:
        message = line.receive()
        match message:
            case Open():
                store, on_disk = open_snapshot(message.snapshot), True
            case Apply() if store is not None:
                apply(store, message.steps)
            case Ask() if store is not None:
                _answer(store, message, line)
            case Rehearse():
                _rehearse(None if on_disk else store, message, line)


def apply(store: pyoxigraph.Store, steps: tuple[Step, ...]) -> None:
    """Make changes; an error ends this process, for its data would no longer be those of the store."""
    for step in steps:
        functions = None if step.ours else engine.missing_functions(step.text)
        store.update(step.text, base_iri=step.base, custom_functions=functions)


def open_snapshot(path: str) -> pyoxigraph.Store:
    """A snapshot to read from: a folder of the engine, or N-Quads."""
    if Path(path).is_dir():
        return pyoxigraph.Store.read_only(path)
    store = pyoxigraph.Store()
    store.load(path=path, format=RdfFormat.N_QUADS)
    return store


def _answer(store: pyoxigraph.Store, ask: Ask, line: Line) -> None:
    output: Output | None = None
    try:
        graphs = [NamedNode(iri) for iri in ask.default_graphs], [NamedNode(iri) for iri in ask.named_graphs]
        result = engine.evaluate(store, ask.query, *graphs)
        media = engine.media_type(result, ask.formats)
        output = Output(media, line, ask.answer_bytes, ask.answer_rows)
        engine.write(result, media, cast(IO[bytes], output))
        line.send(Done(output.size) if output.began else Whole(media, output.whole()))
    except MemoryError:
        line.send(Failed(QueryLimitError("The query needed more memory than it may use.", "Ask for less at a time.")))
    except PolicygraphError as error:
        line.send(Failed(output.over if output and output.over else error))
    finally:
        if output is not None:
            output.close()


def _rehearse(store: pyoxigraph.Store | None, message: Rehearse, line: Line) -> None:
    output = Output("application/sparql-update", line, message.answer_bytes, 0)
    try:
        if message.snapshot:
            store = _private(Path(message.snapshot), Path(tempfile.mkdtemp(dir=message.scratch)))
        for change in rehearsal.changes(store, message.update, message.base) if store is not None else ():
            if not message.snapshot and rehearsal.names_nodes(change):
                store = None
                break
            output.write(f"{change} ;\n".encode())
        if store is None:
            line.send(Elsewhere())
        else:
            line.send(Done(output.size) if output.began else Whole(output.media_type, output.whole()))
    except MemoryError:
        line.send(Failed(QueryLimitError("The update needed more memory than it may use.", "Change less at a time.")))
    except PolicygraphError as error:
        line.send(Failed(error))
    except OSError:
        if output.over is None:
            raise
        line.send(Failed(output.over))
    finally:
        output.close()


def _private(snapshot: Path, folder: Path) -> pyoxigraph.Store:
    """A copy of a snapshot that may be written to, with the same blank nodes. The engine never changes an .sst file."""
    if not snapshot.is_dir():
        store = pyoxigraph.Store()
        store.bulk_extend(pyoxigraph.parse(path=snapshot, format=RdfFormat.N_QUADS))
        return store
    for file in snapshot.iterdir():
        copy = os.link if file.suffix == ".sst" else shutil.copyfile
        copy(file, folder / file.name)
    return pyoxigraph.Store(str(folder))


def _hush() -> None:
    """What the engine says when its memory ends is not for the log; what Python says is."""
    sys.stderr = open(os.dup(2), "w", encoding="utf-8")  # noqa: SIM115  (open as long as the process lives)
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)


def _data_bytes() -> int:
    """The data of this process as the limit counts them: those shared with the nursery too."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
