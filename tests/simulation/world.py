"""The year as it happens: three replicas of the real bot on one PostgreSQL, a workspace behind real HTTP, a clock that jumps
from one moment at which something is due to the next."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from bisect import insort
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import SecretStr

from bot.app import App, build
from bot.domain.access import Reader
from bot.domain.action_item import ItemMove, Move
from bot.domain.postmortem import Postmortem, Status
from bot.playground.server import Playground, playground
from bot.settings import Settings
from bot.store.action_items import AGAIN
from bot.store.tables import action_items, outbox
from bot.store.work import Work
from bot.store.workspace import Channel
from bot.usecases import action_items as items
from tests.simulation.year import AFTER, BEFORE, BEGIN, REPLICAS, Done, Incident, Made, Year

TEAM, CHANNEL = "T0PLAY", "C0INC"
# How often the replicas tick, and by how much that varies; while Slack is away they try again less often.
A_MINUTE, TICKS_APART, AWAY = timedelta(minutes=1), timedelta(seconds=20), timedelta(minutes=4)
# The last line of a reminder that has no room for all.
MORE = re.compile(r"(\d+) more")
Event = tuple[datetime, Callable[[], object]]


@dataclass(frozen=True)
class Said:
    """A direct message that somebody got. `more`: of so many items it says that they are due, and not which."""

    kind: str
    person: str
    about: tuple[str, ...]
    at: datetime
    more: int = 0


class Clock:
    """The time of the workspace."""

    def __init__(self, slack: Playground) -> None:
        self._state = slack.state

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._state.now(), UTC)

    def jump(self, to: datetime) -> None:
        """Set it; back never."""
        if to > self.now():
            self._state.shift += (to - self.now()).total_seconds()


class World:
    """What there is while it runs."""

    def __init__(self, year: Year, url: str, slack: Playground, seed: int) -> None:
        self.year, self.slack, self.clock = year, slack, Clock(slack)
        self.done: list[Done] = []
        self.crashes = 0
        self._url, self._chance = url, random.Random(seed)
        self._policies = [BEFORE] * REPLICAS
        self._replicas = [self._replica(n) for n in range(REPLICAS)]
        self._crash: dict[int, float] = {}
        self._read: dict[str, int] = {}
        self._events: list[Event] = sorted(self._planned(), key=lambda e: e[0])

    def _replica(self, number: int) -> App:
        token = SecretStr(self.slack.settings.bot_token)
        secret = SecretStr(self.slack.settings.signing_secret)
        api = f"{self.slack.url}/api/"
        return build(
            Settings(
                _env_file=None,  # type: ignore[call-arg]
                slack_bot_token=token,
                slack_signing_secret=secret,
                slack_api_url=api,
                database_url=self._url,
                prompts_dir=self._policies[number],
            ),
            self.clock,
        )

    def _planned(self) -> Iterator[Event]:
        """All that the year holds, each with its moment."""
        y = self.year
        for incident in {m.incident for m in y.made}:
            yield incident.at, lambda i=incident: self._in_work(lambda work: self._incident(work, i))  # type: ignore[misc]
        for made in y.made:
            yield made.at, lambda m=made: self._in_work(lambda work: self._promise(work, m))  # type: ignore[misc]
        for done in y.done:
            yield done.at, lambda d=done: self._do(d)  # type: ignore[misc]
        for begin, end in y.outages:
            yield begin, lambda: self.slack.switches.turn("down", True)
            yield end, lambda: self.slack.switches.turn("down", False)
        for at, number, after in y.crashes:
            yield at, lambda n=number, a=after: self._crash.update({n: a})  # type: ignore[misc]
        for person in y.people.values():
            for begin, end, told in person.leave:
                yield begin, lambda p=person.id, e=end, t=told: self._status(p, ":palm_tree:", e if t else None)  # type: ignore[misc]
                yield end, lambda p=person.id: self._status(p, "", None)  # type: ignore[misc]
            if person.left_at is not None:
                yield person.left_at, lambda p=person.id: self.slack.state.people[p].update(deleted=True)  # type: ignore[misc]
        for number in range(REPLICAS):
            yield y.policy_at + timedelta(minutes=3 * number), lambda n=number: self._restart(n, AFTER)  # type: ignore[misc]

    async def run(self, progress: Callable[[datetime], object]) -> None:
        """From the first moment to the last."""
        self.slack.state.travel(BEGIN.timestamp())
        await self._people()
        ticked = BEGIN
        while True:
            now = self.clock.now()
            due = await self._next_due(now)
            event = self._events[0][0] if self._events else self.year.until
            moment = min(event, due or event, now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
            if moment >= self.year.until:
                return
            if self._events and event <= moment:
                self.clock.jump(event)
                await self._happen()
                continue
            self.clock.jump(
                max(moment, ticked + (AWAY if self.slack.switches.on else A_MINUTE)) + self._chance.random() * TICKS_APART
            )
            await self._tick()
            ticked = self.clock.now()
            progress(self.clock.now())

    async def _happen(self) -> None:
        happened = self._events.pop(0)[1]()
        if asyncio.iscoroutine(happened):
            await happened

    async def _people(self) -> None:
        self.slack.state.add_channel(CHANNEL, "inc-1-all", [*self.year.people, self.slack.state.bot_user])
        for person in self.year.people.values():
            self.slack.state.add_person(person.id, person.id.title(), person.zone)
        app = self._replicas[0]
        await app._meet_workspace()
        async with app.store.work(TEAM) as work:
            await work.workspace.put_channel(Channel(CHANNEL, "inc-1-all", member=True))
            for person in self.year.people.values():
                known, _ = await app.gateway.presence(person.id)
                await work.workspace.put_person(known, self.clock.now())

    # Ticks.

    async def _next_due(self, now: datetime) -> datetime | None:
        """When the bot itself wants to do something next."""
        first = sa.select(sa.func.min(outbox.c.id)).where(outbox.c.state == "waiting").group_by(outbox.c.team, outbox.c.lane)
        free = sa.func.greatest(outbox.c.not_before, sa.func.coalesce(outbox.c.leased_until, outbox.c.not_before))
        waiting = sa.select(sa.func.min(free)).where(outbox.c.id.in_(first))
        looked_at = sa.select(sa.func.min(action_items.c.nudge_at)).where(action_items.c.nudge_at > AGAIN)
        async with self._replicas[0].store.database.reading() as connection:
            found = [at for at in [await connection.scalar(waiting), await connection.scalar(looked_at)] if at is not None]
        return min(found, default=None)

    async def _tick(self) -> None:
        """All replicas at once, as the worst case; one of them may be killed in the middle of it."""
        order = self._chance.sample(range(REPLICAS), REPLICAS)
        await asyncio.gather(*(self._turn(n) for n in order))
        self._react()

    async def _turn(self, number: int) -> None:
        work = asyncio.create_task(self._all_of(number))
        after = self._crash.pop(number, None)
        if after is None:
            await work
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(work), after)
        if not work.done():
            self.crashes += 1
            work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await self._restart(number, self._policies[number])

    async def _all_of(self, number: int) -> None:
        app = self._replicas[number]
        await app.jobs.remind()
        await app.jobs.run("digests", app.jobs._digests)
        while await app.dispatcher.tick():
            pass

    async def _restart(self, number: int, policy: Path) -> None:
        await self._replicas[number].store.database.close()
        self._policies[number] = policy
        self._replicas[number] = self._replica(number)

    async def close(self) -> None:
        """Give the connections back."""
        for app in self._replicas:
            await app.store.database.close()

    # What people do.

    async def _in_work(self, what: Callable[[Work], object]) -> None:
        async with self._replicas[0].store.work(TEAM) as work:
            await what(work)  # type: ignore[misc]

    async def _incident(self, work: Work, incident: Incident) -> None:
        now = self.clock.now()
        known = Postmortem(
            incident.id, incident.number, CHANNEL, f"Incident {incident.number}", incident.lead, now, incident.lead
        )
        await work.postmortems.add(replace(known, severity=incident.severity, status=Status.ARCHIVED))

    async def _promise(self, work: Work, made: Made) -> None:
        postmortem = await work.postmortems.get(made.incident.id)
        assert postmortem is not None
        promise = items.Promise(made.id, f"Mend {made.id}", made.owner, made.due, made.kind, made.priority)
        follow = self._replicas[0].jobs._follow
        await items.add(work, Reader(made.incident.lead), postmortem, promise, follow, self.clock.now())

    async def _do(self, done: Done) -> None:
        app = self._replicas[0]
        async with app.store.work(TEAM) as work:
            item = await work.items.get(done.item)
            lead = next(m.incident.lead for m in self.year.made if m.id == done.item)
            assert item is not None
            if done.what is ItemMove.REOPEN and item.open:
                return
            move = Move(done.what, lead, self.clock.now(), done.value, "because")
            await items.change(work, Reader(lead), item, move, app.jobs._follow)
        self.done.append(replace(done, at=move.at))

    def _status(self, person: str, emoji: str, until: datetime | None) -> None:
        profile = self.slack.state.people[person]["profile"]
        profile.update(status_emoji=emoji, status_expiration=int(until.timestamp()) if until else 0)

    def _react(self) -> None:
        """A lead who hears that an owner left hands the item over, the next day."""
        for lead in self.year.leads:
            messages = [*self.slack.state.channels[self.slack.state.dm(lead).id].messages.values()]
            fresh, self._read[lead] = messages[self._read.get(lead, 0) :], len(messages)
            for said in (_said(lead, m) for m in fresh):
                for item in said.about if said.kind == "left" else ():
                    stays = [p.id for p in self.year.people.values() if p.left_at is None and p.id not in self.year.leads]
                    at = (said.at + timedelta(days=1)).replace(minute=self._chance.choice((11, 41)))
                    done = Done(item, at, ItemMove.HAND_OVER, self._chance.choice(stays))
                    insort(self._events, (at, lambda d=done: self._hand_over(d)), key=lambda e: e[0])  # type: ignore[misc]

    async def _hand_over(self, done: Done) -> None:
        async with self._replicas[0].store.look(TEAM) as work:
            item = await work.items.get(done.item)
        if item is not None and item.open:
            await self._do(done)

    # What they got.

    def said(self) -> list[Said]:
        """Every direct message of the bot, by time."""
        state = self.slack.state
        return sorted(
            (_said(p, m) for p in self.year.people for m in state.channels[state.dm(p).id].messages.values()), key=lambda s: s.at
        )


def _said(person: str, message: dict[str, Any]) -> Said:
    kind, _, about = str(message["metadata"]["event_payload"]["delivery"]).partition(":")
    ids = (
        _items_in(message["blocks"])
        if kind in {"nudge", "left"}
        else (about.rpartition(":")[2] if kind == "digest" else about.split(":")[0],)
    )
    more = MORE.search(str(message["blocks"][-1])) if kind == "nudge" else None
    return Said(kind, person, ids, datetime.fromtimestamp(float(message["ts"]), UTC), int(more[1]) if more else 0)


def _items_in(blocks: list[dict[str, Any]]) -> tuple[str, ...]:
    """The items whose buttons a reminder bears."""
    buttons = [e for b in blocks for e in b.get("elements", ()) if e.get("type") == "button"]
    return tuple(dict.fromkeys(str(b["value"]) for b in buttons))


@contextlib.asynccontextmanager
async def world(year: Year, url: str, seed: int) -> AsyncIterator[World]:
    """A workspace and three bots, on a migrated PostgreSQL."""
    async with playground() as slack:
        made = World(year, url, slack, seed)
        try:
            yield made
        finally:
            await made.close()
