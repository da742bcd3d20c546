"""Which revision of the schema a database has, and which one this release wants: asked at each start, so without Alembic,
which takes memory and time that only a migration needs."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database

NAMED = re.compile(r'^(down_revision|revision) = (?:"(\w+)"|None)$', re.MULTILINE)
# As Alembic keeps it.
VERSION = sa.table("alembic_version", sa.column("version_num", sa.String()))


def migrations_folder() -> Path:
    """Where the migrations lie: beside the code in a checkout, inside the package once installed."""
    installed = Path(str(files("bot"))) / "_data" / "migrations"
    return installed if installed.is_dir() else Path(__file__).parent.parent.parent / "migrations"


def newest() -> str:
    """The revision that no other one stands on; raises ValueError where there is not just one."""
    made, built_on = set(), set()
    for file in (migrations_folder() / "versions").glob("*.py"):
        named = {m[1]: m[2] for m in NAMED.finditer(file.read_text(encoding="utf-8"))}
        made.add(named["revision"])
        built_on.add(named["down_revision"])
    (last,) = made - built_on
    return str(last)


async def pending(database: Database) -> tuple[str | None, str | None]:
    """(the revision the database has, the one this release wants)."""
    async with database.begin() as connection:
        return await _current(connection), newest()


async def _current(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(lambda sync: sa.inspect(sync).has_table(VERSION.name)):
        return None
    found: str | None = await connection.scalar(sa.select(VERSION.c.version_num))
    return found
