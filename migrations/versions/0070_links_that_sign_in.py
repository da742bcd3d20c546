"""links that sign somebody in, once"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0060"


def upgrade() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), server_default="", nullable=False),
        sa.Column("goes_to", sa.Text(), server_default="", nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "id", name=op.f("pk_sign_ins")),
    )
    op.create_index("ix_sign_ins_until", "sign_ins", ["until"])


def downgrade() -> None:
    op.drop_table("sign_ins")
