"""everyone heard: personal questions, participants, private answers, answers without a message"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0011"


def more() -> dict[str, tuple[sa.Column, ...]]:
    """The new columns by table; none of them is read by a release before this one."""
    return {
        "answers": (
            sa.Column("text", sa.Text(), nullable=True),
            sa.Column("edit_ts", sa.String(length=32), server_default="", nullable=False),
            sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("confirms", sa.Boolean(), server_default=sa.false(), nullable=False),
            sa.Column("way", sa.String(length=8), server_default="thread", nullable=False),
            sa.Column("privacy", sa.String(length=16), server_default="", nullable=False),
            sa.Column("confidant", sa.String(length=64), server_default="", nullable=False),
        ),
        "people": (
            sa.Column("title", sa.String(length=255), server_default="", nullable=False),
            sa.Column("outside", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        "postmortems": (
            sa.Column("template", sa.String(length=64), server_default="", nullable=False),
            sa.Column("facilitator", sa.String(length=64), server_default="", nullable=False),
        ),
        "asked": (sa.Column("told", sa.JSON(), nullable=True),),
    }


def upgrade() -> None:
    for table, columns in more().items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "personal_questions",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("section", sa.String(length=64), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("probe", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=8), server_default="", nullable=False),
        sa.Column("state", sa.String(length=12), server_default="", nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint(
            "team", "postmortem", "person", "section", "question", "probe", name=op.f("pk_personal_questions")
        ),
    )
    op.create_index("ix_personal_questions_due", "personal_questions", ["due_at", "team"])
    op.create_index("ix_personal_questions_team_person", "personal_questions", ["team", "person"])
    op.create_table(
        "participants",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("added", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("role", sa.String(length=64), server_default="", nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("by_dm", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("may_see", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("team", "postmortem", "person", name=op.f("pk_participants")),
    )
    op.create_table(
        "differences",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("first", sa.String(length=100), nullable=False),
        sa.Column("second", sa.String(length=100), nullable=False),
        sa.Column("agree", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("made_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "first", "second", name=op.f("pk_differences")),
    )


def downgrade() -> None:
    for table in ("differences", "participants", "personal_questions"):
        op.drop_table(table)
    for table, columns in more().items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
