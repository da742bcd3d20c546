from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.action_item import ItemState
from bot.domain.tracked_issue import Difference, Field, Seen, Tracked
from bot.store.work import Store
from tests.reports import ITEM

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_what_both_sides_said_is_kept_for_each_workspace(store: Store) -> None:
    tracked = Tracked(
        "i1", "U1", "m-1", NOW, NOW, {Field.DUE: Seen("2026-12-04", None)}, (Difference(Field.OWNER, None, "ada", False),), "gone"
    )
    async with store.work("T1") as work:
        await work.issues.put(tracked)
        assert await work.issues.get("i1") == tracked
        await work.issues.put(replace(tracked, trouble=""))
    async with store.work("T2") as work:
        assert await work.issues.get("i1") is None
    async with store.work("T1") as work:
        assert (await work.issues.get("i1")) == replace(tracked, trouble="")
        await work.issues.forget("i1")
        assert await work.issues.get("i1") is None


async def test_the_longest_unseen_is_looked_at_first_and_what_was_closed_long_ago_no_more(store: Store) -> None:
    async with store.work("T1") as work:
        for n, (looked, state, closed) in enumerate(
            [
                (NOW - 2 * HOUR, ItemState.OPEN, None),
                (NOW - 3 * HOUR, ItemState.OPEN, None),
                (NOW, ItemState.OPEN, None),
                (NOW - 9 * HOUR, ItemState.DONE, NOW - 40 * 24 * HOUR),
                (NOW - 2.5 * HOUR, ItemState.DONE, NOW - HOUR),
            ]
        ):
            await work.items.add(replace(ITEM, id=f"i{n}", number=n + 1, state=state, closed_at=closed, issue=f"{n}"))
            await work.issues.put(Tracked(f"i{n}", "U1", "m", looked_at=looked))
        found = await work.issues.to_look_at(NOW - HOUR, NOW - 30 * 24 * HOUR, 10)
        assert found == ("i1", "i4", "i0")
        await work.issues.look_later(found, NOW)
        assert await work.issues.to_look_at(NOW - HOUR, NOW - 30 * 24 * HOUR, 10) == ()


async def test_an_account_belongs_to_one_person(store: Store) -> None:
    async with store.work("T1") as work:
        await work.issues.put_account("U1", "ada")
        await work.issues.put_account("U1", "ada2")
        await work.issues.put_account("U2", "ada2")
        assert await work.issues.accounts() == {"U2": "ada2"}


async def test_changing_an_item_never_takes_its_issue_away(store: Store) -> None:
    async with store.work("T1") as work:
        await work.items.add(ITEM)
        await work.items.put_issue(ITEM.id, "OPS-1", "https://t.test/OPS-1")
        assert await work.items.save(replace(ITEM, text="other", version=2), 1)
        (found,) = await work.items.with_issue("OPS-1")
        assert (found.text, found.issue_url) == ("other", "https://t.test/OPS-1")
