"""Lists of action items over all postmortems, on both databases: nobody learns of a hidden one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.access import OPERATOR, Reader
from bot.domain.action_item import ActionItem, ItemKind, ItemState, Priority
from bot.domain.item_list import ItemFilters, Standing, standing
from bot.domain.postmortem import Postmortem
from bot.store.work import Store
from bot.store.workspace import Channel

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
LATE, COMING = date(2026, 11, 20), date(2026, 12, 20)


async def fill(store: Store) -> None:
    """One open and one private postmortem, with an item in every standing."""
    plain = ActionItem("", 0, "P1", "Alert on lag", "U9", NOW, owner="U2", due=COMING)
    items = [
        replace(plain, due=LATE, priority=Priority.HIGH),
        plain,
        replace(plain, blocked_by="the vendor", kind=ItemKind.DETECT),
        replace(plain, state=ItemState.DONE, closed_at=NOW),
        replace(plain, state=ItemState.DONE, closed_at=NOW, worked_at=NOW),
        replace(plain, state=ItemState.DROPPED, closed_at=NOW),
        replace(plain, postmortem="P2", owner="U3", due=None),
        replace(plain, postmortem="P2", owner="U4", due=LATE),
    ]
    for team in ("T1", "T2"):
        async with store.work(team) as work:
            await work.workspace.put_channel(Channel("open", "inc-1", "", private=False))
            await work.workspace.put_channel(Channel("private", "inc-2", "", private=True))
            await work.postmortems.add(Postmortem("P1", 1, "open", "Checkout", "U9", NOW, "U9", services=("pay",)))
            await work.postmortems.add(Postmortem("P2", 2, "private", "Secret", "U9", NOW, "U9", services=("vault",)))
            for number, item in enumerate(items if team == "T1" else items[:1], 1):
                await work.items.add(replace(item, id=f"I{number}", number=number))


@pytest.mark.parametrize(
    ("reader", "numbers"),
    [
        (Reader("U1"), [1, 2, 3, 4, 5, 6]),
        (Reader("U1", frozenset({"private"})), [1, 8, 2, 3, 4, 5, 6, 7]),
        (OPERATOR, [1, 8, 2, 3, 4, 5, 6, 7]),
        # Whoever owns an item sees it.
        (Reader("U3"), [1, 2, 3, 4, 5, 6, 7]),
    ],
)
async def test_everybody_finds_what_they_may_know_of_the_most_urgent_first(
    store: Store, reader: Reader, numbers: list[int]
) -> None:
    await fill(store)
    async with store.look("T1") as work:
        found = await work.item_lists.page(reader, ItemFilters(), TODAY, 100)
        assert [f.item.number for f in found] == numbers
        assert await work.item_lists.count(reader, ItemFilters(), TODAY) == len(numbers)


async def test_of_a_hidden_postmortem_an_owner_sees_the_item_alone(store: Store) -> None:
    await fill(store)
    async with store.look("T1") as work:
        (own,) = await work.item_lists.page(Reader("U3"), ItemFilters(owner="U3"), TODAY, 100)
    assert (own.number, own.title, own.services) == (2, "", ())


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (ItemFilters(Standing.OVERDUE), [1]),
        (ItemFilters(Standing.OPEN), [2]),
        (ItemFilters(Standing.BLOCKED), [3]),
        (ItemFilters(Standing.DONE), [4]),
        (ItemFilters(Standing.WORKED), [5]),
        (ItemFilters(Standing.DROPPED), [6]),
        (ItemFilters(unfinished=True), [1, 2, 3]),
        (ItemFilters(kind="detect"), [3]),
        (ItemFilters(priority="high", owner="U2"), [1]),
        (ItemFilters(owner="U4"), []),
        (ItemFilters(postmortem="P2"), []),
    ],
)
async def test_filters_narrow_it_down(store: Store, wanted: ItemFilters, numbers: list[int]) -> None:
    await fill(store)
    async with store.look("T1") as work:
        assert [f.item.number for f in await work.item_lists.page(Reader("U1"), wanted, TODAY, 100)] == numbers


async def test_what_becomes_of_items_is_told_only_of_postmortems_that_are_seen(store: Store) -> None:
    await fill(store)
    async with store.look("T1") as work:
        seen = await work.item_lists.fates(Reader("U3"), TODAY, 100)
        every = await work.item_lists.fates(OPERATOR, TODAY, 100)
        found = await work.item_lists.page(OPERATOR, ItemFilters(), TODAY, 100)
    assert [f.standing for f in seen] == list(reversed(Standing))
    assert {f.services for f in seen} == {("pay",)}
    # What the query calls a standing is what the domain does.
    assert sorted(f.standing for f in every) == sorted(standing(f.item, TODAY) for f in found)
