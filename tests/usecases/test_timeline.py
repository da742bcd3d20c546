"""Choices in the timeline: whatever arrives in whatever order, on both databases; who may choose, and on what they saw."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from bot.domain.access import Reader
from bot.domain.classify import EntryKind
from bot.domain.curation import (
    Add,
    Change,
    Cut,
    EditText,
    EditTime,
    Hide,
    Merge,
    Note,
    SetWindow,
    Show,
    Split,
    Step,
    Undo,
    key_of,
)
from bot.domain.message import Message
from bot.domain.postmortem import Postmortem
from bot.domain.timeline import Timeline
from bot.errors import BadInput, NotFound, Overtaken
from bot.prompts import load_prompts
from bot.store.tables import metadata
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import hearing, reading, timeline

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAY = load_prompts()
EARS = hearing.Ears(SAY.guide, ("inc-*",))
ADA, SAM = Reader("U1", frozenset({"C1"})), Reader("U2", frozenset({"C1"}))
WORDS = (
    "errors on checkout",
    "rolling back the deploy",
    "40 customers saw errors",
    "it is the cache, I think",
    "all clear, it is over",
)
Event = Callable[[Work, str], Awaitable[object]]


def ts(number: int) -> str:
    return f"{1_795_500_000 + 300 * number}.000100"


def key(number: int) -> str:
    return key_of("C1", ts(number))


def said(number: int, text: str) -> Message:
    return Message("C1", ts(number), f"U{number % 3}", text)


async def set_up(store: Store, team: str = "T1") -> Postmortem:
    postmortem = Postmortem(f"P-{team}", 1, "C1", "Checkout is down", "U1", NOW, "U1")
    async with store.work(team) as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", member=True, incident_like=True, kept=True))
        await work.postmortems.add(postmortem)
    return postmortem


def anything(chance: random.Random) -> list[Event]:
    """Messages, edits, deletions, signals and choices, as they may come; any order of them has to do."""
    events: list[Event] = []
    for n in range(8):
        events.append(partial(heard, message=said(n, f"{WORDS[n % 5]} first{n}")))
        if chance.random() < 0.4:
            events.append(partial(edited, message=said(n, f"{WORDS[(n + 1) % 5]} later{n}"), at=f"{1_795_600_000 + n}.000100"))
        if chance.random() < 0.3:
            events.append(partial(deleted, number=n))
        if chance.random() < 0.3:
            events.append(partial(pinned, number=n))
    for number, change in enumerate(choices(chance), 1):
        events.append(partial(chosen, step=Step(number, f"s{number}", change, f"U{number % 3}", NOW + timedelta(minutes=number))))
    return events


async def heard(work: Work, _: str, message: Message) -> None:
    await hearing.message(work, EARS, message, "", NOW)


async def edited(work: Work, _: str, message: Message, at: str) -> None:
    await hearing.edited(work, message, at, NOW)


async def deleted(work: Work, _: str, number: int) -> None:
    await hearing.deleted(work, "C1", ts(number), NOW)


async def pinned(work: Work, _: str, number: int) -> None:
    await hearing.signal(work, "C1", ts(number), "pin", "", "U1", ts(90), removed=False)


async def chosen(work: Work, postmortem: str, step: Step) -> None:
    await work.postmortems.add_step(postmortem, step)


def choices(chance: random.Random) -> list[Change]:
    made: list[Change] = []
    for number in range(1, 9):
        keys = tuple(key(n) for n in chance.sample(range(8), chance.randint(1, 3)))
        options: list[Change] = [
            Hide(keys), Show(keys), EditText(keys, f"typed of first{keys[0][-11]}"), EditTime(keys, NOW), Merge(keys), Split(keys),
            Note(keys, "a note"), Cut(keys, f"m:{number}", "one half", "other half", NOW), Undo(f"s{chance.randint(1, number)}"),
            Add(f"m:add{number}", NOW, "by hand", EntryKind.ACTION),
        ]  # fmt: skip
        made.append(chance.choice(options))
    return made


async def outcome(store: Store, team: str, events: list[Event]) -> Timeline:
    postmortem = await set_up(store, team)
    for event in events:
        async with store.work(team) as work:
            await event(work, postmortem.id)
    async with store.look(team) as work:
        return (await reading.material(work, postmortem)).timeline


@pytest.mark.parametrize("seed", range(12))
async def test_whatever_the_order_of_arrival_the_timeline_is_the_same(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    events = anything(chance)
    plain = await outcome(store, "T1", events)
    for n in range(2):
        chance.shuffle(events)
        assert await outcome(store, f"T{n + 2}", events) == plain


async def test_what_was_deleted_is_in_no_table_edited_words_included(store: Store) -> None:
    postmortem = await set_up(store)
    async with store.work("T1") as work:
        await hearing.message(work, EARS, said(0, "rolling back, the key is AKIASECRET77"), "", NOW)
        await hearing.message(work, EARS, said(1, "errors are gone"), "", NOW)
    changes: list[Change] = [
        EditText((key(0),), "rollback, key AKIASECRET77"),
        Cut((key(0),), "m:1", "AKIASECRET77", "rolled back AKIASECRET77", NOW),
        Merge((key(0), key(1))),
        EditText((key(0), key(1)), "AKIASECRET77 and gone"),
        EditText((key(1),), "the errors are gone for good"),
    ]
    async with store.work("T1") as work:
        await timeline.choose(work, ADA, postmortem, changes, "r1", NOW)
    async with store.work("T1") as work:
        await hearing.deleted(work, "C1", ts(0), NOW)
    async with store.database.begin() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(sa.select(table))).all()
            assert "AKIASECRET77" not in str(rows), table.name
    async with store.look("T1") as work:
        found = (await reading.material(work, postmortem)).timeline
    assert "the errors are gone for good" in str(found)


async def test_a_choice_on_what_somebody_else_has_changed_is_not_made(store: Store) -> None:
    postmortem = await set_up(store)
    async with store.work("T1") as work:
        await hearing.message(work, EARS, said(0, WORDS[1]), "", NOW)
        await timeline.choose(work, ADA, postmortem, [EditText((key(0),), "Ada's")], "r1", NOW, seen=0)
    with pytest.raises(Overtaken) as caught:
        async with store.work("T1") as work:
            await timeline.choose(work, SAM, postmortem, [Hide((key(0),))], "r2", NOW, seen=0)
    assert caught.value.details == {"by": "U1"}
    async with store.work("T1") as work:
        await timeline.choose(work, SAM, postmortem, [Hide((key(1),))], "r3", NOW, seen=0)  # another line is another matter
        await timeline.choose(work, SAM, postmortem, [Hide((key(0),))], "r4", NOW, seen=1)


async def test_a_press_that_comes_twice_is_one_step(store: Store) -> None:
    postmortem = await set_up(store)
    for _ in range(2):
        async with store.work("T1") as work:
            await timeline.choose(work, ADA, postmortem, [Hide((key(0),)), Note((key(0),), "x")], "r1", NOW)
    async with store.look("T1") as work:
        assert [s.id for s in (await work.postmortems.curation(postmortem.id)).in_order] == ["r1", "r1-1"]


async def test_what_is_undone_already_or_not_there_says_so(store: Store) -> None:
    postmortem = await set_up(store)
    async with store.work("T1") as work:
        await timeline.choose(work, ADA, postmortem, [Hide((key(0),))], "r1", NOW)
        await timeline.undo(work, SAM, postmortem, "r1", "r2", NOW)
    with pytest.raises(BadInput):
        async with store.work("T1") as work:
            await timeline.undo(work, ADA, postmortem, "r1", "r3", NOW)
    with pytest.raises(NotFound):
        async with store.work("T1") as work:
            await timeline.undo(work, ADA, postmortem, "nobody", "r4", NOW)


async def test_the_window_and_the_sign_off_of_a_postmortem_follow_its_steps(store: Store) -> None:
    postmortem = await set_up(store)
    async with store.work("T1") as work:
        await timeline.set_window(work, ADA, postmortem, SetWindow(NOW, None), "r1", NOW)
        signed = await timeline.sign_off(work, SAM, postmortem, "r2", NOW)
        assert (signed.since, signed.signed_off) == (NOW, ("U2", NOW))
        await timeline.undo(work, ADA, signed, "r1", "r3", NOW)
        undone = await timeline.undo(work, ADA, signed, "r2", "r4", NOW)
    assert (undone.since, undone.signed_off) == (None, None)


async def test_messages_outside_of_the_window_that_people_took_in_stay(store: Store) -> None:
    postmortem = await set_up(store)
    async with store.work("T1") as work:
        for number in range(4):
            await hearing.message(work, EARS, said(number, WORDS[number]), "", NOW)
        await timeline.choose(work, ADA, postmortem, [Show((key(0),))], "r1", NOW)
        late = datetime.fromtimestamp(float(ts(2)), UTC)
        postmortem = await timeline.set_window(work, ADA, postmortem, SetWindow(late, None), "r2", NOW)
    async with store.look("T1") as work:
        found = (await reading.material(work, postmortem)).timeline
    told = {t for e in (*found.entries, *found.left_out) for t in e.ts}
    assert ts(0) in told
    assert ts(1) not in told


async def test_what_cannot_be_chosen_is_explained(store: Store) -> None:
    postmortem = await set_up(store)
    empty = timeline.by_hand("r1", NOW, "  ", EntryKind.ACTION, "")
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", private=True, member=True, incident_like=True, kept=True))
        with pytest.raises(BadInput, match="no_text"):
            await timeline.add_by_hand(work, ADA, postmortem, empty, "r1", NOW)
        with pytest.raises(NotFound):
            await timeline.add_by_hand(work, Reader("U9"), postmortem, replace(empty, text="x"), "r2", NOW)
        with pytest.raises(NotFound, match="no_message"):
            await timeline.add_message(work, ADA, "C1", "1.0", "r3", NOW)
