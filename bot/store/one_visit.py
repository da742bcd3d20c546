"""SQLite by aiosqlite, with one visit to its thread for each statement.

The driver goes to the thread for the cursor, to execute, to fetch and to close; each visit wakes the event loop again,
which costs more than the statement. Here all four are one. (`make bench` tells what that is worth.)
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util.concurrency import await_

Run = Callable[[sqlite3.Cursor], object]


class _Told:
    """What a cursor told before it was closed."""

    def __init__(self, cursor: sqlite3.Cursor | None = None) -> None:
        self.description = cursor.description if cursor else None
        self.rowcount = cursor.rowcount if cursor else -1
        self.lastrowid = cursor.lastrowid if cursor else None
        self.arraysize = 1

    async def close(self) -> None:
        """Nothing is open."""


class _Connection(aiosqlite.Connection):
    """A connection that can do several things in one visit."""

    async def visit(self, run: Run) -> tuple[_Told, Sequence[Any]]:
        """Run it on a cursor of its own, and take everything along."""

        def there() -> tuple[_Told, Sequence[Any]]:
            cursor = self._conn.cursor()
            try:
                run(cursor)
                rows = cursor.fetchall() if cursor.description else ()
                return _Told(cursor), rows
            finally:
                cursor.close()

        told: tuple[_Told, Sequence[Any]] = await self._execute(there)  # type: ignore[no-untyped-call]
        return told


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Has its rows as soon as its statement is executed."""

    __slots__ = ()

    def _make_new_cursor(self, _connection: Any) -> Any:
        return _Told()

    def _aenter_cursor(self, cursor: Any) -> Any:
        return cursor

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        await self._visit(lambda cursor: cursor.execute(operation, parameters or ()))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:
        await self._visit(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    async def _visit(self, run: Run) -> None:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            self._cursor, rows = await connection.visit(run)
            self._rows = deque(rows)


class _AdaptedConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


class _Driver(AsyncAdapt_aiosqlite_dbapi):
    """The driver as SQLAlchemy wants it."""

    def connect(self, database: str, **options: Any) -> AsyncAdapt_aiosqlite_connection:
        """A connection, whose thread ends with the process."""
        connection = _Connection(lambda: sqlite3.connect(database, **options), iter_chunk_size=64)
        connection._thread.daemon = True
        opened: Any = await_(connection)
        return _AdaptedConnection(self, opened)


def driver() -> AsyncAdapt_aiosqlite_dbapi:
    """For `create_async_engine(module=…)`."""
    return _Driver(aiosqlite, sqlite3)
