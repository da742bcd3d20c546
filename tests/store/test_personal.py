"""Questions put to one person, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.interview import Personal
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = Personal("P1", "U1", "summary", "q1", "", "dm", "open", 1, NOW, told=({"text": "40 failed", "ts": "1.0"},))


async def test_somebody_is_asked_once_and_what_was_known_then_stays_with_it(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.personal.add(ASKED)
        assert not await work.personal.add(replace(ASKED, state="later"))
        assert await work.personal.to("U1") == (ASKED,)
        assert await work.personal.to("U1", "P2") == ()
        assert await work.personal.of("P1") == (ASKED,)
    async with store.work("T2") as other:
        assert await other.personal.to("U1") == ()


async def test_what_is_put_off_is_due_when_its_time_has_come(store: Store) -> None:
    async with store.work("T1") as work:
        later = replace(ASKED, state="later", due_at=NOW + timedelta(hours=1))
        await work.personal.put(later)
        assert await work.personal.due(NOW) == ()
        assert await work.personal.due(NOW + timedelta(hours=1)) == (later,)
        await work.personal.put(replace(later, state="answered"))
        assert await work.personal.due(NOW + timedelta(hours=1)) == ()
