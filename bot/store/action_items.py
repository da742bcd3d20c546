"""Action items, what people did to them, and which of them are due to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.action_item import ActionItem, ItemKind, ItemMove, ItemState, Move, Priority
from bot.domain.postmortem import Severity, Status
from bot.store.counters import next_number
from bot.store.search_marks import Stale
from bot.store.tables import action_items, item_moves, people, postmortems
from bot.store.upsert import add_once

SAME = [
    "id",
    "number",
    "postmortem",
    "text",
    "created_by",
    "created_at",
    "owner",
    "due",
    "closed_at",
    "closed_by",
    "evidence",
    "snoozed_until",
    "accepted_at",
    "blocked_by",
    "reason",
    "worked_at",
    "nudge_at",
    "planned_from",
    "nudged_on",
    "warned_at",
    "escalated_at",
    "version",
    "issue",
    "issue_url",
    "role",
    "role_name",
]
# Which issue it has is set for itself, so that nobody who changes the item meanwhile takes it away.
ISSUE = ("issue", "issue_url")
# When it is looked at next, and what its owner was told: what a tick writes.
PLAN = ("nudge_at", "planned_from", "nudged_on", "warned_at", "escalated_at")
# Where the parts of an item stand in a row, in the order in which an item takes them: a lookup by name, thirty times a row,
# takes longer than the query. Of its source it is the time, and the channel comes last.
FIELDS = [field.name for field in fields(ActionItem)]
COLUMNS = [*("source_ts" if name == "source" else name for name in FIELDS), "source_channel"]
PARTS = itemgetter(*map(action_items.c.keys().index, COLUMNS))
KIND, PRIORITY, STATE, SOURCE = map(FIELDS.index, ("kind", "priority", "state", "source"))
# What each word of a row stands for: a look into a table, as asking the enumeration takes four times as long.
KINDS, PRIORITIES = {k.value: k for k in ItemKind}, {p.value: p for p in Priority}
STATES, SEVERITIES = {s.value: s for s in ItemState}, {s.value: s for s in Severity}
# The moment that stands for "plan this again": long past, so that a tick finds it first.
AGAIN = datetime(1970, 1, 1, tzinfo=UTC)

SAME_POSTMORTEM = sa.and_(postmortems.c.team == action_items.c.team, postmortems.c.id == action_items.c.postmortem)
FOLLOWED = sa.select(action_items, postmortems.c.severity, postmortems.c.lead).join(postmortems, SAME_POSTMORTEM)
# What a tick asks is put together once: that takes as long as asking it.
DUE = sa.and_(
    action_items.c.team == sa.bindparam("team"),
    action_items.c.nudge_at <= sa.bindparam("now"),
    action_items.c.nudge_at > AGAIN,
    action_items.c.owner.is_not(None),
)
ALL_DUE = FOLLOWED.where(DUE).order_by(action_items.c.nudge_at).limit(1000)
FIRST_DUE = sa.select(action_items.c.owner).where(DUE).order_by(action_items.c.nudge_at).limit(sa.bindparam("limit")).subquery()
# As an array it is worked out first; else PostgreSQL reads all people to compare them.
THEIR_OWNERS = sa.any_(sa.func.array(sa.select(FIRST_DUE.c.owner).scalar_subquery()))
HOLD_THEIR_OWNERS = (
    sa.select(people.c.person)
    .where(people.c.team == sa.bindparam("team"), people.c.person == THEIR_OWNERS)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Followed:
    """An item with what its plan depends on, and who leads its postmortem."""

    item: ActionItem
    severity: Severity
    lead: str


class ActionItems:
    """The action items of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._stale = stale

    async def next_number(self) -> int:
        """A number that no action item of the workspace had before."""
        return await next_number(self._db, self._team, "action_item")

    async def add(self, item: ActionItem) -> bool:
        """Store a new item; False where its id is there already."""
        await self._stale.postmortem(item.postmortem)
        return await add_once(self._db, action_items, self._row(item))

    async def save(self, item: ActionItem, version: int, *, plan: bool = True) -> bool:
        """Store the present state, unless somebody changed the one of that version meanwhile; tells whether it went in.
        Where the plan did not change, that of a tick at the same moment stays."""
        await self._stale.postmortem(item.postmortem)
        a = action_items.c
        which = sa.and_(a.team == self._team, a.id == item.id, a.version == version)
        left = ISSUE if plan else (*ISSUE, *PLAN)
        row = {name: value for name, value in self._row(item).items() if name not in left}
        saved = sa.update(action_items).where(which).values(**row).returning(a.id)
        return (await self._db.execute(saved)).first() is not None

    async def get(self, item_id: str) -> ActionItem | None:
        """The item with that id."""
        return await self._first(action_items.c.id == item_id)

    async def numbered(self, number: int) -> ActionItem | None:
        """The item with that number."""
        return await self._first(action_items.c.number == number)

    async def of(self, postmortem: str) -> tuple[ActionItem, ...]:
        """The items of a postmortem, oldest first."""
        return await self._all(action_items.c.postmortem == postmortem)

    async def owned_by(self, person: str) -> tuple[ActionItem, ...]:
        """Somebody's open items, but for those of cancelled postmortems."""
        cancelled = sa.select(postmortems.c.id).where(postmortems.c.team == self._team, postmortems.c.status == Status.CANCELLED)
        a = action_items.c
        return await self._all(sa.and_(a.owner == person, a.state == ItemState.OPEN, a.postmortem.not_in(cancelled)))

    async def roles(self) -> tuple[str, ...]:
        """The roles that own open items."""
        a = action_items.c
        found = sa.select(a.role).where(a.team == self._team, a.state == ItemState.OPEN, a.role != "").distinct()
        return tuple((await self._db.scalars(found)).all())

    async def of_role(self, role: str) -> tuple[ActionItem, ...]:
        """The open items of a role."""
        a = action_items.c
        return await self._all(sa.and_(a.role == role, a.state == ItemState.OPEN))

    async def with_issue(self, ref: str) -> tuple[ActionItem, ...]:
        """The items that have that issue."""
        return await self._all(action_items.c.issue == ref)

    async def put_issue(self, item: str, ref: str, url: str) -> None:
        """From now on the item has this issue; none where it is empty."""
        a = action_items.c
        changed = sa.update(action_items).where(a.team == self._team, a.id == item).values(issue=ref, issue_url=url)
        await self._db.execute(changed)

    async def note(self, item: str, move: Move) -> None:
        """Keep what somebody did to an item."""
        last = sa.select(sa.func.max(item_moves.c.seq)).where(item_moves.c.team == self._team, item_moves.c.item == item)
        row = {"team": self._team, "item": item, "seq": (await self._db.scalar(last) or 0) + 1, "what": move.what.value}
        more = {"by": move.by, "at": move.at, "value": move.value, "reason": move.reason}
        await self._db.execute(sa.insert(item_moves).values(**row, **more))

    async def history(self, item: str) -> tuple[Move, ...]:
        """What was done to an item, oldest first."""
        found = sa.select(item_moves).where(item_moves.c.team == self._team, item_moves.c.item == item)
        rows = (await self._db.execute(found.order_by(item_moves.c.seq))).mappings().all()
        return tuple(Move(ItemMove(r["what"]), r["by"], r["at"], r["value"], r["reason"]) for r in rows)

    async def leads(self) -> tuple[str, ...]:
        """Who leads a postmortem that has open items."""
        p, a = postmortems.c, action_items.c
        same = sa.and_(p.team == a.team, p.id == a.postmortem)
        found = sa.select(p.lead).join(action_items, same).where(p.team == self._team, a.state == ItemState.OPEN, p.lead != "")
        found = found.where(p.status != Status.CANCELLED)
        return tuple((await self._db.scalars(found.distinct().order_by(p.lead))).all())

    async def led_by(self, lead: str) -> tuple[ActionItem, ...]:
        """The items of the postmortems that somebody leads, but for cancelled ones."""
        led = sa.and_(postmortems.c.lead == lead, postmortems.c.status != Status.CANCELLED)
        found = await self._followed(sa.and_(action_items.c.team == self._team, led))
        return tuple(f.item for f in found)

    async def coming(self, limit: int = 100) -> tuple[ActionItem, ...]:
        """What is looked at next, the nearest first."""
        a = action_items.c
        found = sa.select(action_items).where(a.team == self._team, a.nudge_at > AGAIN).order_by(a.nudge_at).limit(limit)
        return tuple(item_of(r) for r in await self._db.execute(found))

    async def claim_due(self, now: datetime, limit: int = 100) -> tuple[Followed, ...]:
        """What is due, the longest due first, of the owners of at least so many items, held for this transaction: another
        process that ticks at the same moment passes these owners by, so that nobody gets two messages."""
        asked = {"team": self._team, "now": now}
        if self._db.dialect.name == "sqlite":  # it locks no rows: whoever writes has the database for itself
            return _followed_in(await self._db.execute(ALL_DUE, asked))
        held = set(await self._db.scalars(HOLD_THEIR_OWNERS, {**asked, "limit": limit}))
        # Looked up after it: whoever had them before may have changed what is theirs.
        found = _followed_in(await self._db.execute(ALL_DUE, asked)) if held else ()
        return tuple(f for f in found if f.item.owner in held)

    async def due_of(self, owner: str, now: datetime) -> tuple[Followed, ...]:
        """All that is due of one owner, held in the same way."""
        a = action_items.c
        due = sa.and_(a.team == self._team, a.owner == owner, a.nudge_at <= now, a.nudge_at > AGAIN)
        held = sa.select(people.c.person).where(people.c.team == self._team, people.c.person == owner)
        is_held = await self._db.scalar(held.with_for_update(skip_locked=True)) is not None
        return await self._followed(due) if is_held else ()

    async def to_plan(self, limit: int = 500) -> tuple[Followed, ...]:
        """Items whose next moment has to be worked out again."""
        a = action_items.c
        return await self._followed(sa.and_(a.team == self._team, a.nudge_at == AGAIN), limit, lock=True)

    async def plan_again(self, now: datetime, *, owner: str = "", planned_from: datetime | None = None) -> None:
        """Have the plan of what waits for a later day worked out again, of everybody or of one owner: from a given
        moment on, or from the one from which it was worked out before. What was put off stays owed."""
        a = action_items.c
        whose = a.owner == owner if owner else sa.true()
        which = sa.and_(a.team == self._team, a.nudge_at > now, a.planned_from.is_not(None), whose)
        fresh = {"planned_from": planned_from} if planned_from else {}
        await self._db.execute(sa.update(action_items).where(which).values(nudge_at=AGAIN, **fresh))

    async def let_rest(self, postmortem: str) -> None:
        """Look at the items of a postmortem no more."""
        await self._db.execute(self._of(postmortem).values(nudge_at=None))

    async def follow_again(self, postmortem: str, now: datetime) -> None:
        """Have their plan worked out again, from now on."""
        await self._db.execute(self._of(postmortem).values(nudge_at=AGAIN, planned_from=now))

    def _of(self, postmortem: str) -> sa.Update:
        a = action_items.c
        return sa.update(action_items).where(a.team == self._team, a.postmortem == postmortem)

    async def look_now(self, owner: str, now: datetime) -> None:
        """Have the open items of somebody looked at at once."""
        a = action_items.c
        which = sa.and_(a.team == self._team, a.owner == owner, a.state == ItemState.OPEN)
        await self._db.execute(sa.update(action_items).where(which).values(nudge_at=now))

    async def put_plans(self, items: Sequence[ActionItem]) -> None:
        """Store when each of them is looked at next, and what its owner was told."""
        if not items:
            return
        a = action_items.c
        which = sa.and_(a.team == self._team, a.id == sa.bindparam("item"))
        rows = [{"item": i.id, **{f"new_{n}": getattr(i, n) for n in PLAN}} for i in items]
        values = {n: sa.bindparam(f"new_{n}", type_=a[n].type) for n in PLAN}
        await self._db.execute(sa.update(action_items).where(which).values(**values), rows)

    async def put_off(self, item: str, until: datetime) -> None:
        """Look at an item at another moment; what its owner was to be told has not been said."""
        a = action_items.c
        which = sa.and_(a.team == self._team, a.id == item)
        wiped = dict.fromkeys(("warned_at", "planned_from", "nudged_on"))
        await self._db.execute(sa.update(action_items).where(which).values(**wiped, nudge_at=until))

    async def _followed(self, which: sa.ColumnElement[bool], limit: int = 1000, *, lock: bool = False) -> tuple[Followed, ...]:
        found = FOLLOWED.where(which).order_by(action_items.c.number).limit(limit)
        if lock:
            found = found.with_for_update(of=action_items, skip_locked=True)
        return _followed_in(await self._db.execute(found))

    async def _first(self, which: sa.ColumnElement[bool]) -> ActionItem | None:
        found = sa.select(action_items).where(action_items.c.team == self._team, which)
        row = (await self._db.execute(found)).first()
        return item_of(row) if row else None

    async def _all(self, which: sa.ColumnElement[bool], limit: int = 1000) -> tuple[ActionItem, ...]:
        found = sa.select(action_items).where(action_items.c.team == self._team, which)
        return tuple(item_of(r) for r in await self._db.execute(found.order_by(action_items.c.number).limit(limit)))

    def _row(self, item: ActionItem) -> dict[str, Any]:
        channel, ts = item.source or (None, None)
        enums = {"kind": item.kind.value, "priority": item.priority.value, "state": item.state.value}
        same = {name: getattr(item, name) for name in SAME}
        return {"team": self._team, **same, **enums, "source_channel": channel, "source_ts": ts}


def _followed_in(rows: Iterable[sa.Row[Any]]) -> tuple[Followed, ...]:
    return tuple(Followed(item_of(r), SEVERITIES[r.severity], r.lead) for r in rows)


def item_of(row: sa.Row[Any]) -> ActionItem:
    """The item that a row of `action_items` holds; what else the row has stands behind it."""
    *parts, channel = PARTS(row)
    parts[KIND] = KINDS[parts[KIND]]
    parts[PRIORITY] = PRIORITIES[parts[PRIORITY]]
    parts[STATE] = STATES[parts[STATE]]
    parts[SOURCE] = (channel, parts[SOURCE]) if parts[SOURCE] else None
    return ActionItem(*parts)
