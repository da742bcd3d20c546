"""Numbers are handed out once each, whoever asks at the same moment."""

from __future__ import annotations

import asyncio

from bot.store.counters import next_number
from bot.store.database import Database
from bot.store.work import Store


async def test_two_processes_get_all_numbers_and_none_twice(store: Store, database_url: str) -> None:
    other = Database(database_url)

    async def take(database: Database) -> int:
        async with database.begin() as connection:
            return await next_number(connection, "T1", "postmortem")

    taken = await asyncio.gather(*(take(d) for d in (store.database, other) * 10))
    await other.close()
    assert sorted(taken) == list(range(1, 21))


async def test_workspaces_and_names_count_for_themselves(store: Store) -> None:
    async with store.database.begin() as connection:
        assert await next_number(connection, "T1", "item") == 1
        assert await next_number(connection, "T1", "item") == 2
        assert await next_number(connection, "T2", "item") == 1
        assert await next_number(connection, "T1", "postmortem") == 1
