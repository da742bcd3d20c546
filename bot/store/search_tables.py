"""The tables of the search, beside the one of the database's own engine (bot.store.search_engine)."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import metadata
from bot.store.utc_time import UtcTime

__all__ = ["metadata", "search_index", "search_stale", "search_texts"]


def _key() -> tuple[sa.Column[str], sa.Column[str]]:
    return sa.Column("team", sa.String(64), primary_key=True), sa.Column("postmortem", sa.String(64), primary_key=True)


# What can be found of a postmortem, part by part as its readers see it: excerpts are made of it.
search_texts = sa.Table(
    "search_texts",
    metadata,
    *_key(),
    sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("part", sa.String(64), nullable=False, server_default=""),
    sa.Column("title", sa.Text(), nullable=False, server_default=""),
    sa.Column("text", sa.Text(), nullable=False, server_default=""),
)

# One row for each postmortem that was ever read in; `id` rises, so that what was read in last is found first.
search_index = sa.Table(
    "search_index",
    metadata,
    *_key(),
    sa.Column("id", sa.BigInteger(), nullable=False),
    sa.Column("indexed_at", UtcTime()),
    sa.Index("ix_search_index_id", "id"),
)

# Postmortems that changed since they were read in; `mark` is another one with each change.
search_stale = sa.Table(
    "search_stale",
    metadata,
    *_key(),
    sa.Column("mark", sa.BigInteger(), nullable=False),
)
