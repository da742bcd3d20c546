"""What people said of contributing factors is kept, the latest word of each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.factors import Tag
from bot.store.work import Store

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


async def test_the_latest_word_counts_and_each_workspace_has_its_own(store: Store) -> None:
    later = NOW + timedelta(minutes=1)
    async with store.work("T1") as work:
        await work.factors.put("P1", Tag("capacity", True, "U1", NOW))
        await work.factors.put("P1", Tag("strain", True, "U1", NOW))
        await work.factors.put("P2", Tag("strain", False, "U1", NOW))
        await work.factors.put("P1", Tag("capacity", False, "U2", later))
    async with store.look("T1") as work:
        assert await work.factors.of("P1") == (Tag("strain", True, "U1", NOW), Tag("capacity", False, "U2", later))
        assert await work.factors.accepted(["P1", "P2"]) == {"P1": frozenset({"strain"})}
    async with store.look("T2") as work:
        assert await work.factors.of("P1") == ()
