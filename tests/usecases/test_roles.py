"""Items of a role follow whoever is behind it, from the command to the hand-over."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemMove, Move
from bot.holiday_calendar import is_holiday
from bot.usecases import action_items
from bot.usecases.nudges import Following
from tests.following import ADA, SAM, said_to
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.slack.listeners.test_action_items import items

ROLE = "<!subteam^S0DBA|@dba-oncall>"


def fill(at: Stage, *people: str) -> None:
    at.slack.state.usergroups[:] = [{"id": "S0DBA", "handle": "dba-oncall", "users": list(people)}]


async def add(at: Stage, words: str) -> str:
    await at.slack.people.slash(ADA, CHANNEL, "/postmortem", f"action add {words}")
    await at.quiet()
    return str(at.only(ADA)[-1])


async def hours_later(at: Stage, hours: int) -> ActionItem:
    at.clock.shift += timedelta(hours=hours)
    at.slack.state.shift = at.clock.shift.total_seconds()
    await at.app.jobs.tick_all()
    await at.quiet()
    (item,) = await items(at)
    return item


async def test_an_item_of_a_role_belongs_to_whoever_is_behind_it(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        fill(at, SAM)
        assert "U0SAM (@dba-oncall)" in await add(at, f"Alert on lag {ROLE} in two weeks")  # nobody has met Sam yet
        (item,) = await items(at)
        assert (item.text, item.owner, item.role, item.role_name) == ("Alert on lag", SAM, "S0DBA", "dba-oncall")
        assert item.due is not None
        fill(at, "U0ZOE")
        item = await hours_later(at, 1)
        assert (item.owner, item.role) == ("U0ZOE", "S0DBA")
        at.clock.move_to(2, hour=5)
        await hours_later(at, 0)
        await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "action show 1")
        assert "@dba-oncall handed it over to Zoë" in str(at.only(ADA)[-1])


async def test_nobody_or_several_behind_a_role_change_nothing_and_are_said_to_whoever_asks(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        for people, said in (
            ((), "Nobody is behind @dba-oncall"),
            ((SAM, "U0ZOE"), "More than one person is behind @dba-oncall"),
        ):
            fill(at, *people)
            assert said in await add(at, f"Alert on lag {ROLE}")
        assert await items(at) == []
        fill(at, SAM)
        await add(at, f"Alert on lag {ROLE} in two weeks")
        for people in ((), (SAM, "U0ZOE")):
            fill(at, *people)
            assert (await hours_later(at, 1)).owner == SAM


async def test_without_the_permission_a_person_is_asked_for(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.state.scopes -= {"usergroups:read"}
        assert "usergroups:read" in await add(at, f"Alert on lag {ROLE}")
        assert await items(at) == []


async def test_who_names_a_person_means_that_person(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        fill(at, SAM)
        await add(at, f"Ask {ROLE} for a runbook <@U0ZOE>")
        (item,) = await items(at)
        assert (item.owner, item.role, item.text) == ("U0ZOE", "", "Ask @dba-oncall for a runbook")


async def test_handed_over_to_a_person_it_leaves_the_role(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        fill(at, ADA)
        await add(at, f"Alert on lag {ROLE} in two weeks")
        async with at.app.store.work("T0PLAY") as work:
            item = await work.items.numbered(1)
            assert item is not None
            move, follow = Move(ItemMove.HAND_OVER, ADA, at.clock.now(), "U0ZOE"), Following(at.app.say.policy, is_holiday)
            await action_items.change(work, Reader(ADA, frozenset({CHANNEL})), item, move, follow)
        fill(at, ADA)
        assert (await hours_later(at, 1)).owner == "U0ZOE"
        assert said_to(at, ADA).count("asks whether you can own this") == 0
