"""Forms opened by presses: what cannot be done is said to the one who tried."""

from __future__ import annotations

from tests.journeys.interviewing import begin, fill, in_thread, press
from tests.journeys.stage import CHANNEL, stage


async def test_an_empty_private_answer_is_refused_in_the_form(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await press(at, "U0SAM", in_thread(at, "Summary")[0], "private_question")
        faults = await fill(at, "U0SAM", privacy="facilitator", text="   ")
        assert "write a few words" in str(faults)


async def test_a_question_that_the_template_no_longer_asks_explains_itself(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "impact")
        asked = in_thread(at, "Impact")[0]
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "template near_miss")
        await press(at, "U0SAM", asked, "private_question")
        assert "no longer asked" in at.only("U0SAM")[-1]["text"]
        assert at.slack.people.seen("U0SAM")["modals"] == []
