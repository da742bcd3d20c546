"""issues in a tracker beside action items"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0080"


def upgrade() -> None:
    op.create_table(
        "tracked_issues",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("mark", sa.String(length=36), server_default="", nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("told", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("trouble", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "item", name=op.f("pk_tracked_issues")),
    )
    op.create_index("ix_tracked_issues_team_looked_at", "tracked_issues", ["team", "looked_at"])
    op.create_table(
        "tracker_accounts",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=128), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name=op.f("pk_tracker_accounts")),
        sa.UniqueConstraint("team", "account", name=op.f("uq_tracker_accounts_team_account")),
    )
    with op.batch_alter_table("action_items") as items:
        items.add_column(sa.Column("issue", sa.String(length=64), server_default="", nullable=False))
        items.add_column(sa.Column("issue_url", sa.String(length=512), server_default="", nullable=False))
    op.create_index("ix_action_items_team_issue", "action_items", ["team", "issue"])


def downgrade() -> None:
    op.drop_index("ix_action_items_team_issue", "action_items")
    with op.batch_alter_table("action_items") as items:
        items.drop_column("issue_url")
        items.drop_column("issue")
    op.drop_table("tracker_accounts")
    op.drop_table("tracked_issues")
