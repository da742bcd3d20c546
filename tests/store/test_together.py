"""Jobs that arrive at once share a commit, and one that fails takes no other with it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.domain.message import Message
from bot.store.together import Job, Together
from bot.store.work import Store, Work

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def keeping(number: int) -> Job:
    async def keep(work: Work) -> None:
        await work.messages.keep(Message("C1", f"17000000{number:02}.000100", "U1", str(number)), NOW)

    return keep


async def failing(work: Work) -> None:
    await keeping(99)(work)
    raise LookupError("mine alone")


async def held(store: Store, team: str = "T1") -> list[str]:
    async with store.look(team) as work:
        return [m.text for m in await work.messages.of("C1")]


async def test_all_that_came_at_once_is_stored_and_the_one_that_failed_hears_of_it(store: Store) -> None:
    together = Together(store)
    jobs = [keeping(n) for n in range(20)]
    found = await asyncio.gather(*(together.do("T1", j) for j in [*jobs[:10], failing, *jobs[10:]]), return_exceptions=True)
    assert [type(f) for f in found if f is not None] == [LookupError]
    assert await held(store) == [str(n) for n in range(20)]


async def test_each_job_goes_to_its_own_workspace(store: Store) -> None:
    together = Together(store)
    await asyncio.gather(*(together.do(f"T{n % 2}", keeping(n)) for n in range(6)))
    assert await held(store, "T0") == ["0", "2", "4"]
    assert await held(store, "T1") == ["1", "3", "5"]


async def test_whoever_returns_is_stored(store: Store) -> None:
    together = Together(store)
    for number in range(3):
        await together.do("T1", keeping(number))
        assert len(await held(store)) == number + 1


async def test_after_a_failure_it_goes_on(store: Store) -> None:
    together = Together(store)
    with pytest.raises(LookupError, match="mine alone"):
        await together.do("T1", failing)
    await together.do("T1", keeping(1))
    assert await held(store) == ["1"]
