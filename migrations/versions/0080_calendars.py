"""calendars of people's action items"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0075"


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("serial", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "person", name=op.f("pk_calendars")),
    )


def downgrade() -> None:
    op.drop_table("calendars")
