"""An answer as it is given: whole, or as pieces of a file that may still be written."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from graph.store.pool.limits import BrokenAnswerError
from graph.store.pool.reader import Run

PIECE_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """A media type and a body; where `body` is None, `chunks` has it in pieces."""

    media_type: str
    body: bytes | None
    follow: Callable[[], AsyncIterator[bytes]] | None = None

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body in pieces. BrokenAnswerError if it cannot be finished."""
        if self.body is not None:
            yield self.body
        elif self.follow is not None:
            async for piece in self.follow():
                yield piece

    async def read(self) -> bytes:
        """The whole body."""
        return b"".join([piece async for piece in self.chunks()])


async def follow(run: Run, stop: Callable[[], None]) -> AsyncIterator[bytes]:
    """The file of a run as it grows; `stop` is called when nobody wants the rest."""
    place = 0
    assert run.file is not None
    try:
        while True:
            run.moved.clear()
            while place < run.size:
                piece = os.pread(run.file, min(PIECE_BYTES, run.size - place), place)
                place += len(piece)
                yield piece
                await asyncio.sleep(0)
            if run.finished.is_set() and (run.error or place >= run.size):
                break
            await run.moved.wait()
        if run.error is not None:
            raise BrokenAnswerError from run.error
    finally:
        stop()
