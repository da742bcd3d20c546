from __future__ import annotations

from tests.journeys.stage import CHANNEL, stage


async def test_where_there_are_no_web_pages_it_says_who_can_switch_them_on(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "calendar")
        assert "PUBLIC_URL" in str(at.only("U0ADA")[-1])
