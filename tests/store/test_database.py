"""Opening a database: which, how, and what becomes of its errors."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import ConfigError, StoreUnavailable
from bot.store import database
from bot.store.database import Database, async_url
from bot.store.work import Store


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///x.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/n", "postgresql+psycopg"),
        ("postgresql+psycopg://h/n", "postgresql+psycopg"),
    ],
)
def test_the_driver_is_ours_to_choose(url: str, driver: str) -> None:
    assert async_url(url).drivername == driver


@pytest.mark.parametrize("url", ["", "postmortem.db", "mysql://u:secret@h/n", "nonsense://x"])
def test_what_cannot_be_opened_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError) as error:
        async_url(url)
    assert "DATABASE_URL" in str(error.value)
    assert "secret" not in str(error.value)


async def test_an_error_of_the_driver_becomes_ours_and_the_next_transaction_works(store: Store) -> None:
    with pytest.raises(StoreUnavailable):
        async with store.database.begin() as connection:
            await connection.execute(sa.text("SELECT * FROM no_such_table"))
    await store.ping()


async def test_a_database_that_is_not_there_is_unavailable() -> None:
    database = Database("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(StoreUnavailable):
        async with database.begin():
            pass
    await database.close()


async def test_a_commit_on_sqlite_is_on_the_disk_and_readers_go_on_while_somebody_writes(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.begin() as connection:
        pragmas = [
            (await connection.execute(sa.text(f"PRAGMA {p}"))).scalar() for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert pragmas == ["wal", 2, 1]
        async with database.reading() as reader:
            await reader.execute(sa.text("SELECT count(*) FROM messages"))
    await database.close()


async def test_closing_waits_for_what_is_under_way(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    entered, leave = asyncio.Event(), asyncio.Event()

    async def at_work() -> None:
        async with database.begin() as connection:
            await connection.execute(sa.text("CREATE TABLE kept (n INTEGER)"))
            entered.set()
            await leave.wait()

    work = asyncio.create_task(at_work())
    await entered.wait()
    closing = asyncio.create_task(database.close())
    await asyncio.sleep(0)
    assert not closing.done()
    leave.set()
    await asyncio.gather(work, closing)


async def test_a_closed_database_is_not_opened_again_by_the_way(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    await database.close()
    with pytest.raises(StoreUnavailable):
        await database.begin().__aenter__()


@pytest.mark.parametrize("rested", [0.0, 3600.0])
async def test_a_connection_that_died_while_it_rested_gives_way_to_a_new_one(
    postgres_url: str, rested: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "RESTED", rested)
    opened = Database(postgres_url)
    async with opened.reading() as db:
        mine = await db.scalar(sa.text("SELECT pg_backend_pid()"))
    end = sa.create_engine(opened.url, isolation_level="AUTOCOMMIT")
    with end.connect() as other:
        other.execute(sa.text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
    end.dispose()
    if rested:  # one that was in use just now is not asked: whoever gets it hears that the database is away
        with pytest.raises(StoreUnavailable):
            await _asked(opened)
    assert await _asked(opened) != mine
    await opened.close()


async def _asked(opened: Database) -> int:
    async with opened.reading() as db:
        return int(await db.scalar(sa.text("SELECT pg_backend_pid()")) or 0)
