"""Where the coach keeps quiet, and accepted wording of answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "coach_quiet",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("team", "name", name=op.f("pk_coach_quiet")),
    )
    op.create_table(
        "wordings",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=32), nullable=False),
        sa.Column("said", sa.String(length=64), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "ts", name=op.f("pk_wordings")),
    )


def downgrade() -> None:
    op.drop_table("wordings")
    op.drop_table("coach_quiet")
