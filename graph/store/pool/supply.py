"""Readers that are warm and hold all that was committed: from a copy of the data in memory, or from a snapshot on disk.

Until the copy is loaded, where it does not fit, and after a change that cannot be repeated in it, readers are forked
from an empty nursery and open the latest snapshot. Otherwise they come from a nursery that holds the data; each change
is repeated there and in every idle reader as soon as it is committed.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from graph.errors import StoreError
from graph.store.oxigraph import OxigraphStore
from graph.store.pool.limits import Limits
from graph.store.pool.log import Log, as_step
from graph.store.pool.nursery import Nursery
from graph.store.pool.reader import Reader
from graph.store.pool.snapshots import Snapshots
from graph.store.protocol import Change, Update

log = logging.getLogger(__name__)
_MOMENT = 0.01
"""Seconds."""
SPARE = 1
"""Idle readers beside those that are at work."""
_QUAD_BYTES = 200
"""A copy in memory takes at least so much for each quad."""
_GROWTH = 16
"""A copy is loaded anew when the changes made in it amount to this part of what it may take: it keeps what was removed."""


class Supply:
    """Gives readers out and takes them back. Used on one event loop."""

    def __init__(self, store: OxigraphStore, limits: Limits, networked: bool) -> None:
        self._store, self._limits, self._networked = store, limits, networked
        self._snapshots = Snapshots(store)
        self._log = Log(store.version())
        self._idle: deque[Reader] = deque()
        self._held: dict[Reader, Path] = {}
        self._disk: Nursery | None = None
        self._copy: Nursery | None = None
        self._repeated, self._too_large = 0, 0
        self._wanted = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._making = 0
        self._loop = asyncio.get_running_loop()
        self._closed = False
        store.watch(self._changed)

    @property
    def idle(self) -> int:
        """How many readers wait for a query."""
        return len(self._idle)

    @property
    def copied(self) -> bool:
        """Whether readers have the data in memory."""
        return self._copy is not None

    async def start(self) -> None:
        """Have readers on disk, and begin to load the copy."""
        self._disk = Nursery()
        await asyncio.gather(*(self._make() for _ in range(self._limits.readers + SPARE)))
        self._spawn(self._keep_copy())

    def try_take(self) -> Reader | None:
        """A reader with the data in memory that holds every change, if one is idle."""
        while self._idle and self._idle[-1].position is not None:
            reader = self._idle.pop()  # the last one that was used: its pages are its own
            if not reader.lost and self._catch_up(reader):
                self._spare()
                return reader
        return None

    async def take(self) -> Reader:
        """A reader that holds every change that was committed before it was asked for."""
        while True:
            if not self._idle:
                await self._make()
            reader = self._idle.pop() if self._idle else None
            if reader is not None and await self._bring_up(reader):
                self._spare()
                return reader

    def give(self, reader: Reader) -> None:
        """A reader back that is well and idle."""
        self._release(reader)
        enough = len(self._idle) >= self._limits.readers + SPARE
        worn = reader.lost or reader.yielding or reader.spent
        if enough or worn or reader.nursery is not (self._copy or self._disk):
            reader.retire()
        else:
            self._idle.append(reader)
            self._catch_up(reader)

    def discard(self, reader: Reader) -> None:
        """A reader that is to end or has ended."""
        reader.kill()
        self._release(reader)
        self._spare()

    async def signal(self, reader: Reader) -> int:
        """The signal that ended a reader; 0 if it is not to be learnt."""
        with suppress(StoreError):
            return await reader.nursery.ended(reader.pid)
        return 0

    @asynccontextmanager
    async def scratch(self) -> AsyncIterator[tuple[Path, str, Path]]:
        """The latest snapshot, the version of its data, and a folder beside it that goes afterwards."""
        path, version = await asyncio.to_thread(self._snapshots.acquire)
        folder = Path(tempfile.mkdtemp(prefix="rehearsal-", dir=path.parent))
        try:
            yield path, version, folder
        finally:
            self._snapshots.release(path)
            while folder.exists():  # a reader that was killed may take a moment to end, and write until then
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
                await asyncio.sleep(_MOMENT)

    async def close(self) -> None:
        """End all readers and nurseries, and remove the snapshots."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for nursery in (self._copy, self._disk):
            if nursery is not None:
                nursery.close()
        self._snapshots.close()

    def _spare(self) -> None:
        """Have a reader at hand for the next one."""
        if len(self._idle) + self._making < SPARE and not self._closed:
            self._spawn(self._make())

    async def _make(self) -> None:
        """Another idle reader. StoreError if none can be made."""
        self._making += 1
        try:
            reader = await (await self._nursery()).fork(self._limits.memory_bytes, self._networked)
            self._idle.append(reader)
            self._catch_up(reader)
        finally:
            self._making -= 1

    async def _nursery(self) -> Nursery:
        if self._copy is not None and not self._copy.gone.is_set():
            return self._copy
        if self._disk is None or self._disk.gone.is_set():
            self._disk = Nursery()
        return self._disk

    async def _bring_up(self, reader: Reader) -> bool:
        """Let a reader see what was committed; False if it cannot be of use any more."""
        if reader.lost:
            return False
        if reader.position is not None:
            return self._catch_up(reader)
        current = self._snapshots.acquire_current()
        path, _ = current if current is not None else await asyncio.to_thread(self._snapshots.acquire)
        self._held[reader] = path
        reader.open(path)
        return True

    def _catch_up(self, reader: Reader) -> bool:
        """Repeat in a reader what it has not seen yet; False and its end if that is not possible."""
        if reader.position is None:
            return True
        steps = self._log.since(reader.position)
        if steps is None:
            reader.retire()
            return False
        reader.apply(steps, reader.position + len(steps))
        return True

    def _release(self, reader: Reader) -> None:
        if (path := self._held.pop(reader, None)) is not None:
            self._snapshots.release(path)

    def _changed(self, version: str, change: Change | Update | None) -> None:
        """Called by the thread that has made a change, before it goes on."""
        self._log.add(version, None if change is None else as_step(change))
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._spread)

    def _spread(self) -> None:
        """Repeat what was committed in the copy and in idle readers."""
        copy = self._copy
        if copy is None or copy.position is None or self._closed:
            return
        steps = self._log.since(copy.position)
        if steps is None:
            self._drop_copy()
            return
        self._repeated += sum(len(step.text) for step in steps)
        copy.apply(steps, copy.position + len(steps))
        for reader in list(self._idle):
            self._catch_up(reader)
        if self._repeated > self._limits.copy_bytes // _GROWTH:
            self._wanted.set()

    def _drop_copy(self) -> None:
        """Go back to the disk until the data are loaded anew."""
        copy, self._copy = self._copy, None
        if copy is not None:
            self._use(None)
            self._spawn(self._close_when_idle(copy))
        self._wanted.set()

    def _use(self, copy: Nursery | None) -> None:
        """Take readers from this copy, or from the disk, and no more from elsewhere."""
        self._copy = copy
        while self._idle:
            self._idle.popleft().retire()
        for _ in range(self._limits.readers + SPARE):
            self._spawn(self._make())

    async def _close_when_idle(self, copy: Nursery) -> None:
        try:
            await asyncio.sleep(self._limits.seconds + 1)  # what it has forked may still be answering
        finally:
            copy.close()

    async def _keep_copy(self) -> None:
        """Load the data into memory, and anew when they have been dropped or have grown."""
        while not self._closed:
            self._wanted.clear()
            began = self._loop.time()
            copy = await self._load()
            took = self._loop.time() - began
            if copy is not None:
                old, self._repeated = self._copy, 0
                self._use(copy)
                if old is not None:
                    self._spawn(self._close_when_idle(old))
            await self._wanted.wait()
            await asyncio.sleep(took)  # so that it does not load all the time when such changes come in rows

    async def _load(self) -> Nursery | None:
        """A nursery with the data as they are now; None if they do not fit, or were changed too much meanwhile."""
        count = await asyncio.to_thread(self._store.count)
        if count * _QUAD_BYTES > self._limits.copy_bytes or (self._too_large and count >= 0.8 * self._too_large):
            return None
        path, version = await asyncio.to_thread(self._snapshots.acquire)
        place = self._log.place(version)
        copy = Nursery()
        try:
            if place is None:
                raise StoreError("The snapshot is too old.")
            await copy.load(str(path), self._limits.copy_bytes, place)
            self._too_large = 0
            steps = self._log.since(place)
            if steps is None:
                raise StoreError("The data have changed meanwhile.")
            copy.apply(steps, place + len(steps))
            return copy
        except StoreError:
            if copy.gone.is_set():
                self._too_large = count
                log.warning(
                    "%d quads do not fit into %d bytes of memory: read from disk", count, self._limits.copy_bytes
                )
            else:
                self._wanted.set()
            copy.close()
            return None
        except asyncio.CancelledError:
            copy.close()
            raise
        finally:
            self._snapshots.release(path)

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        """Run something beside, until it ends or the supply closes."""
        task = asyncio.ensure_future(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(work: Coroutine[object, object, None]) -> None:
    with suppress(StoreError):
        await work
