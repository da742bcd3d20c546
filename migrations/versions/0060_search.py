"""full text over postmortems: FTS5 in SQLite, tsvector in PostgreSQL; those that exist are read in by the next ticks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0050"

# Words come in already taken apart by bot.domain.search_words: this tokenizer splits at spaces and leaves the rest alone.
FTS5 = "CREATE VIRTUAL TABLE search_words USING fts5(title, body, tokenize = 'ascii', prefix = '2 3')"
TSVECTOR = """CREATE TABLE search_words (
    team varchar(64) NOT NULL, postmortem varchar(64) NOT NULL, id bigint NOT NULL,
    titles tsvector NOT NULL, words tsvector NOT NULL, body text NOT NULL,
    CONSTRAINT pk_search_words PRIMARY KEY (team, postmortem)
)"""
EXISTING = (
    "INSERT INTO search_index (team, postmortem, id) SELECT team, id, row_number() OVER (ORDER BY created_at, id) FROM postmortems",
    "INSERT INTO search_stale (team, postmortem, mark) SELECT team, id, 1 FROM postmortems",
)


def upgrade() -> None:
    op.create_table(
        "search_texts",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.String(length=64), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", "seq", name=op.f("pk_search_texts")),
    )
    op.create_table(
        "search_index",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("indexed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("team", "postmortem", name=op.f("pk_search_index")),
    )
    op.create_index("ix_search_index_id", "search_index", ["id"])
    op.create_table(
        "search_stale",
        sa.Column("team", sa.String(length=64), nullable=False),
        sa.Column("postmortem", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team", "postmortem", name=op.f("pk_search_stale")),
    )
    op.create_index("ix_postmortems_team_channel", "postmortems", ["team", "channel"])
    for statement in EXISTING:
        op.execute(statement)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
        return
    op.execute(TSVECTOR)
    for column in ("titles", "words"):
        # Without the list of what waits to be sorted in: who searches right after a change would read all of it.
        op.execute(f"CREATE INDEX ix_search_words_{column} ON search_words USING gin ({column}) WITH (fastupdate = off)")


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
    op.drop_index("ix_postmortems_team_channel", "postmortems")
    for name in ("search_stale", "search_index", "search_texts"):
        op.drop_table(name)
