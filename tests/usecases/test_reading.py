"""Reading a postmortem: what is derived is remembered, and never older than what it is derived from."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.access import Deed, Reader
from bot.domain.curation import Change, EditText, Hide, Show, Step, key_of
from bot.domain.message import Message, Person
from bot.domain.postmortem import Postmortem
from bot.errors import NotAllowed, NotFound
from bot.exports.report_json import report_json
from bot.prompts import load_prompts
from bot.store.database import Database
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import reading

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
GUIDE = load_prompts().guide
WORDS = (
    "errors on checkout since 11:05 UTC",
    "rolling back the deploy of payments",
    "40 customers saw errors",
    "all clear, it is over",
    "lol",
)
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
# What any draft takes.
LINE = "rolled back deploy 4711, checkout errors are down from 40 % to 2 %"


def ts(number: int) -> str:
    return f"{1_700_000_000 + 60 * number}.000100"


def said(number: int, text: str) -> Message:
    return Message("C1", ts(number), f"U{number % 3}", text)


@pytest.fixture
async def other(database_url: str, store: Store) -> AsyncIterator[Store]:
    """The store of another process on the same database."""
    database = Database(database_url)
    yield Store(database)
    await database.close()


async def seen_by(store: Store) -> object:
    async with store.look("T1") as work:
        found = await work.postmortems.get("P1")
        assert found is not None
        return report_json(await reading.load_report(work, found, GUIDE))


async def something(work: Work, chance: random.Random, step: int) -> None:
    """Any change of what a report is made of."""
    which, text = ts(chance.randrange(8)), chance.choice(WORDS)
    at = f"{1_800_000_000 + step}.000100"
    match chance.randrange(8):
        case 0:
            await work.messages.keep(said(chance.randrange(8), text), NOW)
        case 1:
            await work.messages.keep(said(chance.randrange(8), f"{text} {step}"), NOW, at)
        case 2:
            await work.messages.forget_text("C1", which, NOW)
        case 3:
            await work.messages.signal("C1", which, "reaction", "pushpin", "U1", at, removed=chance.random() < 0.5)
        case 4:
            await work.workspace.put_person(Person("U1", f"Ada {step}", "Asia/Tokyo"), NOW)
        case 5:
            line = (key_of("C1", which),)
            choices: list[Change] = [Hide(line), Show(line), EditText(line, f"in other words {step}")]
            seq = await work.postmortems.next_step("P1")
            await work.postmortems.add_step("P1", Step(seq, f"c{step}", chance.choice(choices), "U1", NOW))
        case 6:
            await work.postmortems.save(replace(P, until=chance.choice([None, datetime.fromtimestamp(1_700_000_200, UTC)])))
        case _:
            await work.outbox.put_place("thread:P1:summary", "C1", which)


@pytest.mark.parametrize("seed", range(2))
async def test_every_process_sees_what_any_process_changed(database_url: str, store: Store, other: Store, seed: int) -> None:
    chance = random.Random(seed)
    async with store.work("T1") as work:
        await work.postmortems.add(P)
        for number in range(8):
            await work.messages.keep(said(number, WORDS[number % 5]), NOW)
    for step in range(24):
        writer = chance.choice([store, other])
        taken_back = chance.random() < 0.2
        try:
            async with writer.work("T1") as work:
                await something(work, chance, step)
                await reading.load_report(work, P, GUIDE)  # what is read in between must not be seen by others if it ends badly
                if chance.random() < 0.5:
                    await something(work, chance, step + 1000)
                if taken_back:
                    raise LookupError
        except LookupError:
            assert taken_back
        database = Database(database_url)
        fresh = await seen_by(Store(database))
        await database.close()
        assert await seen_by(store) == fresh, step
        assert await seen_by(other) == fresh, step


async def test_what_did_not_change_is_not_derived_again(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(P)
        await work.messages.keep(said(1, WORDS[0]), NOW)
    async with store.look("T1") as work:
        first = await reading.material(work, P)
    async with store.look("T1") as work:
        assert await reading.material(work, P) is first
    async with store.work("T1") as work:
        await work.messages.keep(said(1, WORDS[0]), NOW)  # delivered twice
    async with store.look("T1") as work:
        assert await reading.material(work, P) is first


async def test_a_reader_is_not_held_up_by_a_writer(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(P)
    async with store.work("T1") as work:
        await work.messages.keep(said(1, LINE), NOW)
        assert (await seen_by(store))["timeline"] == []  # type: ignore[index]
    assert len((await seen_by(store))["timeline"]) == 1  # type: ignore[index]


async def test_a_hidden_postmortem_does_not_exist_for_others(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", private=True, kept=True))
        await work.postmortems.add(P)
        inside, outside = Reader("U2", frozenset({"C1"})), Reader("U1")
        assert await reading.allowed(work, inside, Deed.SEE, P) == P
        assert await reading.in_channel(work, inside, "C1") == P
        with pytest.raises(NotFound):
            await reading.allowed(work, outside, Deed.SEE, P)
        with pytest.raises(NotFound):
            await reading.allowed(work, inside, Deed.SEE, None)
        with pytest.raises(NotAllowed):
            await reading.allowed(work, inside, Deed.CANCEL, P)


async def test_answers_in_interview_threads_are_no_lines_of_the_timeline(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(P)
        await work.messages.keep(said(1, LINE), NOW)
        await work.messages.keep(replace(said(2, "errors were at 40 % for all customers"), thread_ts=ts(1)), NOW)
        assert len((await reading.material(work, P)).timeline.entries) == 2
        await work.outbox.put_place("thread:P1:summary", "C1", ts(1))
        assert [e.ts[0] for e in (await reading.material(work, P)).timeline.entries] == [ts(1)]
