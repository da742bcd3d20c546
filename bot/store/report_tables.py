"""The tables of what becomes of a report: edited, reviewed, moved, read on the web."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.columns import flag, key, metadata, text
from bot.store.utc_time import UtcTime

# What editors put in place of a section's answers, every edition of it.
editions = sa.Table(
    "editions",
    metadata,
    key("team"),
    key("postmortem"),
    key("section"),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text(), nullable=False),
    text("made_by", length=64),
    sa.Column("made_at", UtcTime(), nullable=False),
)

# Two answers that people called different (or, in spite of the draft, the same).
# Who was asked to look at a report, and what they say of it.
reviews = sa.Table(
    "reviews",
    metadata,
    key("team"),
    key("postmortem"),
    key("reviewer"),
    text("asked_by", length=64),
    sa.Column("asked_at", UtcTime(), nullable=False),
    text("verdict", length=16, default="waiting"),
    sa.Column("said_at", UtcTime()),
    text("of", length=64),
    text("changed_to", length=64),
    sa.Column("round", sa.Integer(), nullable=False, server_default="1"),
)

remarks = sa.Table(
    "remarks",
    metadata,
    key("team"),
    key("postmortem"),
    key("id"),
    text("section", length=64),
    text("by", length=64),
    text("text"),
    sa.Column("at", UtcTime(), nullable=False),
    text("settled_by", length=64),
)

# Closed, reopened, cancelled, archived: by whom and when. `version` is that of the postmortem afterwards.
status_moves = sa.Table(
    "status_moves",
    metadata,
    key("team"),
    key("postmortem"),
    sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
    text("what", length=16),
    text("made_by", length=64),
    sa.Column("made_at", UtcTime(), nullable=False),
)

# Which canvas shows the report, and how it was when we left it.
canvases = sa.Table(
    "canvases",
    metadata,
    key("team"),
    key("postmortem"),
    text("canvas", length=64),
    text("digest", length=64),
    sa.Column("updated", sa.BigInteger(), nullable=False, server_default="0"),
    flag("theirs"),
)

# Links that sign somebody in: each is good for one time. `id` is a hash of what stands in the link.
sign_ins = sa.Table(
    "sign_ins",
    metadata,
    key("team"),
    key("id"),
    text("person", length=64),
    text("goes_to"),
    sa.Column("until", UtcTime(), nullable=False),
    sa.Index("ix_sign_ins_until", "until"),
)

# The address of a calendar holds `serial`; another one makes the old address void.
calendars = sa.Table("calendars", metadata, key("team"), key("person"), text("serial", length=64))

# What people said of contributing factors, by the names of the taxonomy.
factor_tags = sa.Table(
    "factor_tags",
    metadata,
    key("team"),
    key("postmortem"),
    key("factor"),
    flag("accepted"),
    text("by", length=64),
    sa.Column("at", UtcTime(), nullable=False),
    sa.Index("ix_factor_tags_team_factor", "team", "factor"),
)

# Reports that are kept in a place outside (Confluence, a repository).
published_reports = sa.Table(
    "published_reports",
    metadata,
    key("team"),
    key("postmortem"),
    key("place", length=32),
    text("ref", length=256),
    text("url", length=2048),
    text("digest", length=64),
    text("trouble", length=32),
)
