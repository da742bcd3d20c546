"""`/postmortem patterns`, through the front door."""

from __future__ import annotations

from bot.domain.factors import Tag
from tests.journeys.stage import CHANNEL, stage


async def test_what_recurs_is_told_to_the_one_who_asks(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        for title in ("Checkout is down", "Checkout again"):
            await at.start(title=title)
            await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
            await at.quiet()
        async with at.app.store.work("T0PLAY") as work:
            for one in await work.postmortems.all():
                await work.factors.put(one.id, Tag("capacity", True, "U0ADA", at.clock.now()))
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "patterns")
        assert "Something was at its limit: in 2 of 2, which may be chance (2 Checkout again · 1 Checkout is down)" in str(
            at.only("U0SAM")[-1]
        )
