"""The tables. Every one bears the workspace (`team`); times are aware UTC; Slack ids are kept as strings."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store import report_tables, tracker_tables
from bot.store.columns import flag as _flag
from bot.store.columns import key as _key
from bot.store.columns import metadata
from bot.store.columns import text as _text
from bot.store.utc_time import UtcTime

# All tables are known once this module is.
__all__ = ["metadata", "report_tables", "tracker_tables"]


workspaces = sa.Table(
    "workspaces",
    metadata,
    _key("team"),
    _text("url", length=255),
    _text("name", length=255),
    _text("bot_user", length=64),
    _text("bot_id", length=64),
    sa.Column("checked_at", UtcTime()),
    # Which policy the reminders were planned by.
    _text("policy", length=64),
)

channels = sa.Table(
    "channels",
    metadata,
    _key("team"),
    _key("channel"),
    _text("name", length=255),
    _text("purpose"),
    _flag("private"),
    _flag("member"),
    _flag("archived"),
    _flag("incident_like"),
    sa.Column("kept", sa.Boolean(), nullable=False, server_default=sa.false()),
    _text("read_to", length=32),
)

people = sa.Table(
    "people",
    metadata,
    _key("team"),
    _key("person"),
    _text("name", length=255),
    sa.Column("tz", sa.String(64)),
    _flag("bot"),
    _flag("gone"),
    _text("title", length=255),
    _flag("outside"),
    sa.Column("learned_at", UtcTime()),
)

messages = sa.Table(
    "messages",
    metadata,
    _key("team"),
    _key("channel"),
    _key("ts", length=32),
    sa.Column("thread_ts", sa.String(32)),
    _text("kind", length=16),
    _text("author", length=64),
    _text("author_name", length=255),
    _text("text"),
    sa.Column("files", sa.JSON()),
    _flag("broadcast"),
    _flag("deleted"),
    _text("edit_ts", length=32),
    sa.Column("heard_at", UtcTime(), nullable=False),
    sa.Index("ix_messages_team_channel_thread_ts", "team", "channel", "thread_ts"),
)

signals = sa.Table(
    "signals",
    metadata,
    _key("team"),
    _key("channel"),
    _key("ts", length=32),
    _key("kind", length=8),
    _key("name", length=100),
    _key("person"),
    _flag("removed"),
    _text("event_ts", length=32),
)

postmortems = sa.Table(
    "postmortems",
    metadata,
    _key("team"),
    _key("id"),
    sa.Column("number", sa.Integer(), nullable=False),
    _text("channel", length=64),
    _text("title"),
    _text("status", length=16),
    _text("severity", length=16),
    sa.Column("services", sa.JSON(), nullable=False),
    _flag("private"),
    _text("created_by", length=64),
    sa.Column("created_at", UtcTime(), nullable=False),
    _text("lead", length=64),
    sa.Column("since", UtcTime()),
    sa.Column("until", UtcTime()),
    sa.Column("began_at", UtcTime()),
    sa.Column("signed_off_by", sa.String(64)),
    sa.Column("signed_off_at", UtcTime()),
    sa.Column("closed_at", UtcTime()),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    _text("template", length=64),
    _text("facilitator", length=64),
    sa.UniqueConstraint("team", "number"),
    sa.Index("ix_postmortems_team_channel", "team", "channel"),
    # One open postmortem a channel, whoever starts it twice at once.
    sa.Index(
        "ix_postmortems_open_channel",
        "team",
        "channel",
        unique=True,
        sqlite_where=sa.text("status = 'draft'"),
        postgresql_where=sa.text("status = 'draft'"),
    ),
)

curation = sa.Table(
    "curation",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("id"),
    sa.Column("seq", sa.Integer(), nullable=False),
    sa.Column("change", sa.JSON(), nullable=False),
    _text("made_by", length=64),
    sa.Column("made_at", UtcTime(), nullable=False),
)

# The further channels that feed a postmortem, as its curation says: so that a channel finds its postmortems.
feeds = sa.Table(
    "feeds",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("channel"),
    sa.Index("ix_feeds_team_channel", "team", "channel"),
)

# Who is in a private channel that feeds a postmortem: what is drawn from it is shown to them alone.
members = sa.Table(
    "members",
    metadata,
    _key("team"),
    _key("channel"),
    _key("person"),
)

asked = sa.Table(
    "asked",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("section"),
    _key("question"),
    _key("probe"),
    sa.Column("asked_at", UtcTime(), nullable=False),
    sa.Column("seq", sa.Integer(), nullable=False),
    # What the bot knew when it asked, shown to be confirmed.
    sa.Column("told", sa.JSON()),
)

answers = sa.Table(
    "answers",
    metadata,
    _key("team"),
    _key("channel"),
    _key("ts", length=32),
    _text("postmortem", length=64),
    _text("section", length=64),
    _text("question", length=64),
    _text("probe", length=64),
    _text("person", length=64),
    sa.Column("said_at", UtcTime(), nullable=False),
    _flag("skipped"),
    _flag("said_unknown"),
    # Its own words, where no kept message holds them (DM, form) or where the form changed them last.
    sa.Column("text", sa.Text()),
    _text("edit_ts", length=32),
    _flag("withdrawn"),
    _flag("confirms"),
    _text("way", length=8, default="thread"),
    # Empty, "facilitator" (read by `confidant` alone) or "unattributed".
    _text("privacy", length=16),
    _text("confidant", length=64),
    sa.Index("ix_answers_team_postmortem", "team", "postmortem"),
)

# Questions put to one person: follow-ups in a thread, questions by DM, those to be asked again later.
personal_questions = sa.Table(
    "personal_questions",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("person"),
    _key("section"),
    _key("question"),
    _key("probe"),
    _text("place", length=8),
    _text("state", length=12),
    sa.Column("seq", sa.Integer(), nullable=False),
    sa.Column("asked_at", UtcTime(), nullable=False),
    sa.Column("due_at", UtcTime()),
    sa.Column("told", sa.JSON()),
    sa.Index("ix_personal_questions_due", "due_at", "team"),
    sa.Index("ix_personal_questions_team_person", "team", "person"),
)

# Who was there, beyond what the timeline tells, and what each was asked and said about taking part.
participants = sa.Table(
    "participants",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("person"),
    _flag("added"),
    _flag("removed"),
    _text("role", length=64),
    sa.Column("invited_at", UtcTime()),
    sa.Column("declined_at", UtcTime()),
    _flag("named"),
    _flag("by_dm"),
    sa.Column("may_see", sa.Boolean()),
)

differences = sa.Table(
    "differences",
    metadata,
    _key("team"),
    _key("postmortem"),
    _key("first", length=100),
    _key("second", length=100),
    _flag("agree"),
    _text("made_by", length=64),
    sa.Column("made_at", UtcTime(), nullable=False),
)

action_items = sa.Table(
    "action_items",
    metadata,
    _key("team"),
    _key("id"),
    sa.Column("number", sa.Integer(), nullable=False),
    _text("postmortem", length=64),
    _text("text"),
    sa.Column("owner", sa.String(64)),
    sa.Column("due", sa.Date()),
    _text("kind", length=16),
    _text("priority", length=16),
    _text("state", length=16),
    _text("created_by", length=64),
    sa.Column("created_at", UtcTime(), nullable=False),
    sa.Column("source_channel", sa.String(64)),
    sa.Column("source_ts", sa.String(32)),
    sa.Column("closed_at", UtcTime()),
    sa.Column("closed_by", sa.String(64)),
    _text("evidence"),
    sa.Column("snoozed_until", sa.Date()),
    sa.Column("accepted_at", UtcTime()),
    _text("blocked_by"),
    _text("reason"),
    sa.Column("worked_at", UtcTime()),
    sa.Column("nudge_at", UtcTime()),
    sa.Column("planned_from", UtcTime()),
    sa.Column("nudged_on", sa.Date()),
    sa.Column("warned_at", UtcTime()),
    sa.Column("escalated_at", UtcTime()),
    sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
    _text("issue", length=64),
    _text("issue_url", length=512),
    _text("role", length=64),
    _text("role_name", length=64),
    sa.UniqueConstraint("team", "number"),
    sa.Index("ix_action_items_team_issue", "team", "issue"),
    sa.Index("ix_action_items_team_postmortem", "team", "postmortem"),
    # What a tick looks at: what is to be said next, however many items are done or wait for a later day.
    sa.Index(
        "ix_action_items_nudge_at",
        "team",
        "nudge_at",
        sqlite_where=sa.column("nudge_at").is_not(None),
        postgresql_where=sa.column("nudge_at").is_not(None),
    ),
    sa.Index("ix_action_items_team_owner", "team", "owner"),
)

item_moves = sa.Table(
    "item_moves",
    metadata,
    _key("team"),
    _key("item"),
    sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
    _text("what", length=16),
    _text("by", length=64),
    sa.Column("at", UtcTime(), nullable=False),
    _text("value"),
    _text("reason"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True),
    _text("team", length=64),
    _text("lane", length=64),
    _text("kind", length=24),
    _text("delivery", length=64),
    _text("ref", length=160),
    sa.Column("payload", sa.JSON(), nullable=False),
    _text("state", length=12, default="waiting"),
    sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("not_before", UtcTime(), nullable=False),
    sa.Column("leased_until", UtcTime()),
    _text("failure", length=255),
    sa.Column("created_at", UtcTime(), nullable=False),
    # Once a key was used (a nudge of a day, a welcome) its effect is never queued again.
    sa.UniqueConstraint("team", "delivery"),
    sa.Index(
        "ix_outbox_waiting",
        "lane",
        "id",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
)

sent = sa.Table(
    "sent",
    metadata,
    _key("team"),
    _key("ref", length=160),
    _text("channel", length=64),
    _text("ts", length=32),
    sa.Index("ix_sent_team_channel_ts", "team", "channel", "ts"),
)

# See bot.store.coaching.
coach_quiet = sa.Table("coach_quiet", metadata, _key("team"), _key("name", length=120))

wordings = sa.Table(
    "wordings",
    metadata,
    _key("team"),
    _key("channel"),
    _key("ts", length=32),
    _text("said", length=64),
    _text("text"),
)

counters = sa.Table(
    "counters",
    metadata,
    _key("team"),
    _key("name"),
    sa.Column("value", sa.Integer(), nullable=False),
)
