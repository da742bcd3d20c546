"""Where memories differ, through the front door: found, marked by a press, and called the same."""

from __future__ import annotations

from tests.journeys.interviewing import begin, fill, report_of, say, words
from tests.journeys.stage import CHANNEL, stage


async def test_a_press_says_that_they_agree_after_all(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "Checkout was down for 40 minutes.")
        await say(at, "U0SAM", "Summary", "It was down for 95 minutes.")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "differences")
        shown = at.only("U0ADA")[-1]
        assert "40 minutes" in words(shown)
        await at.slack.people.press("U0ADA", CHANNEL, shown["ts"], "answers_agree")
        await at.quiet()
        assert (await report_of(at)).differing == ()


async def test_a_shortcut_marks_two_answers_that_no_figure_gives_away(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        first = await say(at, "U0ADA", "Summary", "At 14:05 the cache gave up first.")
        second = await say(at, "U0SAM", "Summary", "At 14:05 the database gave up first.")
        assert (await report_of(at)).differing == ()
        await at.slack.people.shortcut("U0ZOE", CHANNEL, second, "mark_different")
        await fill(at, "U0ZOE", other=f"{CHANNEL}|{first}")
        (pair,) = (await report_of(at)).differing
        assert pair.why == "marked"


async def test_the_shortcut_on_any_other_message_explains_itself(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        other = at.slack.people.say("U0SAM", CHANNEL, "lunch?")
        await at.quiet()
        await at.slack.people.shortcut("U0ZOE", CHANNEL, other, "mark_different")
        assert "no answer in that message" in at.only("U0ZOE")[-1]["text"]
