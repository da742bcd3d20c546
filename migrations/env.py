"""Runs the migrations on the database of the settings, or on the connection that was handed in."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.settings import load_settings
from bot.store.database import async_url
from bot.store.search_tables import metadata  # all of them: it stands on the others


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is described in tables.py: those of the search engines (and their shadows) are not."""
    return kind != "table" or not (name or "").startswith("search_words")


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True, include_name=ours)
    with context.begin_transaction():
        context.run_migrations()


async def run_async(url: str) -> None:
    engine = create_async_engine(async_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(run_async(context.config.attributes.get("database_url") or load_settings().database_url))
