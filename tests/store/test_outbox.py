"""Effects leave in the order of their lane, each once, by one process at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.store.outbox import Effect, Place, Queue
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)


async def add(store: Store, *deliveries: tuple[str, str]) -> None:
    async with store.work("T1") as work:
        for lane, delivery in deliveries:
            await work.outbox.add(lane, "say", delivery, {"n": delivery}, NOW)


async def claim(store: Store, now: datetime = NOW) -> Sequence[Effect]:
    async with store.database.begin() as connection:
        return await Queue(connection).claim(now, now + timedelta(minutes=1), 20)


async def after(store: Store, effect: Effect, what: str, at: datetime = LATER) -> None:
    async with store.database.begin() as connection:
        queue = Queue(connection)
        match what:
            case "done":
                await queue.done(effect)
            case "again":
                await queue.again(effect, at, "ratelimited")
            case _:
                await queue.give_up(effect, what)


async def test_a_delivery_id_is_good_for_one_effect_for_ever(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.outbox.add("C1", "say", "one", {}, NOW)
        assert not await work.outbox.add("C1", "say", "one", {}, NOW)
    (effect,) = await claim(store)
    await after(store, effect, "done")
    async with store.work("T1") as work:
        assert not await work.outbox.add("C1", "say", "one", {}, NOW)
    async with store.work("T2") as work:
        assert await work.outbox.add("C1", "say", "one", {}, NOW)


async def test_each_lane_gives_its_first_and_holds_the_next_back_until_it_is_sent(store: Store) -> None:
    await add(store, ("C1", "a1"), ("C1", "a2"), ("C2", "b1"))
    first = await claim(store)
    assert [e.delivery for e in first] == ["a1", "b1"]
    assert await claim(store) == ()
    for effect in first:
        await after(store, effect, "done")
    assert [e.delivery for e in await claim(store)] == ["a2"]


async def test_what_waits_for_a_retry_holds_back_its_lane_only(store: Store) -> None:
    await add(store, ("C1", "a1"), ("C1", "a2"))
    (effect,) = await claim(store)
    await after(store, effect, "again")
    await add(store, ("C2", "b1"))
    assert [e.delivery for e in await claim(store)] == ["b1"]
    (again,) = await claim(store, LATER)
    assert (again.delivery, again.tries) == ("a1", 1)


async def test_a_lease_that_ran_out_is_taken_over_and_the_attempt_counts(store: Store) -> None:
    await add(store, ("C1", "a1"))
    await claim(store)
    assert await claim(store, NOW + timedelta(seconds=59)) == ()
    (taken,) = await claim(store, NOW + timedelta(seconds=61))
    assert (taken.delivery, taken.tries) == ("a1", 1)


async def test_two_processes_never_claim_the_same(store: Store, database_url: str) -> None:
    from bot.store.database import Database

    await add(store, *((f"C{n}", f"a{n}") for n in range(10)))
    other = Store(Database(database_url))
    taken = [e.delivery for e in [*await claim(store), *await claim(other)]]
    await other.database.close()
    assert sorted(taken) == sorted(f"a{n}" for n in range(10))


async def test_what_was_given_up_lets_the_lane_go_on_and_comes_back_in_its_old_place(store: Store) -> None:
    await add(store, ("C1", "a1"), ("C1", "a2"), ("C1", "a3"))
    (first,) = await claim(store)
    await after(store, first, "is_archived")
    (second,) = await claim(store)
    assert second.delivery == "a2"
    await after(store, second, "done")
    (third,) = await claim(store)
    await after(store, third, "done")
    async with store.work("T1") as work:
        await work.outbox.revive("C1", ("not_in_channel",))
    assert await claim(store) == ()
    async with store.work("T1") as work:
        await work.outbox.revive("C1", ("is_archived",))
    assert [e.delivery for e in await claim(store)] == ["a1"]


async def test_an_update_takes_the_place_of_one_that_still_waits_and_of_none_that_is_being_sent(store: Store) -> None:
    for delivery in ("v1", "v2"):
        async with store.work("T1") as work:
            await work.outbox.replace("C1", "card", delivery, {}, NOW, "card:P1")
    (sending,) = await claim(store)
    assert sending.delivery == "v2"
    async with store.work("T1") as work:
        await work.outbox.replace("C1", "card", "v3", {}, NOW, "card:P1")
    await after(store, sending, "done")
    assert [e.delivery for e in await claim(store)] == ["v3"]


async def test_what_was_sent_leaves_its_key_and_none_of_its_content(store: Store) -> None:
    await add(store, ("C1", "a1"))
    (effect,) = await claim(store)
    await after(store, effect, "done")
    async with store.database.begin() as connection:
        import sqlalchemy as sa

        (row,) = (await connection.execute(sa.text("SELECT delivery, payload FROM outbox"))).all()
    assert row.delivery == "a1"
    assert row.payload in ({}, "{}")


async def test_counts_tell_what_waits_from_what_is_meant_for_later_and_what_is_lost(store: Store) -> None:
    await add(store, ("C1", "a1"), ("C2", "b1"))
    async with store.work("T1") as work:
        await work.outbox.add("U1:later", "tell", "c1", {}, NOW + timedelta(days=3))
    effect = next(e for e in await claim(store) if e.delivery == "b1")
    await after(store, effect, "missing_scope")
    assert await store.outbox_counts(NOW) == {"waiting": 1, "later": 1, "dead": 1}


async def test_our_messages_are_found_by_name_and_by_place(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.outbox.place("card:P1") is None
        await work.outbox.put_place("card:P1", "C1", "1.0")
        await work.outbox.put_place("card:P1", "C1", "2.0")
        assert await work.outbox.place("card:P1") == Place("C1", "2.0")
        assert await work.outbox.ref_at("C1", "2.0") == "card:P1"
        assert await work.outbox.ref_at("C1", "1.0") == ""
        await work.outbox.forget_place("card:P1")
        assert await work.outbox.place("card:P1") is None
