"""Brings the database to the schema of this release, by Alembic."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database


def migrations_folder() -> Path:
    """Where the migrations lie: beside the code in a checkout, inside the package once installed."""
    installed = Path(str(files("bot"))) / "_data" / "migrations"
    return installed if installed.is_dir() else Path(__file__).parent.parent.parent / "migrations"


def config(url: str) -> Config:
    """Alembic's configuration for a database."""
    made = Config()
    made.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    made.attributes["database_url"] = url
    return made


def upgrade(url: str, to: str = "head") -> None:
    """Go up to a revision."""
    command.upgrade(config(url), to)


def downgrade(url: str, to: str = "base") -> None:
    """Go down to a revision; "base" leaves no table."""
    command.downgrade(config(url), to)


async def pending(database: Database) -> tuple[str | None, str | None]:
    """(the revision the database has, the one this release wants)."""
    async with database.begin() as connection:
        return await _current(connection), ScriptDirectory(str(migrations_folder())).get_current_head()


async def _current(connection: AsyncConnection) -> str | None:
    def read(sync: sa.Connection) -> str | None:
        return MigrationContext.configure(sync).get_current_revision()

    return await connection.run_sync(read)
