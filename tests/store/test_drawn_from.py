"""A postmortem is drawn from its own channel, and from those that feed it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.postmortem import Postmortem
from bot.store.drawn_from import DRAWN_FROM
from bot.store.work import Store

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def test_its_own_channel_and_those_that_feed_it_in_its_own_workspace(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(Postmortem("P1", 1, "C1", "Checkout", "U1", NOW, "U1"))
        await work.postmortems.add(Postmortem("P2", 2, "C2", "Login", "U1", NOW, "U1"))
        await work.postmortems.set_feeds("P2", ["C1"])
    async with store.database.reading() as db:
        for team, channel, drawn in (("T1", "C1", {"P1", "P2"}), ("T1", "C2", {"P2"}), ("T2", "C1", set())):
            assert set((await db.scalars(DRAWN_FROM, {"team": team, "channel": channel})).all()) == drawn
