"""Forms of the interview, through the front door: a section at once, a safeguard, a private answer."""

from __future__ import annotations

from tests.journeys.interviewing import begin, fill, report_text, say
from tests.journeys.stage import CHANNEL, stage


async def test_a_section_as_a_form_shows_what_was_said_in_the_thread_and_changes_it_there(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        ts = await say(at, "U0SAM", "Summary", "It failed for 40 minutes.")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview form summary")
        modal = at.slack.people.seen("U0SAM")["modals"][-1]
        assert "It failed for 40 minutes." in str(modal["blocks"])
        assert not await fill(at, "U0SAM", what_happened="It failed for 55 minutes.")
        assert "55 minutes" in await report_text(at)
        assert "40 minutes" not in await report_text(at)
        at.slack.people.edit(CHANNEL, ts, "It failed for 60 minutes.")
        await at.quiet()
        text = await report_text(at)
        assert "60 minutes" in text
        assert "55 minutes" not in text
