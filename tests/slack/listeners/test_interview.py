"""The interview's commands and buttons in Slack: one thread a section, and each press is answered."""

from __future__ import annotations

from tests.journeys.interviewing import begin, in_thread, press
from tests.journeys.stage import CHANNEL, stage


async def test_without_a_section_every_section_gets_its_thread(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview")
        await at.quiet()
        titles = [m["text"] for m in at.from_bot()]
        for section in ("Summary", "Impact", "Timeline", "Root cause", "Resolution and recovery", "Action items"):
            assert titles.count(section) == 1


async def test_a_section_that_is_misspelt_gets_the_right_ones(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview sumary")
        assert "summary" in at.only("U0ADA")[-1]["text"]
        assert "Summary" not in [m["text"] for m in at.from_bot()]


async def test_a_skip_is_noted_for_the_one_who_pressed_alone(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "skip_question")
        assert at.app.say.say("interview.noted_skip") in at.only("U0SAM")[-1]["text"]
        assert at.only("U0ADA")[-1:] == [] or "interview" not in str(at.only("U0ADA")[-1])


async def test_what_is_not_answered_yet_is_listed_for_each(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview open")
        assert "Answer now" in str(at.only("U0SAM")[-1]["blocks"])
