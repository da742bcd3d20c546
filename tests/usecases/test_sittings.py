"""The interview by DM, through the front door."""

from __future__ import annotations

from tests.journeys.interviewing import report_of, to, write
from tests.journeys.stage import CHANNEL, stage


async def test_a_reply_in_the_thread_of_an_earlier_question_belongs_to_that_question(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        await write(at, "U0SAM", "It failed from 14:05 to 14:45.")
        await write(at, "U0SAM", "one thing more: the queue was full", to(at, "U0SAM")[0]["ts"])
        (summary,) = [s for s in (await report_of(at)).sections if s.id == "summary"]
        assert [a.text for q in summary.questions for a in q.said] == [
            "It failed from 14:05 to 14:45.",
            "one thing more: the queue was full",
        ]
