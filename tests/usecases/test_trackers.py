"""Who may have an issue made, and what becomes of an item whose issue changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemMove, ItemState, Move
from bot.domain.postmortem import Postmortem
from bot.domain.tracked_issue import Change, Field, Issue
from bot.domain.trouble import Trouble
from bot.errors import BadInput, NotFound
from bot.holiday_calendar import is_holiday
from bot.integrations.gitlab import GitLab
from bot.prompts import load_prompts
from bot.store.work import Store, Work
from bot.usecases import trackers
from bot.usecases.action_items import recorded
from bot.usecases.nudges import Following

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
LEAD = Reader("U1", frozenset({"C1"}))
FOLLOW = Following(load_prompts().policy, is_holiday)
TRACKER = GitLab("acme/shop", "t", "s")
ISSUE = Issue("7", "https://t.test/7", ItemState.OPEN)


async def promised(work: Work) -> ActionItem:
    await work.postmortems.add(Postmortem("p", 1, "C1", "Checkout", "U1", NOW, "U1"))
    item = ActionItem("i", 1, "p", "Alert on lag", "U1", NOW, owner="U2")
    await work.items.add(item)
    return item


async def test_an_item_is_tracked_once_and_can_be_let_go(store: Store) -> None:
    async with store.work("T1") as work:
        item = await promised(work)
        await trackers.track(work, LEAD, 1, None, NOW)
        again = await trackers.track(work, LEAD, 1, None, NOW)
        assert again.issue == ""
        await trackers.made(work, "i", ISSUE, item, NOW)
        with pytest.raises(BadInput, match=r"error\.item_has_issue"):
            await trackers.track(work, LEAD, 1, "8", NOW)
        await trackers.untrack(work, LEAD, 1)
        with pytest.raises(BadInput, match=r"error\.item_has_no_issue"):
            await trackers.untrack(work, LEAD, 1)


async def test_the_owner_may_and_strangers_learn_nothing(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work)
        await trackers.track(work, Reader("U2"), 1, None, NOW)
        with pytest.raises(NotFound):
            await trackers.untrack(work, Reader("U9"), 1)
        with pytest.raises(NotFound):
            await trackers.track(work, LEAD, 99, None, NOW)


async def test_an_item_that_was_let_go_meanwhile_gets_no_issue(store: Store) -> None:
    async with store.work("T1") as work:
        item = await promised(work)
        assert await trackers.begin(work, "i", NOW) is None
        assert await trackers.made(work, "i", ISSUE, item, NOW) is None
        assert await trackers.compare(work, "i", ISSUE, TRACKER, FOLLOW, NOW) is None
        await trackers.in_trouble(work, "i", Trouble.GONE, NOW)


async def test_an_item_that_was_reopened_there_waits_again(store: Store) -> None:
    async with store.work("T1") as work:
        item = await promised(work)
        await trackers.track(work, LEAD, 1, None, NOW)
        await trackers.made(work, "i", ISSUE, item, NOW)
        item = await recorded(work, item, Move(ItemMove.DONE, "U2", NOW), FOLLOW)
        push = await trackers.compare(work, "i", ISSUE, TRACKER, FOLLOW, NOW)
        assert push is not None
        assert push.change == Change(ItemState.DONE, None, None, frozenset({Field.STATE}))
        await trackers.told(work, "i", push, replace(ISSUE, state=ItemState.DONE))
        assert await trackers.compare(work, "i", replace(ISSUE, state=ItemState.DONE), TRACKER, FOLLOW, NOW) is None
        assert await trackers.compare(work, "i", ISSUE, TRACKER, FOLLOW, NOW) is None
        found = await work.items.get("i")
        assert found is not None
        assert found.open
        (*_, last) = await work.items.history("i")
        assert (last.what, last.by) == (ItemMove.REOPEN, "GitLab")


async def test_a_date_that_moved_on_a_closed_issue_disturbs_nobody(store: Store) -> None:
    async with store.work("T1") as work:
        item = await promised(work)
        await trackers.track(work, LEAD, 1, None, NOW)
        await trackers.made(work, "i", ISSUE, item, NOW)
        await recorded(work, item, Move(ItemMove.DONE, "U2", NOW), FOLLOW)
        closed = replace(ISSUE, state=ItemState.DONE, due=NOW.date())
        assert await trackers.compare(work, "i", closed, TRACKER, FOLLOW, NOW) is None
        found = await work.items.get("i")
        assert found is not None
        assert (found.due, found.state) == (None, ItemState.DONE)


async def test_only_a_difference_that_is_there_can_be_settled(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work)
        with pytest.raises(BadInput, match=r"error\.no_difference"):
            await trackers.settle(work, LEAD, "i", Field.DUE, ours=True, now=NOW)
        with pytest.raises(NotFound):
            await trackers.settle(work, LEAD, "other", Field.DUE, ours=True, now=NOW)


async def test_what_nobody_heard_of_for_an_hour_is_looked_at(store: Store) -> None:
    async with store.work("T1") as work:
        item = await promised(work)
        await trackers.track(work, LEAD, 1, None, NOW)
        await trackers.made(work, "i", ISSUE, item, NOW)
        assert await trackers.look_at_old(work, NOW + timedelta(minutes=59)) == 0
        assert await trackers.look_at_old(work, NOW + timedelta(minutes=61)) == 1
        assert await trackers.look_at_old(work, NOW + timedelta(minutes=62)) == 0


async def test_what_changed_here_while_the_issue_was_made_is_told_there(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work)
        await trackers.track(work, LEAD, 1, None, NOW)
        begun = await trackers.begin(work, "i", NOW)
        assert begun is not None
        day = (NOW + timedelta(days=9)).date()
        await recorded(work, begun[0], Move(ItemMove.NEW_DATE, "U2", NOW, day.isoformat()), FOLLOW)
        await trackers.made(work, "i", ISSUE, begun[0], NOW)
        push = await trackers.compare(work, "i", ISSUE, TRACKER, FOLLOW, NOW)
        assert push is not None
        assert (push.change.fields, push.change.due) == (frozenset({Field.DUE}), day)


async def test_of_an_issue_that_was_found_nothing_is_taken_for_agreed(store: Store) -> None:
    async with store.work("T1") as work:
        item = replace(await promised(work), due=NOW.date())
        await work.items.save(item, item.version)
        await trackers.track(work, LEAD, 1, None, NOW)
        found = replace(ISSUE, due=(NOW + timedelta(days=3)).date())
        await trackers.made(work, "i", found, None, NOW)
        assert await trackers.compare(work, "i", found, TRACKER, FOLLOW, NOW) is None
        tracked = await work.issues.get("i")
        assert tracked is not None
        assert [d.field for d in tracked.told] == [Field.DUE]
