"""What the service, its nurseries and its readers say to each other over Unix sockets: a length and a pickle.

File descriptors travel beside the bytes (SCM_RIGHTS): the socket of a new reader, the file of a long answer.
"""

from __future__ import annotations

import array
import pickle
import socket
from collections import deque
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import NamedTuple

from graph.errors import PolicygraphError
from graph.store.protocol import Formats

RECEIVE_BYTES = 1 << 18
_MOST_DESCRIPTORS = 8
_LENGTH = Struct("!I")
_ROOM = socket.CMSG_SPACE(_MOST_DESCRIPTORS * array.array("i").itemsize)


class Load(NamedTuple):
    """To a nursery: take the data of this snapshot into memory. It says `Loaded`, or dies."""

    snapshot: str
    memory_bytes: int


class Loaded(NamedTuple):
    """The data are in memory."""


class Fork(NamedTuple):
    """To a nursery, with a socket: make a reader that listens there, with so much memory for itself. `Forked`."""

    memory_bytes: int
    networked: bool


class Forked(NamedTuple):
    """The process that was made."""

    pid: int


class Reap(NamedTuple):
    """To a nursery: how did this reader end? `Ended`."""

    pid: int


class Ended(NamedTuple):
    """The signal that ended a reader; 0 for none."""

    signal: int


class Step(NamedTuple):
    """An update that leads to the same data wherever it is made; `ours` where we have written it ourselves."""

    text: str
    base: str | None = None
    ours: bool = True


class Apply(NamedTuple):
    """Make these changes to the data in memory."""

    steps: tuple[Step, ...]


class Open(NamedTuple):
    """To a reader: read from this snapshot."""

    snapshot: str


class Ask(NamedTuple):
    """To a reader: answer this query. It says `Whole`, or `Began` with a file and `Grown` to `Done`, or `Failed`."""

    query: str
    formats: Formats
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    answer_bytes: int
    answer_rows: int


class Rehearse(NamedTuple):
    """To a reader, its last message: what does this update change? It answers as to `Ask`, or `Elsewhere`.

    It makes the update in its data in memory, or in a copy of `snapshot`, which it makes below the folder `scratch`.
    """

    update: str
    base: str | None
    answer_bytes: int
    snapshot: str = ""
    scratch: str = ""


class Whole(NamedTuple):
    """A short answer."""

    media_type: str
    body: bytes


class Elsewhere(NamedTuple):
    """This takes a snapshot: the data are not in memory, or blank nodes are changed, which have other names there."""


class Began(NamedTuple):
    """A long answer is being written to a file."""

    media_type: str


class Grown(NamedTuple):
    """So many bytes of it are there."""

    size: int


class Done(NamedTuple):
    """It is there to the end."""

    size: int


class Failed(NamedTuple):
    """There is no answer, or no end of it."""

    error: PolicygraphError


def pack(message: object) -> bytes:
    """A message as bytes."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def receive(sock: socket.socket) -> tuple[bytes, Sequence[int]]:
    """What has come in, and the file descriptors that came with it. No bytes at the end."""
    data, beside, _, _ = sock.recvmsg(RECEIVE_BYTES, _ROOM)
    descriptors = array.array("i")
    for level, kind, content in beside:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(content[: len(content) - len(content) % descriptors.itemsize])
    return data, descriptors


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
                data, descriptors = receive(self._socket)
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
