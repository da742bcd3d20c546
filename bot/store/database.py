"""Opens the database: SQLite in WAL mode, or PostgreSQL. What differs between the two sits in this package."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import ConfigError, StoreUnavailable
from bot.store.one_visit import driver

BUSY_MS, PATIENCE, RESTED = 5000, 5.0, 0.5  # the last two in seconds


def async_url(url: str) -> URL:
    """The address with the driver we use; raises ConfigError for any other kind of database."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigError("DATABASE_URL cannot be read: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from error
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
    if backend not in drivers:
        raise ConfigError(f"DATABASE_URL names {backend!r}: use sqlite or postgresql")
    return parsed.set(drivername=drivers[backend])


class Database:
    """A pool of connections. `begin()` gives one inside a transaction that commits at the end.

    SQLite has one writer at a time, so writers of this process queue here instead of polling the lock.
    """

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url, self.is_sqlite)
        # The isolation is what SQLite gives any reader.
        isolation: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(reading=True, **isolation)
        self._writer = asyncio.Lock() if self.is_sqlite else None
        self._closed = False
        self._in_use = 0
        self._unused = asyncio.Event()
        self._unused.set()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction: committed when the block ends, rolled back when it raises.

        Raises StoreUnavailable for whatever the database or its driver raises."""
        try:
            async with self._writer or nullcontext(), self._counted(), self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading one consistent state; it queues for no lock. Raises StoreUnavailable."""
        try:
            async with self._counted(), self._reader.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreUnavailable(type(error).__name__) from error

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        if self._closed:  # a closed pool would quietly open a new connection that nobody ever gives back
            raise StoreUnavailable("closed")
        self._in_use += 1
        self._unused.clear()
        try:
            yield
        finally:
            self._in_use -= 1
            if not self._in_use:
                self._unused.set()

    async def close(self) -> None:
        """Give all connections back, once those in use are; one that is held for longer than a transaction is left."""
        self._closed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._unused.wait(), PATIENCE)
        await self.engine.dispose()


def _engine(url: URL, is_sqlite: bool) -> AsyncEngine:
    if not is_sqlite:
        engine = create_async_engine(url, pool_size=8, max_overflow=4, pool_timeout=5)
        sa.event.listen(engine.sync_engine, "checkin", _note_rest)
        sa.event.listen(engine.sync_engine, "checkout", _ask_rested(engine.dialect))
        return engine
    engine = create_async_engine(url, module=driver(), connect_args={"timeout": BUSY_MS / 1000})
    sa.event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    sa.event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


def _note_rest(_connection: object, record: Any) -> None:
    record.info["rests_since"] = time.monotonic()


def _ask_rested(dialect: sa.Dialect) -> Callable[[Any, Any, object], None]:
    """A connection that has rested is asked whether its server is still there, and gives way to a new one where it is
    not; one that was in use just now is not, as each question is a way to the server and back."""

    def ask(connection: Any, record: Any, _proxy: object) -> None:
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) < RESTED:
            return
        try:
            alive = dialect.do_ping(connection)
        except Exception as error:  # whatever the driver raises: it is gone
            raise sa.exc.DisconnectionError from error
        if not alive:
            raise sa.exc.DisconnectionError

    return ask


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions lazily; we say BEGIN ourselves, below.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: sa.Connection) -> None:
    # A deferred transaction that reads first cannot wait for the lock later: it fails at once. Who only reads needs none.
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE")
