"""Follow-ups: at most one to each person and question, chosen by what they said, through the front door."""

from __future__ import annotations

from tests.journeys.interviewing import begin, buttons, in_thread, report_of, say, words
from tests.journeys.stage import stage


async def test_the_follow_up_goes_to_the_one_whose_answer_lacks_something_and_nobody_elses_answer_fills_it(
    sqlite_url: str,
) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0SAM", "Summary", "Checkout was down for everybody.")
        follow_up = in_thread(at, "Summary")[-1]
        assert words(follow_up).startswith("<@U0SAM> ")
        await say(at, "U0ADA", "Summary", "The deploy of 14:01 broke payments until 14:45.")
        await say(at, "U0SAM", "Summary", "From 14:05 to 14:45.")
        said = {(a.by, a.probe, a.text) for q in (await report_of(at)).sections[0].questions for a in q.said}
        assert ("U0ADA", "", "The deploy of 14:01 broke payments until 14:45.") in said
        assert ("U0SAM", "when", "From 14:05 to 14:45.") in said
        assert buttons(in_thread(at, "Summary")[1]) == []
