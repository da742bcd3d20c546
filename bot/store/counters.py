"""Numbers that are handed out once each."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import counters
from bot.store.upsert import INSERTS


async def next_number(connection: AsyncConnection, team: str, name: str) -> int:
    """The next number of a sequence, from 1; two transactions never get the same one."""
    value = await connection.scalar(_raised(connection.dialect.name), {"team": team, "name": name, "value": 1})
    if value is None:
        raise RuntimeError("the database handed out no number")
    return int(value)


@cache
def _raised(dialect: str) -> sa.Executable:
    """Put together once: nearly every transaction asks for it."""
    one_more = {"value": counters.c.value + 1}
    statement = INSERTS[dialect](counters).on_conflict_do_update(index_elements=["team", "name"], set_=one_more)
    return statement.returning(counters.c.value)
