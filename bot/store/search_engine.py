"""The database's own full-text engine: FTS5 in SQLite, tsvector with GIN in PostgreSQL.

Both are given words that are taken apart already (`bot.domain.search_words`), so that they find the same. They differ in
how they rank what they found (bm25, cover density), never in what that is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.search_words import BREAK, Term
from bot.domain.searchable import Indexed
from bot.store.search_tables import search_index

# Of so many that match only the newest are ranked: ranking is what takes time, and who finds more needs more words.
MOST_RANKED, MOST_TITLES = 300, 200
# A word in the title counts as so many in the text.
TITLE_WEIGHT = 8.0
# PostgreSQL keeps so many places of a word, and none beyond that one.
MOST_PLACES, LAST_PLACE = 200, 16_000


class Engine(Protocol):
    """What both engines do."""

    async def put(self, team: str, postmortem: str, rowid: int, words: Indexed) -> None:
        """Keep the words in place of those before."""

    async def drop(self, team: str, postmortems: Sequence[str]) -> None:
        """Forget the words."""

    def found(self, visible: sa.Select[Any], wanted: Sequence[Term]) -> sa.Select[Any]:
        """The ids of the postmortems among the visible ones that have all terms, the best one first. `visible` selects
        `search_index.c.postmortem` and `search_index.c.id` of those."""


def engine_of(connection: AsyncConnection) -> Engine:
    """The one of the connection's database."""
    return Fts5(connection) if connection.dialect.name == "sqlite" else TsVector(connection)


class Fts5:
    """SQLite's. Its rows are found by number alone: that of `search_index`."""

    WORDS = sa.table("search_words", sa.column("rowid"), sa.column("title"), sa.column("body"))

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def put(self, team: str, postmortem: str, rowid: int, words: Indexed) -> None:
        await self.drop(team, [postmortem])
        await self._db.execute(sa.insert(self.WORDS).values(rowid=rowid, title=words.title, body=words.body))

    async def drop(self, team: str, postmortems: Sequence[str]) -> None:
        mine = sa.select(search_index.c.id).where(search_index.c.team == team, search_index.c.postmortem.in_(postmortems))
        await self._db.execute(sa.delete(self.WORDS).where(self.WORDS.c.rowid.in_(mine)))

    def found(self, visible: sa.Select[Any], wanted: Sequence[Term]) -> sa.Select[Any]:
        query = " AND ".join(self._term(t) for t in wanted)
        newest = self._newest(visible, query, MOST_RANKED)
        titled = self._newest(visible, f"{{title}} : ({query})", MOST_TITLES)
        some = sa.union(sa.select(newest), sa.select(titled)).cte("some")
        # The plus keeps SQLite from asking the engine anew for each row.
        ranked = (
            sa.select(search_index.c.postmortem)
            .select_from(self.WORDS)
            .join(search_index, search_index.c.id == self.WORDS.c.rowid)
            .where(self._match(query), sa.literal_column("+search_words.rowid").in_(sa.select(some.c.id)))
        )
        rank: sa.ColumnElement[float] = sa.literal_column(f"bm25(search_words, {TITLE_WEIGHT}, 1.0)")
        return ranked.order_by(rank, search_index.c.id.desc())

    def _newest(self, visible: sa.Select[Any], query: str, limit: int) -> sa.Subquery:
        rows = visible.join(self.WORDS, self.WORDS.c.rowid == search_index.c.id).where(self._match(query))
        return rows.with_only_columns(search_index.c.id).order_by(self.WORDS.c.rowid.desc()).limit(limit).subquery()

    def _match(self, query: str) -> sa.ColumnElement[bool]:
        return sa.literal_column("search_words").op("MATCH")(sa.bindparam(None, query, sa.String()))

    def _term(self, term: Term) -> str:
        return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


class TsVector:
    """PostgreSQL's, given its vectors as it prints them: its parser would take names and numbers apart in its own way."""

    WORDS = sa.table("search_words", *(sa.column(n) for n in ("team", "postmortem", "id", "titles", "words", "body")))

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection

    async def put(self, team: str, postmortem: str, rowid: int, words: Indexed) -> None:
        title, body = words.title.split(), words.body.split()
        row = {
            "team": team,
            "postmortem": postmortem,
            "id": rowid,
            "titles": sa.cast(_vector((w, "") for w in title), _Kind("tsvector")),
            "words": sa.cast(_vector((*((w, "A") for w in title), *((w, "") for w in body))), _Kind("tsvector")),
            # For words in a row: places end with LAST_PLACE.
            "body": f" {words.title} {BREAK} {words.body} ",
        }
        await self.drop(team, [postmortem])
        await self._db.execute(sa.insert(self.WORDS).values(row))

    async def drop(self, team: str, postmortems: Sequence[str]) -> None:
        w = self.WORDS.c
        await self._db.execute(sa.delete(self.WORDS).where(w.team == team, w.postmortem.in_(postmortems)))

    def found(self, visible: sa.Select[Any], wanted: Sequence[Term]) -> sa.Select[Any]:
        w = self.WORDS.c
        query = sa.cast(" & ".join(f"'{word}'{':*' if last else ''}" for word, last in _each(wanted)), _Kind("tsquery"))
        rows = [self._row(t) for t in wanted if len(t.words) > 1]
        same = sa.and_(w.team == search_index.c.team, w.postmortem == search_index.c.postmortem)
        match = visible.join(self.WORDS, same).with_only_columns(w.team, w.postmortem, w.id)
        newest = match.where(w.words.op("@@")(query), *rows).order_by(w.id.desc()).limit(MOST_RANKED).subquery()
        titled = match.where(w.titles.op("@@")(query), *rows).order_by(w.id.desc()).limit(MOST_TITLES).subquery()
        some = sa.union(sa.select(newest), sa.select(titled)).subquery("some")
        # Weights of D, C, B, A; 1: a long text is no better for being long.
        weights = sa.text(f"'{{{1 / TITLE_WEIGHT}, 0, 0, 1}}'::float4[]")
        rank = sa.func.ts_rank_cd(weights, w.words, query, 1)
        ranked = sa.select(some.c.postmortem).join(self.WORDS, sa.and_(w.team == some.c.team, w.postmortem == some.c.postmortem))
        return ranked.order_by(rank.desc(), some.c.id.desc())

    def _row(self, term: Term) -> sa.ColumnElement[bool]:
        return self.WORDS.c.body.like(f"% {' '.join(term.words)}{'' if term.prefix else ' '}%")


class _Kind(sa.types.UserDefinedType[str]):
    """A kind of value that only PostgreSQL knows."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_kw: object) -> str:
        return self.name


def _each(wanted: Sequence[Term]) -> Iterable[tuple[str, bool]]:
    for term in wanted:
        for number, word in enumerate(term.words, 1):
            yield word, term.prefix and number == len(term.words)


def _vector(words: Iterable[tuple[str, str]]) -> str:
    """The words with their places, as PostgreSQL prints them. They are letters and digits, so nothing needs escaping."""
    places: dict[str, list[str]] = defaultdict(list)
    for at, (word, weight) in enumerate(words, 1):
        if word != BREAK:
            places[word].append(f"{min(at, LAST_PLACE)}{weight}")
    return " ".join(f"'{word}':{','.join(islice(dict.fromkeys(at), MOST_PLACES))}" for word, at in places.items())
