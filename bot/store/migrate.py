"""Brings the database to the schema of this release, by Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from bot.store.schema_version import migrations_folder


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
