"""Who may ask, say and settle; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.edition import Edition
from bot.domain.message import Person
from bot.domain.postmortem import Postmortem, Status
from bot.domain.review import Verdict
from bot.errors import BadInput, NotFound
from bot.prompts import load_prompts
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases import reviewing

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GUIDE = load_prompts().guide
ADA, SAM, ZOE = (Reader(p, frozenset({"C1"})) for p in ("U1", "U2", "U3"))
PM = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")


async def begun(store: Store, *, private: bool = False, postmortem: Postmortem = PM) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", "", private=private))
        await work.workspace.put_person(Person("UBOT", "Bot", is_bot=True), NOW)
        await work.postmortems.add(postmortem)


async def verdicts(store: Store) -> dict[str, Verdict]:
    async with store.look("T1") as work:
        return {r.reviewer: r.verdict for r in await work.reviews.of("P1")}


async def test_asked_approved_changed_asked_again(store: Store) -> None:
    await begun(store)
    async with store.work("T1") as work:
        await reviewing.ask(work, ADA, PM, ["U2", "U2", "U3"], NOW)
    async with store.work("T1") as work:
        await reviewing.approve(work, SAM, GUIDE, "P1", NOW)
        assert await reviewing.ask_again_due(work, GUIDE, NOW) == 0
    assert await verdicts(store) == {"U2": Verdict.APPROVED, "U3": Verdict.WAITING}
    async with store.work("T1") as work:
        await work.editions.add("P1", Edition("summary", 1, "Changed", "U1", NOW))
    asked = []
    for minutes in (5, 10, 15):
        async with store.work("T1") as work:
            asked.append(await reviewing.ask_again_due(work, GUIDE, NOW + timedelta(minutes=minutes)))
    assert asked == [0, 1, 0]
    assert await verdicts(store) == {"U2": Verdict.WAITING, "U3": Verdict.WAITING}


async def test_a_remark_is_kept_once_and_settling_the_last_one_asks_again(store: Store) -> None:
    await begun(store)
    async with store.work("T1") as work:
        await reviewing.ask(work, ADA, PM, ["U2"], NOW)
    for request in ("r1", "r1", "r2"):
        async with store.work("T1") as work:
            await reviewing.ask_for_changes(work, SAM, "P1", "impact", "How many?", request, NOW)
    assert await verdicts(store) == {"U2": Verdict.CHANGES}
    for request, after in (("r1", Verdict.CHANGES), ("r2", Verdict.WAITING), ("r2", Verdict.WAITING)):
        async with store.work("T1") as work:
            await reviewing.settle(work, ADA, "P1", request, NOW)
        assert await verdicts(store) == {"U2": after}
    async with store.look("T1") as work:
        assert [r.open for r in (await reviewing.standing(work, PM)).remarks] == [False, False]


@pytest.mark.parametrize("people", [[], ["UBOT"]])
async def test_nobody_and_bots_cannot_be_asked(store: Store, people: list[str]) -> None:
    await begun(store)
    with pytest.raises(BadInput):
        async with store.work("T1") as work:
            await reviewing.ask(work, ADA, PM, people, NOW)
    assert await verdicts(store) == {}


@pytest.mark.parametrize("text", ["", "  \n", "x" * 3001])
async def test_a_remark_says_something_of_a_length_that_can_be_read(store: Store, text: str) -> None:
    await begun(store)
    async with store.work("T1") as work:
        await reviewing.ask(work, ADA, PM, ["U2"], NOW)
    with pytest.raises(BadInput):
        async with store.work("T1") as work:
            await reviewing.ask_for_changes(work, SAM, "P1", "impact", text, "r1", NOW)
    assert await verdicts(store) == {"U2": Verdict.WAITING}


async def test_who_was_not_asked_says_nothing_and_a_hidden_one_is_not_there(store: Store) -> None:
    await begun(store, private=True)
    async with store.work("T1") as work:
        await reviewing.ask(work, ADA, PM, ["U2"], NOW)
    for reader in (ZOE, Reader("U2")):
        with pytest.raises(NotFound):
            async with store.work("T1") as work:
                await reviewing.approve(work, reader, GUIDE, "P1", NOW)
    with pytest.raises(NotFound):
        async with store.work("T1") as work:
            await reviewing.settle(work, ADA, "P1", "nothing", NOW)
    assert await verdicts(store) == {"U2": Verdict.WAITING}


async def test_a_closed_one_is_not_reviewed(store: Store) -> None:
    closed = replace(PM, status=Status.PUBLISHED)
    await begun(store, postmortem=closed)
    with pytest.raises(BadInput):
        async with store.work("T1") as work:
            await reviewing.ask(work, ADA, closed, ["U2"], NOW)
