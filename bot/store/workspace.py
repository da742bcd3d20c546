"""What is known of the workspace itself: its address, its channels, its people. All learned from Slack, none typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.message import Person
from bot.store.revisions import PEOPLE, Revisions
from bot.store.search_marks import Stale
from bot.store.tables import channels, members, people, workspaces
from bot.store.upsert import add_once, put


@dataclass(frozen=True, slots=True)
class Home:
    """The workspace: its address, and who the bot is there."""

    url: str = ""
    name: str = ""
    bot_user: str = ""
    bot_id: str = ""


HOME = sa.select(workspaces.c.url, workspaces.c.name, workspaces.c.bot_user, workspaces.c.bot_id).where(
    workspaces.c.team == sa.bindparam("team")
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as last learned. `kept`: its messages are stored; `read_to`: history was read up to this ts."""

    channel: str
    name: str = ""
    purpose: str = ""
    private: bool = False
    member: bool = False
    archived: bool = False
    incident_like: bool = False
    kept: bool = False
    read_to: str = ""


class Workspace:
    """The directory of one workspace."""

    def __init__(self, connection: AsyncConnection, team: str, revisions: Revisions, stale: Stale) -> None:
        self._db = connection
        self._team = team
        self._revisions = revisions
        self._stale = stale
        self._home: Home | None = None

    async def home(self) -> Home:
        """What is known of the workspace; empty before the first contact. Asked once in a transaction."""
        self._home = self._home or await self._read_home()
        return self._home

    async def _read_home(self) -> Home:
        row = (await self._db.execute(HOME, {"team": self._team})).mappings().first()
        return Home(**row) if row else Home()

    async def set_home(self, home: Home, now: datetime) -> None:
        """Remember who we are."""
        self._home = None
        await put(self._db, workspaces, {"team": self._team, **asdict(home), "checked_at": now})

    async def policy(self) -> str:
        """Which policy reminders are planned by: its fingerprint, empty where none was noted yet."""
        return (await self._db.scalar(sa.select(workspaces.c.policy).where(workspaces.c.team == self._team))) or ""

    async def set_policy(self, fingerprint: str) -> None:
        """Remember the policy that reminders are planned by from now on."""
        await self._db.execute(sa.update(workspaces).where(workspaces.c.team == self._team).values(policy=fingerprint))

    async def channel(self, channel: str) -> Channel | None:
        """A channel; None where it was never looked at."""
        found = sa.select(channels).where(channels.c.team == self._team, channels.c.channel == channel)
        row = (await self._db.execute(found)).mappings().first()
        return Channel(**{k: v for k, v in row.items() if k != "team"}) if row else None

    async def channel_named(self, name: str) -> Channel | None:
        """A channel by the name that we know it under."""
        found = sa.select(channels).where(channels.c.team == self._team, channels.c.name == name.lower())
        row = (await self._db.execute(found.limit(1))).mappings().first()
        return Channel(**{k: v for k, v in row.items() if k != "team"}) if row else None

    async def channels_kept(self) -> tuple[Channel, ...]:
        """The channels whose messages are stored and which can still be read."""
        found = sa.select(channels).where(
            channels.c.team == self._team,
            channels.c.kept,
            channels.c.member,
            channels.c.archived.is_(sa.false()),
        )
        rows = (await self._db.execute(found.order_by(channels.c.channel))).mappings().all()
        return tuple(Channel(**{k: v for k, v in row.items() if k != "team"}) for row in rows)

    async def put_channel(self, channel: Channel) -> None:
        """Remember a channel."""
        known = await self.channel(channel.channel)
        if known is None or known.private != channel.private:
            await self._stale.channel(channel.channel, gone=True)  # who may read what is drawn from it is another matter now
        await put(self._db, channels, {"team": self._team, **asdict(channel)})

    async def set_members(self, channel: str, people_ids: Iterable[str]) -> None:
        """Who is in a private channel: these, and nobody else."""
        await self._db.execute(sa.delete(members).where(members.c.team == self._team, members.c.channel == channel))
        rows = [{"team": self._team, "channel": channel, "person": p} for p in dict.fromkeys(people_ids)]
        if rows:
            await self._db.execute(sa.insert(members), rows)

    async def joined(self, channel: str, person: str) -> None:
        """Somebody came into a channel whose members are known."""
        if await self._db.scalar(sa.select(members.c.person).where(self._in(channel)).limit(1)):
            await put(self._db, members, {"team": self._team, "channel": channel, "person": person})

    async def left(self, channel: str, person: str) -> None:
        """Somebody left a channel."""
        await self._db.execute(sa.delete(members).where(self._in(channel), members.c.person == person))

    async def is_member(self, channel: str, person: str) -> bool:
        """Whether somebody is known to be in a private channel."""
        return bool(await self._db.scalar(sa.select(members.c.person).where(self._in(channel), members.c.person == person)))

    def _in(self, channel: str) -> sa.ColumnElement[bool]:
        return sa.and_(members.c.team == self._team, members.c.channel == channel)

    async def people(self, ids: Iterable[str] | None = None) -> dict[str, Person]:
        """The people who are known, by id; all of them when no ids are given."""
        found = sa.select(people).where(people.c.team == self._team)
        if ids is not None:
            found = found.where(people.c.person.in_(set(ids)))
        rows = (await self._db.execute(found)).mappings().all()
        return {r["person"]: Person(r["person"], r["name"], r["tz"], r["bot"], r["gone"], r["title"], r["outside"]) for r in rows}

    async def meet(self, person: str, now: datetime) -> None:
        """Make room for somebody who is not known yet; what is known stays."""
        await add_once(self._db, people, {"team": self._team, "person": person, "name": "", "learned_at": now})

    async def put_person(self, person: Person, now: datetime) -> None:
        """Remember somebody."""
        if (await self.people([person.id])).get(person.id) != person:
            await self._revisions.rise(PEOPLE)
        row = {
            "name": person.name,
            "tz": person.tz,
            "bot": person.is_bot,
            "gone": person.gone,
            "title": person.title,
            "outside": person.outside,
            "learned_at": now,
        }
        await put(self._db, people, {"team": self._team, "person": person.id, **row})
