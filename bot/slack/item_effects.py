"""What the bot says about action items by itself: reminders, questions to owners and leads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.clock import Clock
from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemState
from bot.domain.followup import Calendar, Plan, in_hours, next_working_moment
from bot.domain.message import Person, Presence
from bot.domain.postmortem import Postmortem, Status
from bot.errors import NotNow
from bot.prompts import Prompts
from bot.slack.blocks import nudges as blocks
from bot.slack.blocks.nudges import Owed
from bot.slack.blocks.parts import Block
from bot.slack.gateway import Gateway
from bot.store.outbox import Effect
from bot.store.work import Store, Work
from bot.usecases import nudges, reading, roles
from bot.usecases.nudges import Following
from bot.usecases.proof import incidents_since

Poster = Callable[[Effect, str, str, list[Block]], Awaitable[None]]
Search = Callable[[Effect, str], Awaitable[bool]]


@dataclass(frozen=True)
class ItemEffects:
    """`tell` posts to a person, `post` into a channel: the effect, who or where, the text, the blocks. `went_out` tells
    whether an attempt whose answer was lost has told that person."""

    store: Store
    gateway: Gateway
    say: Prompts
    clock: Clock
    follow: Following
    tell: Poster
    post: Poster
    went_out: Search
    kinds: dict[str, Callable[[Effect], Awaitable[None]]] = field(init=False)

    def __post_init__(self) -> None:
        """The table of what is done for each kind of effect."""
        table = {
            "nudge": self._nudge,
            "redraw_nudge": self._redraw,
            "ask_owner": self._ask_owner,
            "escalate": self._escalate,
            "prove": self._prove,
            "owner_left": self._owner_left,
            "digest": self._digest,
            "look_behind": self._look_behind,
        }
        object.__setattr__(self, "kinds", table)

    async def _nudge(self, effect: Effect) -> None:
        """One reminder a day, if its owner is at work now; else what is owed is looked at again when they are."""
        owner, now = str(effect.payload["person"]), self.clock.now()
        person, presence = await self.gateway.presence(owner)
        if effect.tries and await self.went_out(effect, owner):
            return
        async with self.store.work(effect.team) as work:
            await nudges.person_learned(work, person, now)
            if person.gone:
                return  # that was noticed just now, and the next tick gives the items back
            day, today = date.fromisoformat(str(effect.payload["day"])), self.follow.calendar(person).day(now)
            payload = effect.payload
            if day == today and not self.follow.policy.on_leave(presence.emoji, presence.words):
                payload = await nudges.join_due(work, self.follow, payload, person, now)
                await work.outbox.widen(effect.id, payload)
            owed = await self._owed(work, [str(i) for i in payload["items"]], owner)
            owed = [o for o in owed if nudges.still_due(o.item, payload, today)]
            later = {o.item.id: at for o in owed if (at := self._later(o, person, presence, day, now)) is not None}
            for one in owed:
                if one.item.id in later:
                    await nudges.put_off(work, self.follow, one.item, one.postmortem.severity, person, later[one.item.id])
            owed = sorted((o for o in owed if o.item.id not in later), key=_urgency)
            names = await _names(work)
        if owed:
            warned = frozenset(payload.get("warned") or ())
            await self.tell(effect, owner, blocks.nudge_text(owed, self.say), blocks.nudge(owed, names, today, self.say, warned))

    def _later(self, one: Owed, person: Person, presence: Presence, day: date, now: datetime) -> datetime | None:
        """From when on its owner may be reminded of an item; None: it may be said now."""
        calendar = self.follow.calendar(person)
        plan = self.follow.policy.plan_for(one.item, one.postmortem.severity)
        if self.follow.policy.on_leave(presence.emoji, presence.words):
            return max(presence.ends or now, now + timedelta(hours=12))
        if calendar.day(now) != day or not in_hours(now, plan, calendar):
            return now
        return None

    async def _owed(self, work: Work, ids: Sequence[str], owner: str) -> list[Owed]:
        found = []
        for item in [await work.items.get(i) for i in ids]:
            postmortem = await work.postmortems.get(item.postmortem) if item else None
            if item is None or postmortem is None or item.owner != owner or not _speaks(item, postmortem):
                continue
            found.append(await _seen_by(work, owner, item, postmortem))
        return found

    async def _redraw(self, effect: Effect) -> None:
        person = str(effect.payload["person"])
        async with self.store.look(effect.team) as work:
            items = [await work.items.get(str(i)) for i in effect.payload["items"]]
            pairs = [(i, await work.postmortems.get(i.postmortem)) for i in items if i is not None]
            owed = [replace(await _seen_by(work, person, i, p), theirs=i.owner == person) for i, p in pairs if p is not None]
            people = await work.workspace.people()
        names = {p.id: p.name for p in people.values()}
        today = self.follow.calendar(people.get(person)).day(self.clock.now())
        drawn = blocks.nudge(owed, names, today, self.say)
        text = blocks.nudge_text(owed, self.say)
        place = {"channel": str(effect.payload["channel"]), "ts": str(effect.payload["ts"])}
        await self.gateway.call("chat.update", **place, text=text, blocks=drawn)

    async def _one(self, effect: Effect, item_id: str = "") -> tuple[Owed, dict[str, str]] | None:
        """The item that an effect is about, or one of several, as whoever is told may see it; None where nothing is to be said."""
        async with self.store.look(effect.team) as work:
            item = await work.items.get(item_id or str(effect.payload["item"]))
            postmortem = await work.postmortems.get(item.postmortem) if item else None
            if item is None or postmortem is None or postmortem.status is Status.CANCELLED:
                return None
            person = effect.payload.get("person")
            # In the postmortem's own channel everybody may know of it.
            owed = Owed(item, postmortem, True) if person is None else await _seen_by(work, str(person), item, postmortem)
            return owed, await _names(work)

    async def _about_one(self, effect: Effect, key: str, holds: Callable[[ActionItem], bool]) -> None:
        """A message about one item, unless that has changed since: where it does not hold any more, nothing is said."""
        found = await self._one(effect)
        if found is not None and holds(found[0].item):
            owed, names = found
            drawn = blocks.about_one(key, owed, names, self.say, by=str(effect.payload.get("by") or ""))
            await self._say(effect, owed, self.say.say(f"nudge.{key}_text"), drawn)

    async def _say(self, effect: Effect, owed: Owed, text: str, drawn: list[Block]) -> None:
        """To a person in their hours, else in the channel, which has no night."""
        person = effect.payload.get("person")
        if person is None:
            await self.post(effect, str(effect.payload["channel"]), text, drawn)
            return
        await self._in_hours(effect.team, str(person), self.follow.policy.plan_for(owed.item, owed.postmortem.severity))
        await self.tell(effect, str(person), text, drawn)

    async def _in_hours(self, team: str, person: str, plan: Plan) -> None:
        """Slack was away until the night, say: what was meant for the day waits for the next one. Raises NotNow."""
        async with self.store.look(team) as work:
            known = (await work.workspace.people([person])).get(person)
        wait_for_hours(self.clock.now(), plan, self.follow.calendar(known))

    async def _ask_owner(self, effect: Effect) -> None:
        asked = str(effect.payload["person"])
        await self._about_one(effect, "asked", lambda item: item.open and item.owner == asked)

    async def _escalate(self, effect: Effect) -> None:
        await self._about_one(effect, "escalated", lambda item: item.open)

    async def _prove(self, effect: Effect) -> None:
        await self._about_one(effect, "prove", _unproved)

    async def _owner_left(self, effect: Effect) -> None:
        gone = str(effect.payload["gone"])
        # Before, each item had a message of its own.
        ids = effect.payload.get("items") or [effect.payload["item"]]
        found = [one for one in [await self._one(effect, str(i)) for i in ids] if one is not None]
        left = [owed for owed, _ in found if owed.item.open and owed.item.owner == gone]
        if left:
            drawn = blocks.left(left, gone, found[0][1], self.say)
            await self._say(effect, left[0], self.say.say("nudge.left_text", count=len(left)), drawn)

    async def _look_behind(self, effect: Effect) -> None:
        """Whoever is behind a role by now owns its items; nobody, or several, change nothing."""
        role = str(effect.payload["role"])
        people = await self.gateway.behind(role)
        if len(people) == 1:
            async with self.store.work(effect.team) as work:
                await roles.taken_over(work, role, people[0], self.follow, self.clock.now())

    async def _digest(self, effect: Effect) -> None:
        lead, now = str(effect.payload["person"]), self.clock.now()
        await self._in_hours(effect.team, lead, self.follow.policy.plan)
        async with self.store.look(effect.team) as work:
            digest = await nudges.digest_of(work, self.follow, lead, now)
            names = await _names(work)
        if digest.worth_saying:
            await self.tell(effect, lead, self.say.say("digest.title"), blocks.digest(digest, names, self.say))


async def _seen_by(work: Work, person: str, item: ActionItem, postmortem: Postmortem) -> Owed:
    reader = Reader(person)
    seen = await reading.sees(work, reader, postmortem)
    return Owed(item, postmortem, seen, since=await incidents_since(work, reader, item, postmortem) if seen else ())


def _urgency(one: Owed) -> tuple[bool, date, int]:
    """What is longest past its date comes first, so that where there is no room for all, the least urgent is only counted."""
    return not one.item.open, one.item.due or date.max, one.item.number


def wait_for_hours(now: datetime, plan: Plan, calendar: Calendar) -> None:
    """Raises NotNow outside of somebody's hours."""
    at = next_working_moment(now, plan, calendar)
    if at > now:
        raise NotNow(at)


def _speaks(item: ActionItem, postmortem: Postmortem) -> bool:
    """Whether there is still something to say: it is open, or done and nobody said whether it worked."""
    return postmortem.status is not Status.CANCELLED and (item.open or _unproved(item))


def _unproved(item: ActionItem) -> bool:
    return item.state is ItemState.DONE and item.worked_at is None


async def _names(work: Work) -> dict[str, str]:
    return {p.id: p.name for p in (await work.workspace.people()).values()}
