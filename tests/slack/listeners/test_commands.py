"""What people type after `/postmortem`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.slack.listeners.commands import ITEM_WORDS, TOPICS, WORDS
from tests.journeys.stage import CHANNEL, Stage, stage

COMMANDS = sorted({w for w in WORDS if w} | {f"action {w}" for w in ITEM_WORDS if w})


async def typed(at: Stage, words: str, person: str = "U0ADA") -> dict[str, Any]:
    """What the person sees who typed it."""
    await at.slack.people.slash(person, CHANNEL, "/postmortem", words)
    return at.only(person)[-1]


async def test_help_names_every_command_there_is(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        short = (await typed(at, "help"))["blocks"][0]["text"]["text"]
        assert (await typed(at, ""))["blocks"][0]["text"]["text"] == short
        assert len(short.splitlines()) <= 10, "more than a phone shows"
        topics = [(await typed(at, f"help {topic}"))["blocks"][0]["text"]["text"] for topic in TOPICS]
        assert len({short, *topics}) == 1 + len(TOPICS)
        listed = "\n".join((short, *topics))
        named = " · ".join(re.findall(r"`([^`]+)`", listed)).replace("/postmortem ", "")
        assert [c for c in COMMANDS if not re.search(rf"(^|[·] ){c}\b", named)] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("satrt it", "start"),
        ("STATSU", "status"),
        ("intervew summary", "interview"),
        ("acton list", "action"),
        ("action ad Alert on lag", "action add"),
        ("action droop 3", "action drop"),
        ("done 12", "action done"),
        ("drop 12 not needed", "action drop"),
    ],
)
async def test_a_wrong_word_gets_the_nearest_right_one_and_the_help(sqlite_url: str, wrong: str, right: str) -> None:
    async with stage(sqlite_url) as at:
        shown = await typed(at, wrong)
        assert f"Did you mean `/postmortem {right}`?" in shown["text"]
        assert "`/postmortem help` lists everything" in shown["text"]


async def test_a_word_that_is_near_nothing_gets_the_help_and_is_quoted_harmlessly(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        shown = await typed(at, "<!channel>`xyzzy` qqq")
        assert "What I can do" in str(shown["blocks"])
        assert "<!channel>" not in str(shown)
        assert at.from_bot() == []


async def test_a_wrong_section_gets_the_nearest_right_one(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "`/postmortem interview summary`" in (await typed(at, "interview sumary"))["text"]
        assert "There are: summary" in (await typed(at, "interview xyzzy"))["text"]


@pytest.mark.parametrize(("person", "hour", "ahead"), [("U0ZOE", 20, 2), ("U0SAM", 2, 0), ("U0ADA", 12, 1)])
async def test_tomorrow_is_the_writers_tomorrow(sqlite_url: str, person: str, hour: int, ahead: int) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.clock.move_to(1, hour)  # in Tokyo the day after has begun at 20 UTC, in New York at 2 UTC it has not
        utc_day = datetime.now(UTC).date() + timedelta(days=1)
        await typed(at, f"action add Alert on lag <@{person}> tomorrow", person)
        async with at.app.store.look("T0PLAY") as work:
            (item,) = await work.items.owned_by(person)
        assert item.due == utc_day + timedelta(days=ahead)


async def test_the_settings_say_what_is_kept_and_when_people_are_reminded(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        shown = (await typed(at, "settings"))["text"]
        for words in ("inc-*", "14 days", "9:00 to 17:00", "UTC"):
            assert words in shown


async def test_list_shows_what_there_is_and_mine_what_one_owes(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        assert "No postmortem that you may see" in str(await typed(at, "list"))
        await at.start(title="Checkout <b> is down")
        await typed(at, "action add Alert on lag <@U0SAM> in two weeks")
        assert "Checkout &lt;b&gt; is down" in str(await typed(at, "list"))
        assert "Alert on lag" in str(await typed(at, "mine", "U0SAM"))
        assert "Alert on lag" not in str(await typed(at, "mine", "U0ZOE"))
