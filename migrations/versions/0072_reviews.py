"""reviews, remarks, and the moves of a postmortem"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0070"


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=16), server_default="waiting", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("of", sa.String(length=64), server_default="", nullable=False),
        sa.Column("changed_to", sa.String(length=64), server_default="", nullable=False),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "reviewer", name=op.f("pk_reviews")),
    )
    op.create_table(
        "remarks",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=64), server_default="", nullable=False),
        sa.Column("by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String(length=64), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "id", name=op.f("pk_remarks")),
    )
    op.create_table(
        "status_moves",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(length=16), server_default="", nullable=False),
        sa.Column("made_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "version", name=op.f("pk_status_moves")),
    )


def downgrade() -> None:
    op.drop_table("status_moves")
    op.drop_table("remarks")
    op.drop_table("reviews")
