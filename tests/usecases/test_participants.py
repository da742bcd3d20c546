"""Everyone heard, through the front door: invitations, curation, coverage, names by consent."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.interviewing import begin, buttons, report_text, say, to, words, write
from tests.journeys.stage import CHANNEL, Stage, stage


async def at_noon(at: Stage, hour: int = 16) -> None:
    """Go through a week at that hour (UTC), at which Ada and Sam are at work on their working days; the jobs tick."""
    for days in range(1, 8):
        at.clock.move_to(days, hour)
        await at.app.jobs.tick_all()
        await at.quiet()


async def happened(at: Stage) -> None:
    at.slack.people.say("U0ADA", CHANNEL, "checkout is down, all customers see errors")
    at.slack.people.say("U0SAM", CHANNEL, "rolled back the deploy of payments")
    await at.quiet()


async def test_whoever_was_there_is_invited_once_by_what_they_did_and_never_those_who_answered(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await happened(at)
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "It failed from 14:05 to 14:45.")
        await at_noon(at)
        (invitation,) = to(at, "U0SAM")
        assert "you rolled back the deploy of payments. What did you see just before?" in words(invitation)
        assert to(at, "U0ADA") == []
        at.clock.shift += timedelta(days=7)
        await at.app.jobs.tick_all()
        await at.quiet()
        assert len(to(at, "U0SAM")) == 1
        await write(at, "U0SAM", "The error rate on the payments graph jumped at 14:02.")
        assert "The error rate on the payments graph" in await report_text(at)
        assert buttons(to(at, "U0SAM")[0]) == []
        assert "Thank you" in to(at, "U0SAM")[-1]["text"]
