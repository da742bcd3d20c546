"""Numbers that are handed out once each."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import counters
from bot.store.upsert import insert


async def next_number(connection: AsyncConnection, team: str, name: str) -> int:
    """The next number of a sequence, from 1; two transactions never get the same one."""
    statement = insert(connection, counters).values(team=team, name=name, value=1)
    raised = statement.on_conflict_do_update(index_elements=["team", "name"], set_={"value": counters.c.value + 1})
    value = await connection.scalar(raised.returning(counters.c.value))
    if value is None:
        raise RuntimeError("the database handed out no number")
    return int(value)
