"""Action items know when they are looked at next, and remember what people did to them."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0001"

# "Plan it again": see bot.store.action_items.
AGAIN = datetime(1970, 1, 1, tzinfo=UTC)
TIMES = ("accepted_at", "worked_at", "nudge_at", "planned_from", "warned_at", "escalated_at")


def upgrade() -> None:
    op.create_table(
        "item_moves",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(16), server_default="", nullable=False),
        sa.Column("by", sa.String(64), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "item", "seq", name=op.f("pk_item_moves")),
    )
    op.drop_table("nudges")
    with op.batch_alter_table("action_items") as table:
        for name in TIMES:
            table.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("nudged_on", sa.Date(), nullable=True))
        for name in ("blocked_by", "reason"):
            table.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
        table.drop_index("ix_action_items_open_due")
    known = sa.text("nudge_at IS NOT NULL")
    op.create_index("ix_action_items_nudge_at", "action_items", ["team", "nudge_at"], sqlite_where=known, postgresql_where=known)
    op.create_index("ix_action_items_team_owner", "action_items", ["team", "owner"])
    with op.batch_alter_table("workspaces") as table:
        table.add_column(sa.Column("policy", sa.String(64), server_default="", nullable=False))
    times = (sa.column(name, sa.DateTime(timezone=True)) for name in ("nudge_at", "planned_from"))
    items = sa.table("action_items", *times, sa.column("state"), sa.column("owner"))
    followed = sa.and_(items.c.state == "open", items.c.owner.is_not(None))
    op.execute(sa.update(items).where(followed).values(nudge_at=AGAIN, planned_from=sa.func.now()))


def downgrade() -> None:
    with op.batch_alter_table("workspaces") as table:
        table.drop_column("policy")
    op.drop_index("ix_action_items_team_owner", "action_items")
    op.drop_index("ix_action_items_nudge_at", "action_items")
    with op.batch_alter_table("action_items") as table:
        for name in (*TIMES, "nudged_on", "blocked_by", "reason"):
            table.drop_column(name)
    is_open = sa.text("state = 'open'")
    op.create_index("ix_action_items_open_due", "action_items", ["due", "team"], sqlite_where=is_open, postgresql_where=is_open)
    op.create_table(
        "nudges",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("person", sa.String(64), server_default="", nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("team", "key", name=op.f("pk_nudges")),
    )
    op.drop_table("item_moves")
