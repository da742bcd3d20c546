"""What the tables are made of."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str, *, length: int = 64) -> sa.Column[str]:
    """A part of the primary key."""
    return sa.Column(name, sa.String(length), primary_key=True)


def text(name: str, *, length: int | None = None, default: str = "") -> sa.Column[str]:
    """A text that is never missing; of any length where none is given."""
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, nullable=False, server_default=default)


def flag(name: str) -> sa.Column[bool]:
    """Yes or no; no unless said otherwise."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
