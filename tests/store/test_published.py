"""Which document a report is outside is remembered for each place."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.postmortem import Postmortem
from bot.domain.published import Published
from bot.store.work import Store

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def test_the_latest_is_remembered_for_each_place_and_workspace(store: Store) -> None:
    first = Published("confluence", "1", "https://acme.test/1", "d1")
    later = Published("confluence", "1", "https://acme.test/1", "d2", "edited")
    async with store.work("T1") as work:
        await work.published.put("P1", first)
        await work.published.put("P1", Published("notion", "2"))
        await work.published.put("P1", later)
    async with store.look("T1") as work:
        assert await work.published.of("P1", "confluence") == later
        assert await work.published.of("P1", "notion") == Published("notion", "2")
        assert await work.published.of("P2", "notion") is None
    async with store.work("T1") as work:
        await work.postmortems.add(Postmortem("P1", 1, "C1", "Checkout", "U1", NOW, "U1"))
        await work.postmortems.add(Postmortem("P2", 2, "C2", "Login", "U1", NOW, "U1"))
        assert await work.published.drawn_from("C1") == ("P1",)
        assert await work.published.drawn_from("C2") == ()
        assert await work.published.is_outside("P1")
        assert not await work.published.is_outside("P2")
        await work.published.put("P2", Published("notion"))
        assert await work.published.drawn_from("C2") == ("P2",)
    async with store.look("T2") as work:
        assert await work.published.of("P1", "notion") is None
