"""Where a reader's engine writes an answer: a buffer, which goes over into a file when it grows."""

from __future__ import annotations

import io
import tempfile
from typing import IO

from graph.store.pool.limits import AnswerTooLargeError
from graph.store.pool.rows import RowCounter
from graph.store.pool.wire import Began, Grown, Line

INLINE_BYTES = 1 << 18
"""Answers up to this size are sent as one message, longer ones lie in a file that grows while it is read."""
_STEP_BYTES = 1 << 18


class Output(io.RawIOBase):
    """A file to the engine. `over` is the error of an answer that went over a limit, for the engine hides it."""

    def __init__(self, media_type: str, line: Line, most_bytes: int, most_rows: int) -> None:
        self.media_type, self._line = media_type, line
        self._most_bytes, self._most_rows = most_bytes, most_rows
        self._rows = RowCounter(media_type) if most_rows else None
        self._buffer, self._file = bytearray(), _none()
        self._told = 0
        self.size = 0
        self.over: AnswerTooLargeError | None = None

    @property
    def began(self) -> bool:
        """Whether the answer is too long for one message."""
        return self._file is not None

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Take some bytes. OSError at a limit, which ends the evaluation."""
        self.size += len(data)
        self._check(data)
        if self._file is not None:
            self._file.write(data)
        else:
            self._buffer += data
            if self.size > INLINE_BYTES:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  (closed by `close`)
                self._file.write(self._buffer)
                self._line.send(Began(self.media_type), self._file.fileno())
                self._buffer = bytearray()
        if self._file is not None and self.size >= self._told + _STEP_BYTES:
            self._told = self.size
            self._line.send(Grown(self.size))
        return len(data)

    def whole(self) -> bytes:
        """The whole of a short answer."""
        return bytes(self._buffer)

    def close(self) -> None:
        """Let go of the file, which lives on for who reads it."""
        if self._file is not None:
            self._file.close()
        super().close()

    def _check(self, data: bytes) -> None:
        if self.size > self._most_bytes:
            self.over = AnswerTooLargeError(
                f"The answer is larger than {self._most_bytes} bytes.", "Ask for less at a time, with LIMIT and OFFSET."
            )
        elif self._rows is not None and self._rows.add(data) > self._most_rows:
            self.over = AnswerTooLargeError(
                f"The answer has more than {self._most_rows} rows.", "Ask for less at a time, with LIMIT and OFFSET."
            )
        if self.over is not None:
            raise OSError("the answer is too large")


def _none() -> IO[bytes] | None:
    return None
