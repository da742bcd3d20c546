"""A tracker that is away, refuses us or loses its answers: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from types import ModuleType

import pytest

from bot.domain.action_item import ItemMove
from bot.errors import ServiceFailure
from bot.holiday_calendar import is_holiday
from bot.integrations.tracker_effects import TrackerEffects
from bot.store.outbox import Effect
from bot.usecases.nudges import Following
from tests.following import ADA
from tests.trackers import github, jira, linear
from tests.trackers.staged import KINDS, Tracked, tracked

every_tracker = pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.NAME)


async def track_while(t: Tracked, faults: list[int]) -> None:
    """An item is tracked while the tracker does not answer as it should; it is tried until it does."""
    await t.types(f"add Alert on lag <@{ADA}> in two weeks")
    t.ledger.faults = faults
    await t.types("track 1", wait=False)
    while not (await t.item()).issue:
        t.at.clock.shift += timedelta(seconds=40)  # so long a search of Jira's may not know a new one
        await asyncio.sleep(0.05)
    await t.at.quiet()


def told(t: Tracked, words: str) -> int:
    return len([m for m in t.told() if words in m["text"]])


@every_tracker
async def test_an_outage_delays_the_issue_and_makes_one(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        await track_while(t, [503, 502])
        assert t.ledger.one().title == "Alert on lag"
        assert (await t.item()).issue == t.ledger.one().ref


@every_tracker
async def test_an_answer_that_was_lost_makes_no_second_issue(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        # Linear is asked for its team first: the second answer is the one that is lost.
        await track_while(t, [0, -503] if kind is linear else [-503])
        assert (await t.item()).issue == t.ledger.one().ref


async def test_asked_too_often_it_waits_as_long_as_it_is_told(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.types(f"add Alert on lag <@{ADA}> in two weeks")
        t.ledger.faults = [429]
        await t.types("track 1", wait=False)
        await t.at.until(lambda: not t.ledger.faults)
        await t.at.app.dispatcher.resting.wait()
        assert t.ledger.issues == {}
        t.at.clock.shift += timedelta(seconds=61)
        await t.at.until(lambda: t.ledger.issues)


async def test_a_lost_token_is_told_once_and_loses_nothing(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        held, _ = await t.tracked()
        t.ledger.token = "another"
        await t.does(ItemMove.DONE, "a graph", wait=False)
        await t.at.until(lambda: told(t, "does not accept my token"))
        assert "does not accept my token" in await t.types("show 1", wait=False)
        assert held.state == "open"
        await t.at.app.dispatcher.resting.wait()
        t.ledger.token = "gh-token"
        t.at.clock.shift += timedelta(minutes=16)
        await t.at.until(lambda: held.state == "done")
        await t.at.quiet()
        assert "does not accept" not in await t.types("show 1")
        assert told(t, "does not accept my token") == 1


async def test_an_issue_that_is_gone_is_told_once_and_the_item_goes_on(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.tracked()
        t.ledger.issues.clear()
        for _ in range(3):
            await t.later(61)
        assert told(t, "is not there any more") == 1
        assert "The issue is not there any more" in await t.types("show 1")
        assert "go their own ways" in await t.types("track 1 off")
        await t.types("track 1")
        assert (await t.item()).issue == t.ledger.one().ref


async def test_a_workflow_without_a_way_to_done_is_told_and_tried_again(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with tracked(jira, sqlite_url) as t:
        held, _ = await t.tracked()
        monkeypatch.setattr(jira, "STEPS", {"11": "open"})
        await t.types("done 1 a graph")
        assert (held.state, told(t, "no step of its workflow leads there")) == ("open", 1)
        monkeypatch.undo()
        await t.later(61)
        assert held.state == "done"


async def test_an_issue_that_was_not_taken_can_be_asked_for_again(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.types(f"add Alert on lag <@{ADA}> in two weeks")
        t.ledger.faults = [422]
        await t.types("track 1")
        assert told(t, "did not take what I told it about action item 1") == 1
        assert t.ledger.issues == {}
        await t.types("track 1")
        assert (await t.item()).issue == t.ledger.one().ref
        assert "did not take" not in await t.types("show 1")


async def test_hostile_words_call_nobody_and_order_nothing(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.types(f"add /close Ping @octocat &lt;!-- and <https://evil.test|this> **now** <@{ADA}>")
        await t.types("track 1")
        text = t.ledger.one().text
        assert "@octocat" not in text
        assert "\n/close" not in f"\n{text}"
        assert "**now**" not in text
        assert text.count("<!--") == 1  # ours


async def test_what_waits_for_a_tracker_that_was_taken_out_is_kept(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.tracked()
        app = t.at.app
        without = TrackerEffects(app.store, None, app.say, app.clock, Following(app.say.policy, is_holiday), "")
        effect = Effect("T0PLAY", "issue", "sync_issue", "x", {"item": (await t.item()).id})
        with pytest.raises(ServiceFailure) as failure:
            await without.kinds["sync_issue"](effect)
        assert not failure.value.permanent
