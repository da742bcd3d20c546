"""The interview by DM, through the front door."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.app import build
from tests.journeys.interviewing import begin, buttons, dm, in_thread, press, report_text, say, to, words, write
from tests.journeys.stage import CHANNEL, stage


@pytest.mark.parametrize("socket", [False, True])
async def test_questions_come_one_at_a_time_and_each_answer_brings_the_next(database_url: str, socket: bool) -> None:
    async with stage(database_url, socket=socket) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        (first,) = to(at, "U0SAM")
        assert "What happened, in two or three sentences?" in words(first)
        await write(at, "U0SAM", "Checkout failed from 14:05 to 14:45 after a deploy.")
        first, second = to(at, "U0SAM")
        assert buttons(first) == []
        assert buttons(second)
        assert words(second).count("?") == 1
        assert "Checkout failed from 14:05" in await report_text(at)


async def test_an_edit_and_a_deletion_in_the_dm_are_followed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        ts = await write(at, "U0SAM", "It failed for 40 minutes, with hunter2 in the log.")
        at.slack.people.edit(dm(at, "U0SAM"), ts, "It failed for 55 minutes.")
        await at.quiet()
        assert "55 minutes" in await report_text(at)
        assert "hunter2" not in await report_text(at)
        at.slack.people.delete(dm(at, "U0SAM"), ts)
        await at.quiet()
        assert "55 minutes" not in await report_text(at)


async def test_what_is_written_in_a_dm_is_kept_as_an_answer_and_nowhere_else(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await write(at, "U0SAM", "hello bot")
        async with at.app.store.work("T0PLAY") as work:
            assert await work.messages.of(dm(at, "U0SAM")) == ()
        (answer,) = to(at, "U0SAM")
        assert "no open question" in answer["text"]


async def test_a_question_answered_in_the_thread_is_not_asked_again_by_dm(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "It failed from 14:05 to 14:45.")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        assert "What happened" not in words(to(at, "U0SAM")[0])


async def test_it_goes_on_days_later_in_a_new_process(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        at.clock.shift = timedelta(days=3)
        again = build(at.app.settings, at.clock)
        async with again.store.work("T0PLAY") as work:
            (waiting,) = await work.personal.to("U0SAM")
        await again.store.database.close()
        assert (waiting.question, waiting.state) == ("what_happened", "open")
        await write(at, "U0SAM", "It failed from 14:05 to 14:45.")
        assert "It failed from 14:05" in await report_text(at)


async def test_what_was_put_off_is_asked_again_in_the_morning_of_their_next_working_day(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await press(at, "U0ZOE", in_thread(at, "Summary")[0], "later_question")
        assert "I ask you again" in at.only("U0ZOE")[-1]["text"]
        await at.app.jobs.tick_all()
        await at.quiet()
        assert to(at, "U0ZOE") == []
        at.clock.shift = timedelta(days=5)
        await at.app.jobs.tick_all()
        await at.quiet()
        (asked,) = [m for m in to(at, "U0ZOE") if "What happened" in words(m)]
        await write(at, "U0ZOE", "It failed from 14:05 to 14:45, seen from Tokyo.")
        assert "seen from Tokyo" in await report_text(at)
        assert buttons(next(m for m in to(at, "U0ZOE") if m["ts"] == asked["ts"])) == []
