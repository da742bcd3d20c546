"""What the database alone can do: one insert + commit after the other, by the driver that the bot uses."""

from __future__ import annotations

import time
from pathlib import Path

import aiosqlite
import psycopg
from sqlalchemy.engine import make_url

TABLE = "CREATE TABLE floor (id INTEGER PRIMARY KEY, team TEXT, channel TEXT, ts TEXT, text TEXT)"
ROW = ("T0PLAY", "C0INC", "1700000000.000100", "errors on checkout are at 40 % for all customers " * 2)


async def sqlite_rate(folder: Path, count: int) -> float:
    """Inserts a second into a file with the settings of the bot's own database."""
    async with aiosqlite.connect(folder / "floor.db", isolation_level=None) as db:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            await db.execute(f"PRAGMA {pragma}")
        await db.execute(TABLE)
        began = time.perf_counter()
        for _ in range(count):
            await db.execute("BEGIN IMMEDIATE")
            await db.execute("INSERT INTO floor (team, channel, ts, text) VALUES (?, ?, ?, ?)", ROW)
            await db.execute("COMMIT")
        return count / (time.perf_counter() - began)


async def postgres_rate(url: str, count: int) -> float:
    """Inserts a second on one connection."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(plain) as db:
        await db.execute(TABLE.replace("INTEGER PRIMARY KEY", "bigserial PRIMARY KEY"))
        await db.commit()
        began = time.perf_counter()
        for _ in range(count):
            await db.execute("INSERT INTO floor (team, channel, ts, text) VALUES (%s, %s, %s, %s)", ROW)
            await db.commit()
        return count / (time.perf_counter() - began)
