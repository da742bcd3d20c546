"""Who may say what helped an incident along, and what it is proposed by."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.access import Reader
from bot.domain.edition import Edition
from bot.domain.interview import Answer
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.prompts import load_prompts
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases import factors, reading

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SAY = load_prompts()
PM = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
ADA, EVE = Reader("U1", frozenset({"C1"})), Reader("U2")


def said(text: str, number: int, section: str = "root_cause", privacy: str = "") -> Answer:
    return Answer(section, "conditions", "U1", NOW, text, ("C1", f"{number}.0"), privacy=privacy)


async def begun(store: Store, *answers: Answer, private: bool = False) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", "", private=private))
        await work.postmortems.add(PM)
        for answer in answers:
            await work.interviews.add_answer("P1", answer, answer.text)


async def proposed(store: Store) -> list[str]:
    async with store.look("T1") as work:
        return [p.factor.name for p in (await factors.standing(work, SAY.taxonomy, PM)).proposed]


async def test_proposed_by_what_is_said_of_the_causes_and_by_nothing_private(store: Store) -> None:
    hidden = said("I was tired.", 2, privacy="facilitator")
    await begun(store, said("The disk was full.", 1), hidden, said("The certificate expired.", 3, "impact"))
    assert await proposed(store) == ["capacity"]
    async with store.work("T1") as work:
        await work.editions.add("P1", Edition("root_cause", 1, "Nobody was paged: the alert was muted.", "U1", NOW))
    assert await proposed(store) == ["capacity", "unheard_alert"]


async def test_decided_once_it_is_proposed_no_more_and_stands_in_the_report(store: Store) -> None:
    await begun(store, said("The disk was full. The certificate expired.", 1))
    async with store.work("T1") as work:
        await factors.decide(work, SAY.taxonomy, ADA, "P1", "capacity", accepted=True, now=NOW)
        stands = await factors.decide(work, SAY.taxonomy, ADA, "P1", "expired", accepted=False, now=NOW)
        assert [f.name for f in stands.accepted] == ["capacity"]
        assert stands.proposed == ()
        assert "expired" in [f.name for f in stands.others]
        assert (await reading.load_report(work, PM, SAY.guide)).factors == ("capacity",)
        with pytest.raises(BadInput, match="no_factor"):
            await factors.decide(work, SAY.taxonomy, ADA, "P1", "weather", accepted=True, now=NOW)


async def test_who_may_not_see_the_postmortem_decides_nothing(store: Store) -> None:
    await begun(store, private=True)
    async with store.work("T1") as work:
        with pytest.raises(NotFound):
            await factors.decide(work, SAY.taxonomy, EVE, "P1", "capacity", accepted=True, now=NOW)
