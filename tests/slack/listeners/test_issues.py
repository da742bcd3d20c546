"""Action items and their issues in a tracker, in both directions, through the front door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import ModuleType

import pytest

from bot.domain.action_item import ItemMove, ItemState
from bot.domain.tracked_issue import label_of
from tests.following import ADA, SAM, press
from tests.journeys.stage import CHANNEL, stage
from tests.trackers import github, gitlab
from tests.trackers.staged import KINDS, Tracked, tracked

every_tracker = pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.NAME)


@every_tracker
async def test_an_item_gets_an_issue_that_says_what_the_item_says(kind: ModuleType, database_url: str) -> None:
    async with tracked(kind, database_url) as t:
        held, due = await t.tracked()
        item = await t.item()
        assert (held.title, held.assignee, kind.get_due(held)) == ("Alert on lag", kind.MINE[1], f"{due}")
        assert "From postmortem 1: Checkout is down" in held.text
        assert item.issue == held.ref
        assert f"<{item.issue_url}|{label_of(held.ref)}>" in await t.types("show 1")
        assert label_of(held.ref) in await t.types("list")


@every_tracker
async def test_done_here_is_done_there_and_opened_there_is_open_here(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        held, _ = await t.tracked()
        await t.types("done 1 see the graph")
        assert held.state == "done"
        held.state = "open"
        assert await t.heard(held) == 200
        assert (await t.item()).open
        held.state = "done"
        await t.heard(held)
        item = await t.item()
        assert (item.state, item.closed_by, item.evidence) == (ItemState.DONE, t.name, item.issue_url)
        assert f"{t.name} finished it" in await t.types("show 1")


@every_tracker
async def test_dropped_here_is_dropped_there_as_far_as_it_tells_that(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        held, _ = await t.tracked()
        await t.types("drop 1 the service is gone")
        assert held.state == ("done" if kind is gitlab else "dropped")
        await t.later(61)
        assert (await t.item()).state is ItemState.DROPPED


@every_tracker
async def test_owner_and_date_follow_both_ways(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        held, due = await t.tracked()
        held.assignee = kind.OTHERS[1]
        kind.set_due(held, f"{due + timedelta(days=7)}")
        await t.heard(held)
        item = await t.item()
        assert (item.owner, item.due) == ("U0ZOE", due + timedelta(days=7))
        await t.does(ItemMove.HAND_OVER, ADA, "U0ZOE")
        assert held.assignee == kind.MINE[1]
        await t.does(ItemMove.NEW_DATE, f"{due}")
        assert kind.get_due(held) == f"{due}"


@pytest.mark.parametrize("side", ["issue_ours", "issue_theirs"])
@every_tracker
async def test_what_changed_on_both_sides_is_shown_and_people_choose(kind: ModuleType, side: str, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        t.at_work(hour=12)
        held, due = await t.tracked()
        ours, theirs = due + timedelta(days=2), due + timedelta(days=9)
        kind.set_due(held, f"{theirs}")
        await t.does(ItemMove.NEW_DATE, f"{ours}")
        assert (kind.get_due(held), (await t.item()).due) == (f"{theirs}", ours)
        (told,) = [m for m in t.told() if "issue_ours" in str(m["blocks"])]
        assert f"{ours:%d %b %Y}" in str(told["blocks"])
        assert f"{theirs:%d %b %Y}" in str(told["blocks"])
        await t.later(61)
        assert len([m for m in t.told() if "issue_ours" in str(m["blocks"])]) == 1
        await press(t.at, told, side, ADA)
        await t.at.quiet()
        assert (kind.get_due(held), (await t.item()).due) == (
            (f"{ours}", ours) if side == "issue_ours" else (f"{theirs}", theirs)
        )
        assert "issue_ours" not in await t.types("show 1")


@every_tracker
async def test_an_issue_that_was_there_before_is_followed(kind: ModuleType, sqlite_url: str) -> None:
    async with tracked(kind, sqlite_url) as t:
        held = t.ledger.add(title="Lag", text="found by hand", prefix="" if kind in {github, gitlab} else f"{kind.PROJECT}-")
        await t.types(f"add Alert on lag <@{ADA}> in two weeks")
        assert "follow each other" in await t.types(f"track 1 {label_of(held.ref)}")
        item = await t.item()
        assert (held.assignee, kind.get_due(held)) == (kind.MINE[1], f"{item.due}")
        assert len(t.ledger.issues) == 1
        assert "go their own ways" in await t.types("track 1 off")
        held.state = "done"
        await t.heard(held)
        await t.later(61)
        assert (await t.item()).open


async def press_unknown_owner(t: Tracked) -> None:
    (told,) = [m for m in t.told() if "issue_ours" in str(m["blocks"])]
    assert "issue_theirs" not in str(told["blocks"])
    assert "stranger" in str(told["blocks"])
    await press(t.at, told, "issue_ours", ADA)


async def test_an_assignee_whom_nobody_knows_is_shown_and_not_guessed(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        t.at_work(hour=12)
        held, _ = await t.tracked()
        held.assignee = "stranger"
        await t.heard(held)
        assert (await t.item()).owner == ADA
        await press_unknown_owner(t)
        assert held.assignee == "ada-gh"


async def test_bad_words_are_answered_with_what_to_do(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        assert "of that number" in await t.types("track 9")
        assert "Which one? Write its number" in await t.types("track")
        await t.tracked()
        assert "has an issue already: 1" in await t.types("track 1")
        await t.types(f"add Write it down <@{ADA}>")
        assert "no issue of acme/shop in GitHub" in await t.types("track 2 https://github.com/other/shop/issues/4")
        assert "has no issue" in await t.types("track 2 off")
        assert "Give your login" in await t.types("account")
        assert "no account “nobody”" in await t.types("account nobody")
        t.ledger.faults = [503]
        assert "does not answer just now" in await t.types("account ada-gh")


async def test_whoever_may_not_see_the_item_makes_no_issue(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url, private=True) as t:
        t.at.slack.state.add_person("U0EVE", "Eve", "Europe/London")
        t.at.slack.state.add_channel("C0ELSE", "general", ["U0EVE", t.at.slack.state.bot_user])
        await t.types(f"add Alert on lag <@{ADA}>")
        await t.at.slack.people.slash("U0EVE", "C0ELSE", "/postmortem", "action track 1")
        await t.at.quiet()
        assert t.ledger.issues == {}
        await t.types("track 1")
        assert "From postmortem 1\n" in t.ledger.one().text.replace("  ", "")  # its title is nothing for others
        assert "Checkout" not in t.ledger.one().text


async def test_of_a_private_postmortem_in_an_open_channel_only_the_number_goes_out(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        async with t.at.app.store.work("T0PLAY") as work:
            found = await work.postmortems.latest_in(CHANNEL)
            assert found is not None
            await work.postmortems.save(replace(found, private=True))
        held, _ = await t.tracked()
        assert "From postmortem 1" in held.text
        assert "Checkout" not in held.text


async def test_without_a_tracker_people_learn_who_can_connect_one(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "action track 1")
        assert "No issue tracker is connected" in at.only(SAM)[-1]["text"]
