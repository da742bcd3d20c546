"""The interview's messages follow the postmortem: what can no longer be pressed has no buttons."""

from __future__ import annotations

from tests.journeys.interviewing import begin, buttons, in_thread
from tests.journeys.stage import CHANNEL, stage


async def test_buttons_go_when_it_is_closed_and_come_back_when_it_is_opened_again(database_url: str) -> None:
    async with stage(database_url) as at:
        await begin(at, "summary")
        root = next(m for m in at.from_bot() if m["text"] == "Summary")
        assert buttons(root)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        assert buttons(next(m for m in at.from_bot() if m["ts"] == root["ts"])) == []
        assert buttons(in_thread(at, "Summary")[0]) == []
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "reopen")
        await at.quiet()
        assert buttons(next(m for m in at.from_bot() if m["ts"] == root["ts"])) == buttons(root)
        assert "next_question" in buttons(in_thread(at, "Summary")[0])


async def test_a_template_chosen_by_hand_asks_its_own_sections_and_loses_no_answer(sqlite_url: str) -> None:
    from tests.journeys.interviewing import report_text, say

    async with stage(sqlite_url) as at:
        await begin(at, "impact")
        await say(at, "U0SAM", "Impact", "40 orders failed, 31 tickets came in.")
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "template near miss")
        assert "`near_miss`" in at.only("U0ADA")[-1]["text"]
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview")
        await at.quiet()
        assert "What caught it" in [m["text"] for m in at.from_bot()]
        assert "40 orders failed" in await report_text(at)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "template gone")
        assert "There are: `customer_visible`" in at.only("U0ADA")[-1]["text"]
