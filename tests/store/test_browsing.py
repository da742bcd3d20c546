"""Pages of postmortems; what is shown agrees with the table of `domain/access.py`, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.domain.access import OPERATOR, Deed, Reader, may
from bot.domain.factors import Tag
from bot.domain.message import Person
from bot.domain.participants import Attendance
from bot.domain.postmortem import Postmortem, Severity, Status
from bot.store.browsing import Filters
from bot.store.work import Store
from bot.store.workspace import Channel

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
READERS = (Reader("U1"), Reader("U1", frozenset({"open"})), Reader("U1", frozenset({"private", "C9"})), OPERATOR)


async def fill(store: Store) -> list[tuple[Postmortem, bool]]:
    """Every kind of postmortem in every kind of channel, with whether its channel is private."""
    made = []
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("open", "inc-1", "", private=False))
        await work.workspace.put_channel(Channel("private", "inc-2", "", private=True))
        for number, (channel, private) in enumerate(product(("open", "private", "unknown"), (False, True)), 1):
            one = Postmortem(
                f"P{number}", number, channel, f"Checkout {number} 100%", "U9", NOW, "U9", Severity.SEV2, ("pay-ü",), private=private,
                status=Status.PUBLISHED,
            )  # fmt: skip
            await work.postmortems.add(one)
            made.append((one, channel != "open"))
    async with store.work("T2") as work:
        await work.workspace.put_channel(Channel("open", "inc-1", "", private=False))
        await work.postmortems.add(Postmortem("P1", 1, "open", "Another workspace's", "U9", NOW, "U9"))
    return made


@pytest.mark.parametrize("reader", READERS)
async def test_everybody_finds_just_what_they_may_see(store: Store, reader: Reader) -> None:
    made = await fill(store)
    async with store.look("T1") as work:
        found = {p.number for p in await work.browsing.page(reader, Filters(), 100, 0)}
        assert await work.browsing.count(reader, Filters()) == len(found)
    assert found == {p.number for p, private in made if may(reader, Deed.SEE, p, private)}


async def test_who_was_invited_finds_it_too(store: Store) -> None:
    await fill(store)
    async with store.work("T1") as work:
        await work.workspace.put_person(Person("U1", "Ada"), NOW)
        await work.participants.put("P4", Attendance("U1", may_see=True))
        assert {p.number for p in await work.browsing.page(Reader("U1"), Filters(), 9, 0)} == {1, 4}


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filters(ids=("P3", "P9")), {3}),
        (Filters(ids=()), set()),
        (Filters(service="pay-ü"), {1, 2, 3, 4, 5, 6}),
        (Filters(service="pay"), set()),
        (Filters(severity="sev1"), set()),
        (Filters(severity="sev2", status="published", lead="U9"), {1, 2, 3, 4, 5, 6}),
        (Filters(lead="U1"), set()),
        (Filters(factor="capacity"), {2}),
        (Filters(factor="strain"), set()),
        (Filters(since=NOW.date(), until=NOW.date()), {1, 2, 3, 4, 6}),
        (Filters(since=NOW.date() + timedelta(days=1)), set()),
        (Filters(until=NOW.date() - timedelta(days=1)), {5}),
    ],
)
async def test_filters_narrow_it_down(store: Store, wanted: Filters, numbers: set[int]) -> None:
    made = await fill(store)
    async with store.work("T1") as work:
        await work.factors.put("P2", Tag("capacity", True, "U1", NOW))
        await work.factors.put("P2", Tag("strain", False, "U1", NOW))
        await work.postmortems.save(replace(made[4][0], began_at=NOW - timedelta(days=1)))
    async with store.look("T1") as work:
        assert {p.number for p in await work.browsing.page(OPERATOR, wanted, 100, 0)} == numbers


async def test_only_those_are_offered_as_leads_who_lead_what_the_reader_may_see(store: Store) -> None:
    made = await fill(store)
    async with store.work("T1") as work:
        await work.postmortems.save(replace(made[1][0], lead="U8"))
        assert await work.browsing.leads(Reader("U1")) == ("U9",)
        assert set(await work.browsing.leads(OPERATOR)) == {"U8", "U9"}


async def test_pages_follow_each_other_the_newest_first(store: Store) -> None:
    await fill(store)
    async with store.look("T1") as work:
        pages = [[p.number for p in await work.browsing.page(OPERATOR, Filters(), 4, start)] for start in (0, 4, 8)]
    assert pages == [[6, 5, 4, 3], [2, 1], []]
