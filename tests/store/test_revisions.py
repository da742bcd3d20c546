"""Whatever changes what a draft is made of raises a counter, in the same transaction; whatever changes nothing does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.curation import Hide, Step
from bot.domain.message import Message, Person
from bot.store.revisions import PEOPLE, of_channel, of_curation
from bot.store.work import Store, Work

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TS = "1700000000.000100"
NAMES = (of_channel("C1"), of_curation("P1"), PEOPLE)


def said(text: str) -> Message:
    return Message("C1", TS, "U1", text)


async def keep(work: Work) -> None:
    await work.messages.keep(said("first"), NOW)
    await work.messages.keep(said("second"), NOW, "1700000009.000000")


async def react(work: Work) -> None:
    await work.messages.signal("C1", TS, "reaction", "memo", "U2", "5", removed=False)


async def meet(work: Work) -> None:
    await work.workspace.put_person(Person("U1", "Ada", "Europe/London"), NOW)


async def choose(work: Work) -> None:
    seq = await work.postmortems.next_step("P1")
    await work.postmortems.add_step("P1", Step(seq, "one", Hide((TS,)), "U1", NOW))


async def forget(work: Work) -> None:
    await work.messages.forget_text("C1", TS, NOW)


async def drop(work: Work) -> None:
    await work.messages.drop_before(NOW + timedelta(days=1))


async def now(store: Store) -> tuple[int, ...]:
    async with store.look("T1") as work:
        return await work.revisions.now(NAMES)


@pytest.mark.parametrize(
    ("change", "counter"),
    [(keep, 0), (react, 0), (forget, 0), (drop, 0), (choose, 1), (meet, 2)],
    ids=lambda c: getattr(c, "__name__", str(c)),
)
async def test_a_change_raises_its_counter(store: Store, change: Callable[[Work], Awaitable[None]], counter: int) -> None:
    async with store.work("T1") as work:
        await work.messages.keep(said("there before"), NOW)
    before = await now(store)
    async with store.work("T1") as work:
        await change(work)
    after = await now(store)
    assert [b < a for b, a in zip(before, after, strict=True)] == [n == counter for n in range(3)]


@pytest.mark.parametrize("change", [keep, react, meet], ids=lambda c: str(c.__name__))
async def test_the_same_once_more_raises_nothing(store: Store, change: Callable[[Work], Awaitable[None]]) -> None:
    async with store.work("T1") as work:
        await change(work)
    before = await now(store)
    async with store.work("T1") as work:
        await change(work)
    assert await now(store) == before


async def test_a_change_that_is_taken_back_leaves_no_number(store: Store) -> None:
    before = await now(store)

    async def fail() -> None:
        async with store.work("T1") as work:
            await keep(work)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    assert await now(store) == before
