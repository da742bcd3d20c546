"""A message is placed once, whatever happens to Slack's answer, and brought up to date where it stands."""

from __future__ import annotations

from bot.playground.server import Fault
from tests.journeys.interviewing import begin, in_thread, press, report_text, say
from tests.journeys.stage import CHANNEL, stage


async def test_a_lost_answer_of_slack_asks_no_question_twice(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("chat.postMessage", "lost_answer", 3))
        await begin(at, "summary")
        assert len([m for m in at.from_bot() if m["text"] == "Summary"]) == 1
        assert len(in_thread(at, "Summary")) == 1


async def test_a_question_that_somebody_deleted_is_not_posted_again_and_the_interview_goes_on(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "resolution")
        first = in_thread(at, "Resolution and recovery")[0]
        await press(at, "U0ADA", first, "next_question")
        second = in_thread(at, "Resolution and recovery")[1]
        at.slack.people.delete(CHANNEL, second["ts"])
        await say(at, "U0SAM", "Resolution and recovery", "next")
        await say(at, "U0SAM", "Resolution and recovery", "The drill in May helped.")
        assert "The drill in May helped." in await report_text(at)
        assert second["ts"] not in {m["ts"] for m in at.from_bot()}
