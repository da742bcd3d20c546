"""People's choices in the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.curation import key_of
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.prompts import load_prompts
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import reading, timeline

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
ADA = Reader("U1", frozenset({"C1"}))
TS = "1700000000.000100"


async def given(work: Work, text: str = "rolling back the 14:01 deploy of payments") -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True))
    await work.postmortems.add(P)
    await work.messages.keep(Message("C1", TS, "U1", text), NOW)


async def lines(work: Work) -> list[str]:
    found = await work.postmortems.get("P1")
    assert found is not None
    return [e.text for e in (await reading.material(work, found, load_prompts().template)).timeline.entries]


async def test_a_hidden_line_is_gone_and_a_message_that_was_left_out_comes_in(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        (kept,) = await lines(work)
        await timeline.hide(work, ADA, P, key_of("C1", TS), "r1", NOW)
        assert await lines(work) == []
        await timeline.add_message(work, ADA, "C1", TS, "r2", NOW)
        assert await lines(work) == [kept]


async def test_the_same_press_twice_chooses_once(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        for _ in range(2):
            await timeline.add_by_hand(work, ADA, P, NOW, "A call with the bank", "r1", NOW)
        assert (await lines(work)).count("A call with the bank") == 1


async def test_what_cannot_be_chosen_is_explained(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        with pytest.raises(BadInput, match="no_text"):
            await timeline.add_by_hand(work, ADA, P, NOW, "  ", "r1", NOW)
        with pytest.raises(NotFound, match="no_message"):
            await timeline.add_message(work, ADA, "C1", "1.0", "r2", NOW)
        with pytest.raises(NotFound):
            await timeline.hide(work, Reader("U9"), replace(P, private=True), key_of("C1", TS), "r3", NOW)


async def test_who_accepts_first_is_noted_and_later_messages_do_not_slip_in(store: Store) -> None:
    later = NOW + timedelta(hours=2)
    async with store.work("T1") as work:
        await given(work)
        signed = await timeline.sign_off(work, ADA, P, NOW)
        assert signed.signed_off == ("U1", NOW)
        assert (await timeline.sign_off(work, Reader("U2", ADA.channels), signed, later)).signed_off == ("U1", NOW)
        before = await lines(work)
        await work.messages.keep(
            Message("C1", f"{later.timestamp():.6f}", "U1", "rolling back the 16:01 deploy of search"), later
        )
        assert await lines(work) == before
