"""what people said of contributing factors"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"


def upgrade() -> None:
    op.create_table(
        "factor_tags",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("factor", sa.String(length=64), nullable=False),
        sa.Column("accepted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "factor", name=op.f("pk_factor_tags")),
    )
    op.create_index("ix_factor_tags_team_factor", "factor_tags", ["team", "factor"])


def downgrade() -> None:
    op.drop_index("ix_factor_tags_team_factor", table_name="factor_tags")
    op.drop_table("factor_tags")
