"""reports that are kept in a place outside"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0088"
down_revision = "0087"


def upgrade() -> None:
    op.create_table(
        "published_reports",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(length=256), server_default="", nullable=False),
        sa.Column("url", sa.String(length=2048), server_default="", nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("trouble", sa.String(length=32), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "place", name=op.f("pk_published_reports")),
    )


def downgrade() -> None:
    op.drop_table("published_reports")
