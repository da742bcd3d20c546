"""The coach reads answers in whichever way they are given: in a thread, by direct message, in a form."""

from __future__ import annotations

from tests.coached import BLAME, remarks
from tests.journeys.interviewing import begin, dm, fill, write
from tests.journeys.stage import CHANNEL, stage


async def test_an_answer_by_direct_message_gets_its_remark_there(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        await write(at, "U0SAM", BLAME)
        (remark,) = remarks(at)
        assert remark["channel"] == dm(at, "U0SAM")


async def test_an_answer_in_a_form_gets_its_remark_and_so_does_what_it_is_changed_to(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "resolution")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview form resolution")
        await fill(at, "U0SAM", helped=BLAME)
        assert len(remarks(at)) == 1
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview form resolution")
        await fill(at, "U0SAM", helped="The operators are lazy and incompetent.")
        assert len(remarks(at)) == 2
        assert remarks(at, "U0ADA") == []
