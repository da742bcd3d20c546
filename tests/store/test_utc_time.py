"""Times go in and come out with their zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot.errors import StoreUnavailable
from bot.store.tables import people
from bot.store.work import Store


async def test_a_time_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    at = datetime(2026, 11, 24, 21, 5, 7, 123456, tzinfo=timezone(timedelta(hours=9)))
    async with store.database.begin() as connection:
        await connection.execute(sa.insert(people).values(team="T1", person="U1", learned_at=at))
        back = await connection.scalar(sa.select(people.c.learned_at))
    assert back == at
    assert back.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 24, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises((StoreUnavailable, ValueError)):
        async with store.database.begin() as connection:
            await connection.execute(sa.insert(people).values(team="T1", person="U1", learned_at=naive))
