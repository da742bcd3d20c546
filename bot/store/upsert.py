"""INSERT … ON CONFLICT, which both databases have and SQLAlchemy spells per dialect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

type_insert = postgresql.Insert | sqlite.Insert
INSERTS: Mapping[str, Callable[[sa.Table], type_insert]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert(connection: AsyncConnection, table: sa.Table) -> type_insert:
    """An insert of the connection's own dialect."""
    return INSERTS[connection.dialect.name](table)


async def add_once(connection: AsyncConnection, table: sa.Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there already; tells whether it was new."""
    # RETURNING tells on both databases whether a row went in; a row count does not.
    key = next(iter(table.primary_key.columns))
    statement = insert(connection, table).values(**row).on_conflict_do_nothing().returning(key)
    return (await connection.execute(statement)).first() is not None


async def put(connection: AsyncConnection, table: sa.Table, row: Mapping[str, Any], keep: Iterable[str] = ()) -> None:
    """Insert a row, or overwrite the one with its primary key but for the columns in `keep`."""
    keys = [c.name for c in table.primary_key.columns]
    statement = insert(connection, table).values(**row)
    fresh = {name: statement.excluded[name] for name in row if name not in keys and name not in set(keep)}
    await connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=fresh) if fresh else statement.on_conflict_do_nothing()
    )
