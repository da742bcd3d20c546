"""action items that belong to whoever is behind a role"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"


def upgrade() -> None:
    with op.batch_alter_table("action_items") as items:
        items.add_column(sa.Column("role", sa.String(length=64), server_default="", nullable=False))
        items.add_column(sa.Column("role_name", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("action_items") as items:
        items.drop_column("role_name")
        items.drop_column("role")
