"""SQLite in one visit a statement: everything that SQLAlchemy asks of a cursor is there afterwards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store.one_visit import driver

TABLE = sa.Table("t", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("word", sa.Text, unique=True))


async def opened(folder: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'a.db'}", module=driver())
    async with engine.begin() as connection:
        await connection.run_sync(TABLE.metadata.create_all)
    return engine


async def test_rows_names_counts_and_new_keys_are_told(tmp_path: Path) -> None:
    engine = await opened(tmp_path)
    async with engine.begin() as connection:
        made = await connection.execute(sa.insert(TABLE).values(word="a"))
        assert made.inserted_primary_key == (1,)
        many = await connection.execute(sa.insert(TABLE), [{"word": "b"}, {"word": "c"}])
        assert many.rowcount == 2
        given = await connection.execute(sa.insert(TABLE).values(word="d").returning(TABLE.c.id, TABLE.c.word))
        assert [dict(r) for r in given.mappings()] == [{"id": 4, "word": "d"}]
        changed = await connection.execute(sa.update(TABLE).where(TABLE.c.id > 2).values(word=TABLE.c.word + "!"))
        assert changed.rowcount == 2
        found = await connection.execute(sa.select(TABLE.c.word).order_by(TABLE.c.id))
        assert found.scalars().all() == ["a", "b", "c!", "d!"]
        assert (await connection.execute(sa.select(TABLE).where(TABLE.c.id > 9))).first() is None
    await engine.dispose()


async def alone(engine: AsyncEngine, statement: sa.Executable) -> None:
    async with engine.begin() as connection:
        await connection.execute(sa.insert(TABLE).values(word="before"))
        await connection.execute(statement)


async def test_an_error_of_the_database_is_raised_and_takes_the_transaction_back(tmp_path: Path) -> None:
    engine = await opened(tmp_path)
    twice = sa.insert(TABLE).values([{"word": "a"}, {"word": "a"}])
    for error, statement in ((sa.exc.IntegrityError, twice), (sa.exc.OperationalError, sa.text("SELECT nothing FROM nowhere"))):
        with pytest.raises(error):
            await alone(engine, statement)
    async with engine.begin() as connection:
        assert await connection.scalar(sa.select(sa.func.count()).select_from(TABLE)) == 0
    await engine.dispose()


async def test_many_connections_work_at_once(tmp_path: Path) -> None:
    engine = await opened(tmp_path)

    async def read() -> int:
        async with engine.connect() as connection:
            return int(await connection.scalar(sa.text("SELECT 1")) or 0)

    assert await asyncio.gather(*(read() for _ in range(20))) == [1] * 20
    await engine.dispose()
