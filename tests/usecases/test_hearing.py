"""What is kept of what happens in channels, where, and for how long."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.prompts import load_prompts
from bot.store.outbox import Queue
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases import hearing

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EARS = hearing.Ears(load_prompts().guide, ("inc-*", "sev*"))
TS = f"{NOW.timestamp() - 60:.6f}"
SAID = Message("C1", TS, "U1", "rolling back")
INCIDENT = Channel("C1", "inc-1", member=True, kept=True, incident_like=True)


async def kinds(store: Store) -> list[str]:
    """What would be sent, without sending it."""
    async with store.database.begin() as connection:
        found = await Queue(connection).claim(NOW, NOW + timedelta(seconds=1), 50)
    return sorted(e.kind for e in found)


@pytest.mark.parametrize(
    ("name", "purpose", "like"),
    [("inc-42", "", True), ("general", "", False), ("war-room", "Sev1: checkout", True), ("principal-inc", "", False)],
)
def test_an_incident_channel_is_known_by_its_name_or_a_word_of_its_purpose(name: str, purpose: str, like: bool) -> None:
    assert EARS.incident_like(name, purpose) is like


async def test_nothing_is_kept_of_a_channel_that_nobody_asked_for(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(replace(INCIDENT, kept=False))
        await hearing.message(work, EARS, SAID, "", NOW)
        await hearing.signal(work, "C1", TS, "pin", "", "U1", "1", removed=False)
        await hearing.edited(work, SAID, "1800000000.000100", NOW)
        await hearing.deleted(work, "C1", TS, NOW)
        assert await work.messages.one("C1", TS) is None


async def test_a_channel_that_is_not_known_is_looked_at_once_an_hour_at_most(store: Store) -> None:
    async with store.work("T1") as work:
        for minute in range(3):
            await hearing.message(work, EARS, SAID, "", NOW + timedelta(minutes=minute))
        assert await work.messages.of("C1") == ()
    assert await kinds(store) == ["learn_channel"]


async def test_what_is_held_is_followed_even_when_the_channel_is_kept_no_more(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(INCIDENT)
        await hearing.message(work, EARS, SAID, "", NOW)
    async with store.work("T1") as work:
        await work.workspace.put_channel(replace(INCIDENT, kept=False))
        await hearing.edited(work, replace(SAID, text="rolled back"), "1900000000.000100", NOW)
        assert (await work.messages.of("C1"))[0].text == "rolled back"
        await hearing.deleted(work, "C1", TS, NOW)
        assert await work.messages.of("C1") == ()


@pytest.mark.parametrize(
    ("text", "age", "offers"),
    [
        ("all clear, the incident is resolved", 0, ["offer"]),
        ("is it resolved?", 0, []),
        ("all clear, the incident is resolved", 13, []),
        ("all clear, the incident is resolved " + "x" * 200, 0, []),
    ],
)
async def test_a_postmortem_is_offered_when_somebody_says_that_it_is_over(
    store: Store, text: str, age: int, offers: list[str]
) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(INCIDENT)
        for number in range(2):
            ts = f"{NOW.timestamp() - age * 3600 - number:.6f}"
            await hearing.message(work, EARS, replace(SAID, ts=ts, text=text), "", NOW)
        assert await work.postmortems.open_in("C1") is None
    assert await kinds(store) == offers


async def test_none_is_offered_where_there_was_one(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(INCIDENT)
        await work.postmortems.add(Postmortem("P1", 1, "C1", "x", "U1", NOW, "U1"))
        await hearing.message(work, EARS, replace(SAID, text="all clear, the incident is resolved"), "", NOW)
    assert await kinds(store) == []


async def test_only_what_is_old_and_of_no_postmortem_is_forgotten(store: Store) -> None:
    async with store.work("T1") as work:
        for channel in ("C1", "C2"):
            await work.workspace.put_channel(replace(INCIDENT, channel=channel))
            await hearing.message(work, EARS, replace(SAID, channel=channel), "", NOW)
        await work.postmortems.add(Postmortem("P1", 1, "C2", "x", "U1", NOW, "U1"))
        assert await hearing.forget_old(work, 14, NOW + timedelta(days=13)) == 0
        assert await hearing.forget_old(work, 14, NOW + timedelta(days=15)) == 1
        assert await work.messages.of("C1") == ()
        assert len(await work.messages.of("C2")) == 1


async def test_a_channel_is_read_back_when_it_begins_to_be_kept_and_not_each_time_it_is_looked_at(store: Store) -> None:
    seen = Channel("C1", "inc-1", member=True)
    async with store.work("T1") as work:
        await hearing.channel_learned(work, EARS, seen, "", NOW)
        await hearing.channel_learned(work, EARS, seen, "", NOW + timedelta(hours=1))
        assert (await work.workspace.channel("C1") or seen).kept
    assert await store.outbox_counts(NOW) == {"waiting": 1}


async def test_where_the_bot_was_taken_out_nothing_is_read_any_more(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(INCIDENT)
        await hearing.bot_left(work, "C1")
        await hearing.reconcile(work, NOW)
    assert await kinds(store) == []
