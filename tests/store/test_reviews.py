from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.postmortem import Move, Postmortem, Status
from bot.domain.review import Remark, Review, Verdict
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASKED = Review("U2", "U1", NOW)
REMARK = Remark("r1", "impact", "U2", "How many?", NOW)


async def test_a_review_is_kept_as_it_stands_now(store: Store) -> None:
    said = replace(ASKED, verdict=Verdict.APPROVED, said_at=NOW + timedelta(hours=1), of="v1", round=3)
    async with store.work("T1") as work:
        await work.reviews.put("P1", Review("U3", "U1", NOW + timedelta(minutes=1)))
        await work.reviews.put("P1", ASKED)
        await work.reviews.put("P1", said)
        await work.reviews.put("P2", ASKED)
    async with store.look("T1") as work:
        assert [r.reviewer for r in await work.reviews.of("P1")] == ["U2", "U3"]
        assert (await work.reviews.of("P1"))[0] == said
    async with store.work("T1") as work:
        await work.reviews.drop("P1", "U2")
        assert [r.reviewer for r in await work.reviews.of("P1")] == ["U3"]
        assert await work.reviews.of("P2") == (ASKED,)
    async with store.look("T2") as work:
        assert await work.reviews.of("P1") == ()


async def test_drafts_that_somebody_approved_are_found_and_closed_ones_are_not(store: Store) -> None:
    approved = replace(ASKED, verdict=Verdict.APPROVED)
    async with store.work("T1") as work:
        for number, status in enumerate((Status.DRAFT, Status.PUBLISHED), 1):
            await work.postmortems.add(Postmortem(f"P{number}", number, f"C{number}", "Down", "U1", NOW, "U1", status=status))
            await work.reviews.put(f"P{number}", approved)
            await work.reviews.put(f"P{number}", replace(approved, reviewer="U3"))
        await work.postmortems.add(Postmortem("P3", 3, "C3", "Down", "U1", NOW, "U1"))
        await work.reviews.put("P3", ASKED)
        assert await work.reviews.approved_drafts() == ("P1",)


async def test_a_remark_is_settled_once(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.reviews.add_remark("P1", REMARK)
        assert not await work.reviews.add_remark("P1", replace(REMARK, text="again"))
        assert await work.reviews.remarks("P1") == (REMARK,)
        assert await work.reviews.settle("P1", "r1", "U1")
        assert not await work.reviews.settle("P1", "r1", "U3")
        assert not await work.reviews.settle("P1", "r2", "U3")
        assert (await work.reviews.remarks("P1"))[0].settled_by == "U1"


async def test_moves_are_told_with_who_and_when(store: Store) -> None:
    async with store.work("T1") as work:
        await work.reviews.add_move("P1", 3, Move.REOPEN, "U2", NOW + timedelta(days=1))
        await work.reviews.add_move("P1", 2, Move.CLOSE, "U1", NOW)
        await work.reviews.add_move("P1", 2, Move.CLOSE, "U9", NOW)
        told = await work.reviews.moves("P1")
    assert told == ((Move.CLOSE, "U1", NOW), (Move.REOPEN, "U2", NOW + timedelta(days=1)))
