"""A transaction for one workspace: all of it or nothing, and the dispatcher hears of what it queued."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.message import Message
from bot.store.database import Database
from bot.store.outbox import Queue
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAID = Message("C1", "1700000000.000100", "U1", "rolling back")


async def test_what_ends_badly_leaves_neither_data_nor_effects_and_wakes_nobody(store: Store) -> None:
    woken: list[int] = []
    store.on_filled = lambda: woken.append(1)

    async def fail() -> None:
        async with store.work("T1") as work:
            await work.messages.keep(SAID, NOW)
            await work.outbox.add("C1", "say", "one", {}, NOW)
            raise LookupError

    with pytest.raises(LookupError):
        await fail()
    async with store.look("T1") as work:
        assert await work.messages.of("C1") == ()
    assert await store.outbox_counts(NOW) == {}
    assert woken == []


async def test_the_dispatcher_is_woken_after_the_commit_and_only_by_something_new(store: Store) -> None:
    woken: list[int] = []
    store.on_filled = lambda: woken.append(1)
    for _ in range(2):
        async with store.work("T1") as work:
            await work.outbox.add("C1", "say", "one", {}, NOW)
            assert woken == [] or len(woken) == 1
    assert len(woken) == 1


async def test_where_only_reading_was_announced_nothing_can_be_queued_unseen(store: Store) -> None:
    with pytest.raises(RuntimeError, match="only reading"):
        async with store.look("T1") as work:
            await work.outbox.add("C1", "say", "one", {}, NOW)


async def test_leases_of_a_process_that_died_are_freed_where_there_is_one_process(store: Store, database_url: str) -> None:
    async with store.work("T1") as work:
        await work.outbox.add("C1", "say", "one", {}, NOW)
    async with store.database.begin() as connection:
        await Queue(connection).claim(NOW, NOW + timedelta(minutes=1), 5)
    again = Store(Database(database_url))
    await again.take_over()
    async with again.database.begin() as connection:
        claimed = await Queue(connection).claim(NOW, NOW + timedelta(minutes=1), 5)
    await again.database.close()
    assert len(claimed) == (1 if again.database.is_sqlite else 0)
