"""A whole postmortem, through the front door, on both databases and both transports."""

from __future__ import annotations

import pytest

from bot.domain.access import Reader
from bot.exports.composing import document
from bot.exports.markdown import markdown_of
from bot.usecases import reading
from tests.journeys.stage import CHANNEL, Stage, stage


async def report_of(at: Stage) -> str:
    async with at.app.store.work("T0PLAY") as work:
        found = await reading.in_channel(work, Reader("U0ADA", frozenset({CHANNEL})), CHANNEL)
        found_report = await reading.load_report(work, found, at.app.say.guide)
        return markdown_of(document(found_report, at.app.say.reports["internal"], at.app.say))


@pytest.mark.parametrize("socket", [False, True])
async def test_from_the_first_message_to_a_finished_action_item(database_url: str, socket: bool) -> None:
    async with stage(database_url, socket=socket) as at:
        people = at.slack.people
        people.say("U0SAM", CHANNEL, "seeing 500s on checkout since 14:05 UTC, error rate 40 %")
        people.say("U0ADA", CHANNEL, "rolling back the 14:01 deploy of payments")
        await at.quiet()
        await at.start()
        card = at.card()
        assert card is not None
        assert card["ts"] in at.slack.state.channels[CHANNEL].pins
        await people.press("U0ADA", CHANNEL, card["ts"], "open_interview")
        await at.quiet()
        thread = at.thread("Summary")
        people.say("U0ADA", CHANNEL, "Checkout failed for 40 minutes after a deploy.", thread)
        people.say("U0SAM", CHANNEL, "It was rather 55 minutes.", thread)
        await at.quiet()
        await people.slash("U0ADA", CHANNEL, "/postmortem", "action add Alert on the error rate <@U0SAM> in two weeks")
        assert "Action item 1 is noted" in at.only("U0ADA")[-1]["text"]
        await people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        report = await report_of(at)
        for words in (
            "Checkout failed for 40 minutes",
            "rather 55 minutes",
            "rolling back",
            "Alert on the error rate",
            "Sam O'Neill",
        ):
            assert words in report
        for days in range(10, 18):
            at.clock.move_to(days, hour=15)
            await at.app.jobs.tick_all()
            await at.quiet()
        nudges = [m for m in at.from_bot(at.slack.state.dm("U0SAM").id) if "item_done" in str(m["blocks"])]
        assert nudges
        await people.press("U0SAM", at.slack.state.dm("U0SAM").id, nudges[0]["ts"], "item_done")
        await at.quiet()
        assert "- [x] **1**" in await report_of(at)
        assert not at.slack.calls("users.list")
        assert not at.slack.state.errors


async def test_a_deleted_message_leaves_the_report_and_an_edit_changes_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        gone = at.slack.people.say("U0SAM", CHANNEL, "we decided to roll back the password-leaking deploy 4711 now")
        kept = at.slack.people.say("U0SAM", CHANNEL, "errors are at 40 % of all requests for customers")
        await at.quiet()
        at.slack.people.delete(CHANNEL, gone)
        at.slack.people.edit(CHANNEL, kept, "errors are at 14 % of all requests for customers")
        await at.quiet()
        report = await report_of(at)
        assert "4711" not in report
        assert "14 %" in report
        assert "40 %" not in report


async def test_an_event_delivered_three_times_changes_nothing(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview")
        await at.quiet()
        at.slack.courier.faults.duplicate = 2
        at.slack.people.say("U0SAM", CHANNEL, "It failed from 14:05 to 14:45.", at.thread("Summary"))
        await at.quiet()
        assert (await report_of(at)).count("It failed from 14:05 to 14:45.") == 1


async def test_a_captured_message_costs_no_call(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        before = len(at.slack.log)
        for number in range(5):
            at.slack.people.say("U0SAM", CHANNEL, f"line {number}")
        await at.quiet()
        assert len(at.slack.log) == before


async def test_a_lost_answer_of_slack_posts_nothing_twice(sqlite_url: str) -> None:
    from bot.playground.server import Fault

    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("chat.postMessage", "lost_answer"))
        at.slack.faults.append(Fault("pins.add", "ratelimited", 1, 0))
        await at.start()
        assert len([m for m in at.from_bot() if m["text"].startswith("Postmortem ")]) == 1


async def test_a_wrong_word_gets_the_nearest_right_one(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "satrt it")
        answer = at.only("U0ADA")[-1]
        assert "/postmortem start" in answer["text"]
        assert len(answer["blocks"]) == 1, "whoever is told the word needs no page of help"


async def test_a_cancelled_postmortem_says_that_nothing_is_lost(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "cancel")
        assert at.only("U0ADA")[-1]["text"] == at.app.say.say("report.cancelled", number=1)


async def test_a_start_where_one_is_open_shows_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "start again")
        assert "open postmortem already" in at.only("U0SAM")[-1]["text"]


async def test_messages_before_the_start_are_read_back_with_their_threads(sqlite_url: str) -> None:
    async with stage(sqlite_url, channel="payments-team") as at:
        root = at.slack.people.say("U0SAM", CHANNEL, "database is down, all checkouts fail with errors")
        at.slack.people.say("U0ADA", CHANNEL, "failing over to the standby db-2 now, users see errors for 3 minutes", root)
        await at.quiet()
        async with at.app.store.work("T0PLAY") as work:
            assert await work.messages.of(CHANNEL) == ()
        await at.start()
        assert "failing over to the standby" in await report_of(at)


async def test_the_bot_is_silent_where_nobody_asked(sqlite_url: str) -> None:
    async with stage(sqlite_url, channel="general-talk") as at:
        at.slack.people.say("U0SAM", CHANNEL, "the incident is over, all clear")
        await at.quiet()
        assert at.from_bot() == []
        async with at.app.store.work("T0PLAY") as work:
            assert await work.messages.of(CHANNEL) == ()
