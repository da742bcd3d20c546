"""editions of a report's sections"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"


def upgrade() -> None:
    op.create_table(
        "editions",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "section", "version", name=op.f("pk_editions")),
    )


def downgrade() -> None:
    op.drop_table("editions")
