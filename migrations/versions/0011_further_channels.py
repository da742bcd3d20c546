"""further channels of a postmortem, and who is in those that are private"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "channel", name=op.f("pk_feeds")),
    )
    op.create_index("ix_feeds_team_channel", "feeds", ["team", "channel"])
    op.create_table(
        "members",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "person", name=op.f("pk_members")),
    )


def downgrade() -> None:
    op.drop_table("members")
    op.drop_index("ix_feeds_team_channel", table_name="feeds")
    op.drop_table("feeds")
