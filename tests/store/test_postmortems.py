"""Postmortems and people's choices, as they are stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.curation import Hide, Show, Step
from bot.domain.postmortem import Move, Postmortem, Severity, move
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, 0, 0, 5, tzinfo=UTC)
FULL = Postmortem(
    "P1", 1, "C1", "Zoë’s <checkout> is down", "U1", NOW, "U2", Severity.SEV1, ("checkout", "payments, db"), private=True,
    since=NOW, until=NOW, began_at=NOW, signed_off=("U3", NOW), version=3,
)  # fmt: skip


def numbered(number: int, channel: str = "C1") -> Postmortem:
    return Postmortem(f"P{number}", number, channel, "x", "U1", NOW, "U1")


def closed(postmortem: Postmortem) -> Postmortem:
    after = move(postmortem, Move.CLOSE, NOW)
    assert after is not None
    return after


async def test_it_comes_back_as_it_was_stored(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.postmortems.add(FULL)
    async with store.look("T1") as work:
        assert await work.postmortems.get("P1") == FULL
        assert await work.postmortems.numbered(1) == FULL
    async with store.look("T2") as work:
        assert await work.postmortems.get("P1") is None


async def test_a_channel_has_one_open_one_however_many_are_started_at_once(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.postmortems.add(numbered(1))
        assert not await work.postmortems.add(numbered(2))
        await work.postmortems.save(closed(numbered(1)))
        assert await work.postmortems.add(numbered(2))


async def test_the_latest_of_a_channel_is_the_open_one_else_the_newest(store: Store) -> None:
    async with store.work("T1") as work:
        for number in (1, 2):
            await work.postmortems.add(numbered(number))
            await work.postmortems.save(closed(numbered(number)))
        assert await work.postmortems.open_in("C1") is None
        assert (await work.postmortems.latest_in("C1") or FULL).number == 2
        await work.postmortems.save(replace(numbered(1), version=3))
        assert (await work.postmortems.latest_in("C1") or FULL).number == 1
        assert [p.number for p in await work.postmortems.open_ones()] == [1]


async def test_the_newest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    async with store.work("T1") as work:
        for number in range(1, 6):
            await work.postmortems.add(numbered(number, f"C{number}"))
        assert [p.number for p in await work.postmortems.all(limit=3)] == [5, 4, 3]


async def test_choices_come_back_in_order_and_a_repeated_press_makes_no_second(store: Store) -> None:
    steps = [Step(1, "a", Hide(("C1:1.0",)), "U1", NOW), Step(2, "b", Show(("C1:1.0",)), "U2", NOW)]
    async with store.work("T1") as work:
        for step in steps:
            assert await work.postmortems.next_step("P1") == step.seq
            assert await work.postmortems.add_step("P1", step)
        assert not await work.postmortems.add_step("P1", steps[0])
    async with store.look("T1") as work:
        assert (await work.postmortems.curation("P1")).steps == tuple(steps)
        assert (await work.postmortems.curation("P2")).steps == ()
