"""The tables of what stands beside action items in an issue tracker."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.columns import key, metadata, text
from bot.store.utc_time import UtcTime

# `seen`: {field: [ours, theirs]} when both last agreed; `told`: [[field, ours, theirs, takeable]] that people know of.
tracked_issues = sa.Table(
    "tracked_issues",
    metadata,
    key("team"),
    key("item"),
    text("by", length=64),
    text("mark", length=36),
    sa.Column("began_at", UtcTime()),
    sa.Column("looked_at", UtcTime()),
    sa.Column("seen", sa.JSON(), nullable=False, server_default="{}"),
    sa.Column("told", sa.JSON(), nullable=False, server_default="[]"),
    text("trouble", length=64),
    sa.Index("ix_tracked_issues_team_looked_at", "team", "looked_at"),
)

# Who somebody is in the tracker, as they said themselves.
tracker_accounts = sa.Table(
    "tracker_accounts",
    metadata,
    key("team"),
    key("person"),
    text("account", length=128),
    sa.UniqueConstraint("team", "account"),
)
