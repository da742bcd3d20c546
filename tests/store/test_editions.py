"""Editions of sections: each version once, in order, and deleted words in none of them."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.edition import Edition
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_of_two_editions_with_one_version_the_first_stands(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.editions.add("P1", Edition("impact", 1, "mine", "U1", NOW))
        assert not await work.editions.add("P1", Edition("impact", 1, "theirs", "U2", NOW))
        assert await work.editions.of("P1") == (Edition("impact", 1, "mine", "U1", NOW),)
        assert await work.editions.of("P2") == ()


async def test_deleted_words_leave_every_version(store: Store) -> None:
    async with store.work("T1") as work:
        for version, text in enumerate(("The key was hunter2. It failed.", "It failed. The key was hunter2."), 1):
            await work.editions.add("P1", Edition("impact", version, text, "U1", NOW))
        await work.editions.forget_words("P1", "The key was hunter2.")
        assert [e.text for e in await work.editions.of("P1")] == ["It failed.", "It failed."]
