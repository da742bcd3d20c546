"""Messages and the signals on them, in whatever order they arrive: the latest word of each counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.message import File, Message, MessageKind
from bot.store.revisions import Revisions, of_channel
from bot.store.search_marks import Stale
from bot.store.tables import channels, feeds, messages, postmortems, signals
from bot.store.upsert import INSERTS, insert, put

# Hardly any message has files: the database leaves the empty lists out, so that nobody has to read them.
FILES = sa.case((sa.cast(messages.c.files, sa.Text) == "[]", sa.null()), else_=messages.c.files)
NAMES = ("ts", "channel", "author", "text", "kind", "author_name", "thread_ts", "broadcast", "edit_ts")
READ = [*(messages.c[name] for name in NAMES), FILES]
KINDS = {kind.value: kind for kind in MessageKind}
# Put together once: every transaction that takes something in asks for it.
KEPT = sa.select(channels.c.kept).where(channels.c.team == sa.bindparam("team"), channels.c.channel == sa.bindparam("channel"))
Marks = Mapping[tuple[str, str], Sequence[str]]


class Messages:
    """The messages of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, revisions: Revisions, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._revisions = revisions
        self._stale = stale
        self._kept: dict[str, bool | None] = {}

    async def keep(self, message: Message, heard_at: datetime, edit_ts: str = "") -> None:
        """Store a message, or its newer wording. A second delivery, an older wording, and anything that
        comes after the deletion change nothing. `edit_ts` is the id of the edit, empty for the first wording."""
        statement = _newest_wording(self._db.dialect.name)
        if (await self._db.execute(statement, self._row(message, heard_at, edit_ts))).first() is not None:
            await self._revisions.rise(of_channel(message.channel))
            await self._stale.channel(message.channel, gone=bool(edit_ts))

    async def forget_text(self, channel: str, ts: str, heard_at: datetime) -> None:
        """Follow a deletion: the words are gone for good, the id stays so that a late copy cannot return."""
        gone = {"text": "", "author_name": "", "files": [], "deleted": True}
        row = {"team": self._team, "channel": channel, "ts": ts, "kind": MessageKind.SAID, "author": ""}
        await put(
            self._db,
            messages,
            {**row, **gone, "edit_ts": "", "heard_at": heard_at},
            keep=("author", "heard_at"),
        )
        await self._revisions.rise(of_channel(channel))
        await self._stale.channel(channel, gone=True)

    async def signal(self, channel: str, ts: str, kind: str, name: str, person: str, event_ts: str, removed: bool) -> None:
        """Note a reaction or a pin on a message, or that it was taken off; the later event wins."""
        row = {"team": self._team, "channel": channel, "ts": ts, "kind": kind, "name": name, "person": person}
        statement = insert(self._db, signals).values(**row, removed=removed, event_ts=event_ts)
        new, old = statement.excluded, signals.c
        later = sa.or_(new.event_ts > old.event_ts, sa.and_(new.event_ts == old.event_ts, new.removed != old.removed))
        noted = statement.on_conflict_do_update(
            index_elements=list(row), set_={"removed": new.removed, "event_ts": new.event_ts}, where=later
        )
        if (await self._db.execute(noted.returning(old.ts))).first() is not None:
            await self._revisions.rise(of_channel(channel))
            await self._stale.channel(channel)

    async def of(
        self,
        channel: str,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Message, ...]:
        """The living messages of a channel by time, with reactions and pins."""
        found = sa.select(*READ).where(self._mine(messages, channel), messages.c.deleted.is_(sa.false()))
        if since is not None:
            found = found.where(messages.c.ts >= f"{since.timestamp():.6f}")
        if until is not None:
            found = found.where(messages.c.ts <= f"{until.timestamp():.6f}")
        rows = (await self._db.execute(found.order_by(messages.c.ts))).all()
        marks = await self._marks(channel)
        return tuple([_message(row, marks.get(row[0])) for row in rows])

    async def named(self, channel: str, names: Collection[str]) -> tuple[Message, ...]:
        """The living ones among these messages of a channel."""
        found = sa.select(*READ).where(
            self._mine(messages, channel), messages.c.ts.in_(names), messages.c.deleted.is_(sa.false())
        )
        rows = (await self._db.execute(found)).all() if names else ()
        return tuple([_message(row, None) for row in rows])

    async def times(self, channel: str) -> tuple[str, ...]:
        """When something was said in a channel: the ids of its living messages, in order."""
        found = sa.select(messages.c.ts).where(self._mine(messages, channel), messages.c.deleted.is_(sa.false()))
        return tuple((await self._db.scalars(found.order_by(messages.c.ts))).all())

    async def one(self, channel: str, ts: str) -> Message | None:
        """One living message."""
        found = sa.select(*READ).where(self._mine(messages, channel), messages.c.ts == ts, messages.c.deleted.is_(sa.false()))
        row = (await self._db.execute(found)).first()
        return _message(row, None) if row else None

    async def authors_unknown(self, channel: str, known: frozenset[str]) -> tuple[str, ...]:
        """Who wrote in a channel and is not among the known people."""
        found = sa.select(messages.c.author).where(
            self._mine(messages, channel),
            messages.c.kind != MessageKind.ALERT,
            messages.c.deleted.is_(sa.false()),
        )
        authors = (await self._db.scalars(found.distinct())).all()
        return tuple(sorted(a for a in authors if a and a not in known))

    async def drop_before(self, moment: datetime) -> int:
        """Delete what was kept in channels that never had a postmortem and is older than the moment; how many."""
        dropped = (await self._db.scalars(self._old(messages, moment).returning(messages.c.channel))).all()
        await self._db.execute(self._old(signals, moment))
        for channel in set(dropped):
            await self._revisions.rise(of_channel(channel))
        return len(dropped)

    def _old(self, table: sa.Table, moment: datetime) -> sa.Delete:
        ours = sa.exists().where(postmortems.c.team == table.c.team, postmortems.c.channel == table.c.channel)
        fed = sa.exists().where(feeds.c.team == table.c.team, feeds.c.channel == table.c.channel)
        before = table.c.ts < f"{moment.timestamp():.6f}"
        return sa.delete(table).where(table.c.team == self._team, before, sa.not_(ours), sa.not_(fed))

    async def is_kept(self, channel: str) -> bool | None:
        """Whether messages of this channel are kept; None where the channel is not known yet."""
        # Asked for every message, and one transaction may take in many: asked once in each.
        if channel not in self._kept:
            self._kept[channel] = await self._db.scalar(KEPT, {"team": self._team, "channel": channel})
        return self._kept[channel]

    def _mine(self, table: sa.Table, channel: str) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.team == self._team, table.c.channel == channel)

    def _row(self, message: Message, heard_at: datetime, edit_ts: str) -> dict[str, Any]:
        return {
            "team": self._team,
            "channel": message.channel,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "kind": message.kind.value,
            "author": message.author,
            "author_name": message.author_name,
            "text": message.text,
            "files": [asdict(f) for f in message.files],
            "broadcast": message.broadcast,
            "edit_ts": edit_ts,
            "heard_at": heard_at,
        }

    async def _marks(self, channel: str) -> Mapping[str, Marks]:
        columns = (signals.c.ts, signals.c.kind, signals.c.name, signals.c.person, signals.c.removed)
        found = sa.select(*columns).where(self._mine(signals, channel)).order_by(signals.c.event_ts)
        marks: dict[str, dict[tuple[str, str], list[str]]] = defaultdict(lambda: defaultdict(list))
        for ts, kind, name, person, removed in (await self._db.execute(found)).all():
            if kind == "pin":
                # A message is pinned once, and anybody may unpin it: the last word counts, whoever had it.
                marks[ts][kind, name] = [] if removed else [person]
            elif not removed:
                marks[ts][kind, name].append(person)
        return marks


@cache
def _newest_wording(dialect: str) -> sa.Executable:
    """Built once, as it runs for every message: insert, or take over a newer wording."""
    statement = INSERTS[dialect](messages)
    old, new = messages.c, statement.excluded
    newer = sa.and_(old.deleted.is_(sa.false()), new.edit_ts > old.edit_ts)
    fresh = {name: new[name] for name in ("kind", "author", "author_name", "text", "files", "edit_ts", "broadcast")}
    return statement.on_conflict_do_update(index_elements=["team", "channel", "ts"], set_=fresh, where=newer).returning(old.ts)


def _message(row: Any, marks: Marks | None) -> Message:
    # Runs for every message of a long channel: by position, and nothing is built that most messages do not have.
    ts, channel, author, text, kind, author_name, thread_ts, broadcast, edit_ts, files = row
    found = marks or {}
    return Message(
        channel=channel,
        ts=ts,
        author=author,
        text=text,
        kind=KINDS[kind],
        author_name=author_name,
        thread_ts=thread_ts,
        broadcast=broadcast,
        edited_at=datetime.fromtimestamp(float(edit_ts), UTC) if edit_ts else None,
        reactions={name: tuple(by) for (what, name), by in found.items() if what == "reaction"},
        pinned_by=tuple([by for (what, _), people in found.items() if what == "pin" for by in people]),
        files=tuple([File(**f) for f in files]) if files else (),
    )
