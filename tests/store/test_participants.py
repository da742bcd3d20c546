"""What is noted of people, and which answers they call different, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.contradictions import Judgement
from bot.domain.participants import Attendance
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_a_note_is_kept_for_each_postmortem(store: Store) -> None:
    note = Attendance("U1", added=True, role="on call", invited_at=NOW, named=True, may_see=False)
    async with store.work("T1") as work:
        await work.participants.put("P1", note)
        assert await work.participants.of("P1") == {"U1": note}
        assert await work.participants.one("P2", "U1") == Attendance("U1")


async def test_the_later_word_on_two_answers_counts(store: Store) -> None:
    async with store.work("T1") as work:
        await work.participants.judge("P1", Judgement("C|1", "C|2", False), "U1", NOW)
        await work.participants.judge("P1", Judgement("C|1", "C|2", True), "U2", NOW)
        assert await work.participants.judgements("P1") == (Judgement("C|1", "C|2", True),)
