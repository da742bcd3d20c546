"""Promises, and what people do to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.access import Reader
from bot.domain.action_item import TEXT_LIMIT, ItemMove, Move
from bot.domain.followup import Policy
from bot.domain.message import Person
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import action_items
from bot.usecases.action_items import Promise
from bot.usecases.nudges import Following

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
P = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
ADA, SAM, ZOE = (Reader(p, frozenset({"C1"})) for p in ("U1", "U2", "U3"))
FOLLOW = Following(Policy(), lambda _zone, _day: False)
PROMISE = Promise("r1", "Alert on  lag", "U2", date(2026, 12, 4))


async def given(work: Work) -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True))
    await work.postmortems.add(P)
    await work.workspace.put_person(Person("U8", "Pager", is_bot=True), NOW)
    await work.workspace.put_person(Person("U9", "Kim", gone=True), NOW)


async def test_the_same_press_or_the_same_words_a_moment_later_promise_once(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        first = await action_items.add(work, ADA, P, PROMISE, FOLLOW, NOW)
        assert (first.number, first.text, first.accepted_at) == (1, "Alert on lag", None)
        assert await action_items.add(work, ADA, P, PROMISE, FOLLOW, NOW) == first
        again = replace(PROMISE, request="r2")
        assert await action_items.add(work, ADA, P, again, FOLLOW, NOW + timedelta(minutes=4)) == first
        assert (await action_items.add(work, ADA, P, again, FOLLOW, NOW + timedelta(minutes=6))).number == 2


@pytest.mark.parametrize(
    ("promise", "field"),
    [
        (replace(PROMISE, text=" "), "text"),
        (replace(PROMISE, text="x" * (TEXT_LIMIT + 1)), "text"),
        (replace(PROMISE, due=date(2026, 11, 22)), "due"),
        (replace(PROMISE, owner="U8"), "owner"),
        (replace(PROMISE, owner="U9"), "owner"),
    ],
)
async def test_what_cannot_be_promised_is_asked_again_at_its_field(store: Store, promise: Promise, field: str) -> None:
    async with store.work("T1") as work:
        await given(work)
        with pytest.raises(BadInput) as error:
            await action_items.add(work, ADA, P, promise, FOLLOW, NOW)
        assert error.value.field == field
        assert await work.items.of("P1") == ()


async def test_what_one_promises_oneself_is_accepted_and_nobody_is_asked(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        item = await action_items.add(work, SAM, P, PROMISE, FOLLOW, NOW)
        assert item.accepted_at == NOW
    async with store.database.begin() as connection:
        from bot.store.outbox import Queue

        found = await Queue(connection).claim(NOW + timedelta(days=7), NOW + timedelta(days=7), 50)
    assert "ask_owner" not in [e.kind for e in found]


async def test_an_item_of_a_hidden_postmortem_is_there_for_its_owner_and_members_only(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        await work.postmortems.save(replace(P, private=True))
        await action_items.add(work, ADA, replace(P, private=True), PROMISE, FOLLOW, NOW)
        assert (await action_items.find(work, ZOE, 1)).number == 1
        assert (await action_items.find(work, Reader("U2"), 1)).number == 1
        for number in (1, 2):
            with pytest.raises(NotFound, match="no_item"):
                await action_items.find(work, Reader("U3"), number)


@pytest.mark.parametrize(
    "move",
    [
        Move(ItemMove.DROP, "U2", NOW),
        Move(ItemMove.NEW_DATE, "U2", NOW),
        Move(ItemMove.NEW_DATE, "U2", NOW, value="2026-01-01"),
        Move(ItemMove.HAND_OVER, "U2", NOW, value="U8"),
        Move(ItemMove.BLOCK, "U2", NOW, value=" "),
    ],
    ids=lambda m: f"{m.what.value}:{m.value}",
)
async def test_a_move_that_lacks_something_changes_nothing(store: Store, move: Move) -> None:
    async with store.work("T1") as work:
        await given(work)
        item = await action_items.add(work, ADA, P, PROMISE, FOLLOW, NOW)
        with pytest.raises(BadInput):
            await action_items.change(work, SAM, item, move, FOLLOW)
        assert await work.items.get("r1") == item
        assert await work.items.history("r1") == ()


async def test_a_second_move_on_what_has_changed_meanwhile_is_refused(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        item = await action_items.add(work, ADA, P, PROMISE, FOLLOW, NOW)
        done = await action_items.change(work, SAM, item, Move(ItemMove.DONE, "U2", NOW, "the test pages"), FOLLOW)
        assert done.evidence == "the test pages"
        with pytest.raises(BadInput, match="item_changed"):
            await action_items.change(work, ADA, item, Move(ItemMove.DROP, "U1", NOW, reason="gone"), FOLLOW)
        with pytest.raises(BadInput, match="already_done"):
            await action_items.change(work, ADA, done, Move(ItemMove.DONE, "U1", NOW), FOLLOW)
        assert len(await work.items.history("r1")) == 1
