"""Turns go round the clients, however much each of them asks."""

from __future__ import annotations

import asyncio

import pytest

from graph.store.pool.turns import Turns

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def served(turns: Turns, clients: str) -> str:
    """The clients in the order in which they get turns, each giving its turn back at once."""
    order: list[str] = []

    async def one(client: str) -> None:
        await turns.take(client)
        order.append(client)
        await asyncio.sleep(0)
        turns.give(client)

    await asyncio.gather(*(one(client) for client in clients))
    return "".join(order)


async def test_one_who_asks_much_does_not_keep_others_waiting() -> None:
    assert await served(Turns(1), "aaaaabc") == "aabcaaa"


async def test_all_get_their_turns() -> None:
    assert sorted(await served(Turns(3), "aaabbbcccd")) == sorted("aaabbbcccd")


async def test_a_client_gets_no_more_than_its_share() -> None:
    turns = Turns(3, each=2)
    assert [turns.try_take("a") for _ in range(3)] == [True, True, False]
    waiting = asyncio.create_task(turns.take("a"))
    await asyncio.sleep(0)
    assert turns.try_take("b") and not turns.try_take("b")
    turns.give("b")
    await asyncio.sleep(0)
    assert not waiting.done()
    turns.give("a")
    await asyncio.wait_for(waiting, 1)


async def test_who_stops_waiting_takes_no_turn() -> None:
    turns = Turns(1)
    await turns.take("a")
    gone, patient = asyncio.create_task(turns.take("b")), asyncio.create_task(turns.take("c"))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    turns.give("a")
    await asyncio.wait_for(patient, 1)
    turns.give("c")
    assert turns.try_take("d")


async def test_a_turn_that_comes_too_late_is_given_back() -> None:
    turns = Turns(1)
    await turns.take("a")
    waiting = asyncio.create_task(turns.take("b"))
    await asyncio.sleep(0)
    turns.give("a")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert turns.try_take("c")
