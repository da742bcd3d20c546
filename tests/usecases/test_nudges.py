"""What is due is claimed, told once and planned on: one message for one owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.access import Reader
from bot.domain.action_item import ItemMove, ItemState, Move
from bot.domain.followup import Policy
from bot.domain.message import Person
from bot.domain.postmortem import Move as StatusMove
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput
from bot.store.tables import outbox
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import action_items, nudges
from bot.usecases.action_items import Promise
from bot.usecases.nudges import Following
from bot.usecases.postmortems import change_status

BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
DUE = date(2026, 3, 18)  # a Wednesday
ON_THE_DAY = datetime(2026, 3, 18, 15, tzinfo=UTC)
ONE = Postmortem("P1", 1, "C1", "Checkout is down", "U1", BEGAN, "U1")
ADA = Reader("U1", frozenset({"C1"}))
FOLLOW = Following(Policy(), lambda _zone, _day: False)


async def promised(work: Work, *words: str, owner: str = "U2") -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True))
    await work.postmortems.add(ONE)
    await work.workspace.put_person(Person("U1", "Ada", "Europe/London"), BEGAN)
    await work.workspace.put_person(Person(owner, "Sam", "America/New_York"), BEGAN)
    for text in words:
        await action_items.add(work, ADA, ONE, Promise(f"r-{text}", text, owner, DUE), FOLLOW, BEGAN)


async def queued(store: Store, kind: str) -> list[dict[str, Any]]:
    async with store.database.reading() as db:
        return list((await db.scalars(sa.select(outbox.c.payload).where(outbox.c.kind == kind))).all())


async def test_several_items_of_one_owner_are_one_message_and_one_tick_does_not_repeat_another(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag", "Write the runbook")
    for minutes in (0, 1, 30):
        async with store.work("T1") as work:
            await nudges.send_due(work, FOLLOW, ON_THE_DAY + timedelta(minutes=minutes))
    (one,) = await queued(store, "nudge")
    assert one["person"] == "U2"
    assert len(one["items"]) == 2


async def test_nobody_is_reminded_in_their_night_and_the_morning_makes_up_for_it(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
    night = datetime(2026, 3, 18, 7, tzinfo=UTC)  # 3 in New York
    async with store.work("T1") as work:
        assert await nudges.send_due(work, FOLLOW, night) == 0
    async with store.work("T1") as work:
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY) == 1


async def test_two_replicas_that_tick_at_once_send_one_message(postgres_url: str) -> None:
    import asyncio

    from bot.store.database import Database

    stores = [Store(Database(postgres_url)) for _ in range(3)]
    async with stores[0].work("T1") as work:
        await promised(work, "Alert on lag", "Write the runbook")

    async def tick(one: Store) -> None:
        async with one.work("T1") as work:
            await nudges.send_due(work, FOLLOW, ON_THE_DAY)

    await asyncio.gather(*map(tick, stores))
    assert len(await queued(stores[0], "nudge")) == 1
    for one in stores:
        await one.database.close()


async def test_whoever_left_is_told_nothing_and_the_lead_gets_the_item(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await nudges.person_learned(work, Person("U2", "Sam", "America/New_York", gone=True), BEGAN)
    async with store.work("T1") as work:
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
    assert await queued(store, "nudge") == []
    assert [p["person"] for p in await queued(store, "owner_left")] == ["U1"]


async def test_all_that_somebody_left_goes_back_in_few_messages_and_each_item_once(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, *(f"Alert on lag {n}" for n in range(13)))
        await nudges.person_learned(work, Person("U2", "Sam", "America/New_York", gone=True), BEGAN)
        for minute in (0, 1):
            await nudges.send_due(work, FOLLOW, ON_THE_DAY + timedelta(minutes=minute))
    told = [p["items"] for p in await queued(store, "owner_left")]
    assert [len(items) for items in told] == [10, 3]
    assert len({i for items in told for i in items}) == 13


@pytest.mark.parametrize(
    ("lead", "starter", "starter_gone", "told"),
    [("U2", "U3", False, {"person": "U3"}), ("U2", "U3", True, {"channel": "C1"}), ("U2", "U2", False, {"channel": "C1"})],
)
async def test_where_the_one_who_left_led_whoever_started_it_is_told_or_else_the_channel(
    store: Store, lead: str, starter: str, starter_gone: bool, told: dict[str, str]
) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await work.postmortems.save(replace(ONE, lead=lead, created_by=starter))
        await work.workspace.put_person(Person("U3", "Zoë", "Europe/London", gone=starter_gone), BEGAN)
        await nudges.person_learned(work, Person("U2", "Sam", "America/New_York", gone=True), BEGAN)
    async with store.work("T1") as work:
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
    (payload,) = await queued(store, "owner_left")
    assert {k: payload[k] for k in ("person", "channel") if k in payload} == told


async def test_a_policy_that_changes_plans_what_is_open_again(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
    never = Following(replace(FOLLOW.policy, fingerprint="another", plan=replace(FOLLOW.policy.plan, days=(0,))), FOLLOW.day_off)
    async with store.work("T1") as work:
        (before,) = await work.items.of("P1")
        await nudges.send_due(work, never, BEGAN + timedelta(hours=1))
    async with store.work("T1") as work:
        (after,) = await work.items.of("P1")
    assert before.nudge_at is not None
    assert after.nudge_at is not None
    assert after.nudge_at > before.nudge_at


async def test_the_digest_is_queued_once_a_week_in_the_leads_morning(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
    day = FOLLOW.policy.digest_weekday
    assert day is not None
    morning = datetime(2026, 3, 9, 10, tzinfo=UTC) + timedelta(days=day)
    for minutes in (0, 10, 20):
        async with store.work("T1") as work:
            await nudges.send_digests(work, FOLLOW, morning + timedelta(minutes=minutes))
    assert [p["person"] for p in await queued(store, "digest")] == ["U1"]


async def test_what_was_put_off_is_still_owed_when_the_policy_changes(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
        person = (await work.workspace.people(["U2"]))["U2"]
        item = await work.items.get("r-Alert on lag")
        assert item is not None
        await nudges.put_off(work, FOLLOW, item, ONE.severity, person, ON_THE_DAY + timedelta(hours=12))
    other = replace(FOLLOW, policy=Policy(fingerprint="other"))
    async with store.work("T1") as work:
        await nudges.send_due(work, other, ON_THE_DAY + timedelta(hours=1))
        await nudges.send_due(work, other, ON_THE_DAY + timedelta(days=1))
    assert [p["day"] for p in await queued(store, "nudge")] == ["2026-03-18", "2026-03-19"]


async def test_who_takes_an_item_on_in_the_minute_of_its_reminder_gets_it_all_the_same(store: Store) -> None:
    opening = datetime(2026, 3, 16, 13, tzinfo=UTC)  # nine in New York, two days before
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        item = await work.items.get("r-Alert on lag")
        assert item is not None
        await action_items.change(work, ADA, item, Move(ItemMove.ACCEPT, "U1", opening + timedelta(seconds=20)), FOLLOW)
        assert await nudges.send_due(work, FOLLOW, opening + timedelta(seconds=40)) == 1


async def test_the_lead_is_asked_whether_it_worked_when_whoever_did_it_left(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        item = await work.items.get("r-Alert on lag")
        assert item is not None
        await action_items.change(work, ADA, item, Move(ItemMove.DONE, "U2", BEGAN), FOLLOW)
        await nudges.person_learned(work, Person("U2", "Sam", "America/New_York", gone=True), BEGAN)
        await nudges.send_due(work, FOLLOW, BEGAN + timedelta(days=30))
    assert [p["person"] for p in await queued(store, "prove")] == ["U1"]
    assert await queued(store, "nudge") == []


async def test_what_was_put_off_until_now_goes_along_with_the_reminder_of_the_day(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag", "Write the runbook")
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
        person = (await work.workspace.people(["U2"]))["U2"]
        for name in ("r-Alert on lag", "r-Write the runbook"):
            item = await work.items.get(name)
            assert item is not None
            await nudges.put_off(work, FOLLOW, item, ONE.severity, person, ON_THE_DAY)
        today = {"person": "U2", "day": "2026-03-18", "items": ["another"]}
        joined = await nudges.join_due(work, FOLLOW, today, person, ON_THE_DAY + timedelta(minutes=1))
        assert joined["items"] == ["another", "r-Alert on lag", "r-Write the runbook"]
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY + timedelta(minutes=2)) == 0


async def test_of_a_cancelled_postmortem_nobody_is_reminded_until_it_is_reopened(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        cancelled = await change_status(work, ADA, ONE, StatusMove.CANCEL, "r1", BEGAN)
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY) == 0
        assert await work.items.owned_by("U2") == ()
        assert await work.items.leads() == ()
        item = await work.items.get("r-Alert on lag")
        assert item is not None
        await action_items.change(work, ADA, item, Move(ItemMove.NEW_DATE, "U1", BEGAN, "2026-03-17"), FOLLOW)
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY) == 0
        with pytest.raises(BadInput):
            await action_items.add(work, ADA, cancelled, Promise("r9", "More", "U2", DUE), FOLLOW, BEGAN)
        await change_status(work, ADA, cancelled, StatusMove.REOPEN, "r2", ON_THE_DAY)
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY + timedelta(days=7)) == 1


async def test_of_a_closed_postmortem_everybody_is_reminded(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await change_status(work, ADA, ONE, StatusMove.CLOSE, "r1", BEGAN)
        assert await nudges.send_due(work, FOLLOW, ON_THE_DAY) == 1


async def test_a_reminder_that_waited_speaks_of_items_as_they_stand(store: Store) -> None:
    async with store.work("T1") as work:
        await promised(work, "Alert on lag")
        await nudges.send_due(work, FOLLOW, ON_THE_DAY)
        item = await work.items.get("r-Alert on lag")
        assert item is not None
    (payload,) = await queued(store, "nudge")
    assert payload["dates"] == {item.id: DUE.isoformat()}
    assert nudges.still_due(item, payload, DUE)
    assert not nudges.still_due(replace(item, due=date(2026, 4, 1)), payload, DUE)
    assert not nudges.still_due(replace(item, snoozed_until=date(2026, 4, 1)), payload, DUE)
    assert not nudges.still_due(replace(item, state=ItemState.DONE), payload, DUE)
    assert nudges.still_due(item, {"items": [item.id]}, DUE)  # as it was queued before there were dates in it
