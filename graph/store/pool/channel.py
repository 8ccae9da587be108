"""The service's end of a socket to another process, on the event loop, without a thread or a task of its own."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from graph.store.pool.wire import Inbox, pack, receive


class Channel:
    """Hands each message to `heard`, with its file descriptor if it has one, and says once that the other end is gone."""

    def __init__(self, sock: socket.socket, heard: Callable[[object], None], gone: Callable[[], None]) -> None:
        sock.setblocking(False)
        self._socket, self._heard, self._gone = sock, heard, gone
        self._inbox, self._unsent = Inbox(), bytearray()
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(sock, self._readable)
        self._open = True

    def send(self, message: object, descriptor: int | None = None) -> None:
        """Say something; what the socket does not take now is sent when it does. After the end nothing happens."""
        if not self._open:
            return
        data = pack(message)
        try:
            if descriptor is not None:
                sent = socket.send_fds(self._socket, [data], [descriptor])
            else:
                sent = 0 if self._unsent else self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # its end is read next
        if sent < len(data):
            if not self._unsent:
                self._loop.add_writer(self._socket, self._writable)
            self._unsent += data[sent:]

    def descriptor(self) -> int:
        """The file descriptor that came with the message that is being heard."""
        return self._inbox.descriptors.popleft()

    def close(self) -> None:
        """Hang up, without a word to `gone`."""
        if self._open:
            self._open = False
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
            self._socket.close()
            for descriptor in self._inbox.descriptors:
                os.close(descriptor)

    def _readable(self) -> None:
        try:
            data, descriptors = receive(self._socket)
        except BlockingIOError:
            return
        except OSError:
            data, descriptors = b"", ()
        for message in self._inbox.add(data, descriptors):
            self._heard(message)
        if not data and self._open:
            self.close()
            self._gone()

    def _writable(self) -> None:
        with suppress(OSError):
            del self._unsent[: self._socket.send(self._unsent)]
        if not self._unsent:
            self._loop.remove_writer(self._socket)
