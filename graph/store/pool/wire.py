"""What the service, its nurseries and its readers say to each other over Unix sockets: a length and a pickle.

File descriptors travel beside the bytes (SCM_RIGHTS): the socket of a new reader, the file of a long answer.
"""

from __future__ import annotations

import pickle
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from struct import Struct

from graph.errors import PolicygraphError
from graph.store.protocol import Formats

RECEIVE_BYTES = 1 << 18
_LENGTH = Struct("!I")


@dataclass(frozen=True, slots=True)
class Load:
    """To a nursery: take the data of this snapshot into memory. It says `Loaded`, or dies."""

    snapshot: str
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The data are in memory."""


@dataclass(frozen=True, slots=True)
class Fork:
    """To a nursery, with a socket: make a reader that listens there, with so much memory for itself. `Forked`."""

    memory_bytes: int
    networked: bool


@dataclass(frozen=True, slots=True)
class Forked:
    """The process that was made."""

    pid: int


@dataclass(frozen=True, slots=True)
class Reap:
    """To a nursery: how did this reader end? `Ended`."""

    pid: int


@dataclass(frozen=True, slots=True)
class Ended:
    """The signal that ended a reader; 0 for none."""

    signal: int


@dataclass(frozen=True, slots=True)
class Step:
    """An update that leads to the same data wherever it is made; `ours` where we have written it ourselves."""

    text: str
    base: str | None = None
    ours: bool = True


@dataclass(frozen=True, slots=True)
class Apply:
    """Make these changes to the data in memory."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """To a reader: read from this snapshot."""

    snapshot: str


@dataclass(frozen=True, slots=True)
class Ask:
    """To a reader: answer this query. It says `Whole`, or `Began` with a file and `Grown` to `Done`, or `Failed`."""

    query: str
    formats: Formats
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    answer_bytes: int
    answer_rows: int


@dataclass(frozen=True, slots=True)
class Rehearse:
    """To a reader, its last message: what does this update change? It answers as to `Ask`, or `Elsewhere`.

    It makes the update in its data in memory, or in a copy of `snapshot`, which it makes below the folder `scratch`.
    """

    update: str
    base: str | None
    answer_bytes: int
    snapshot: str = ""
    scratch: str = ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A short answer."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """This takes a snapshot: the data are not in memory, or blank nodes are changed, which have other names there."""


@dataclass(frozen=True, slots=True)
class Began:
    """A long answer is being written to a file."""

    media_type: str


@dataclass(frozen=True, slots=True)
class Grown:
    """So many bytes of it are there."""

    size: int


@dataclass(frozen=True, slots=True)
class Done:
    """It is there to the end."""

    size: int


@dataclass(frozen=True, slots=True)
class Failed:
    """There is no answer, or no end of it."""

    error: PolicygraphError


def pack(message: object) -> bytes:
    """A message as bytes."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Inbox:
    """Bytes and file descriptors as they come in, messages as they go out."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.descriptors: deque[int] = deque()

    def add(self, data: bytes, descriptors: Sequence[int] = ()) -> Iterator[object]:
        """The messages that are whole now."""
        self._buffer += data
        self.descriptors += descriptors
        while len(self._buffer) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                break
            message = pickle.loads(memoryview(self._buffer)[_LENGTH.size : end])
            del self._buffer[:end]
            yield message


class Line:
    """A socket to the service, in a nursery or reader: one message after the other. EOFError when it is closed."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._inbox = Inbox()
        self._messages: deque[object] = deque()

    def receive(self) -> object:
        """The next message."""
        while not self._messages:
            try:
                data, descriptors, _, _ = socket.recv_fds(self._socket, RECEIVE_BYTES, 8)
            except ConnectionError:
                raise EOFError from None
            if not data:
                raise EOFError
            self._messages += self._inbox.add(data, descriptors)
        return self._messages.popleft()

    def descriptor(self) -> int:
        """The file descriptor that came with a message."""
        return self._inbox.descriptors.popleft()

    def send(self, message: object, descriptor: int | None = None) -> None:
        """Say something."""
        data = pack(message)
        if descriptor is None:
            self._socket.sendall(data)
        else:
            sent = socket.send_fds(self._socket, [data], [descriptor])
            self._socket.sendall(data[sent:])

    def close(self) -> None:
        """Hang up."""
        self._socket.close()
