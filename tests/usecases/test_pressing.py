"""The buttons under a question, through the front door."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.interviewing import begin, in_thread, press, report_of, say
from tests.journeys.stage import CHANNEL, Stage, stage


async def happened(at: Stage) -> None:
    """An incident that tells when it began and ended."""
    began = at.clock.now() - timedelta(minutes=3)
    for person, text in (
        ("U0SAM", f"checkout is down, it started at {began:%H:%M} UTC"),
        ("U0ADA", "rolling back the deploy of payments"),
        ("U0SAM", "40 customers could not pay, support has 31 tickets"),
        ("U0ADA", "incident is resolved, all clear"),
    ):
        at.slack.people.say(person, CHANNEL, text)
    await at.quiet()


async def test_a_skip_is_a_skip_of_the_one_who_pressed_and_no_text(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "It failed from 14:05 to 14:45.")
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "skip_question")
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "skip_question")
        (question,) = (await report_of(at)).sections[0].questions
        assert question.skipped_by == ("U0SAM",)
        assert [a.by for a in question.said] == ["U0ADA"]
        assert "Skipped" in at.only("U0SAM")[-1]["text"]
