"""Which schema a database has is told without Alembic, and as Alembic would."""

from __future__ import annotations

from pathlib import Path

from alembic.script import ScriptDirectory

from bot.store.database import Database
from bot.store.migrate import downgrade
from bot.store.schema_version import migrations_folder, newest, pending


def test_the_newest_revision_is_alembics_head() -> None:
    assert newest() == ScriptDirectory(str(migrations_folder())).get_current_head()


async def test_a_migrated_database_is_what_this_release_wants(database_url: str) -> None:
    database = Database(database_url)
    assert await pending(database) == (newest(), newest())
    await database.close()


async def test_an_empty_database_and_one_that_went_down_have_none(tmp_path: Path, sqlite_url: str) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    assert await pending(empty) == (None, newest())
    await empty.close()
    import asyncio

    await asyncio.to_thread(downgrade, sqlite_url)
    down = Database(sqlite_url)
    assert await pending(down) == (None, newest())
    await down.close()
