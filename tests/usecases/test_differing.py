"""Where memories differ, through the front door: found, marked by a press, and called the same."""

from __future__ import annotations

from tests.journeys.interviewing import begin, report_of, report_text, say, words
from tests.journeys.stage import stage


async def test_two_figures_for_the_same_stand_side_by_side_with_their_sources(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "summary")
        await say(at, "U0ADA", "Summary", "Checkout was down for 40 minutes.")
        await say(at, "U0SAM", "Summary", "It was down for 95 minutes.")
        (pair,) = (await report_of(at)).differing
        assert {pair.first.by, pair.second.by} == {"U0ADA", "U0SAM"}
        assert pair.first.link
        assert pair.second.link
        text = await report_text(at)
        assert "Where memories differ" in text
        assert "67 minutes" not in text  # never averaged
        assert "67.5" not in text
        card = at.card()
        assert card is not None
        assert "Memories differ* in 1" in words(card)
