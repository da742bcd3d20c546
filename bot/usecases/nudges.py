"""Follow action items: what is due is claimed, planned on and put into the outbox in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.domain.action_item import ActionItem
from bot.domain.digest import Digest, digest
from bot.domain.followup import (
    Calendar,
    DayOff,
    Policy,
    announces,
    digest_for,
    escalates,
    in_hours,
    next_morning,
    next_nudge,
    next_working_moment,
)
from bot.domain.message import Person
from bot.domain.postmortem import Severity, Status
from bot.store.action_items import Followed
from bot.store.work import Work

# So many items of somebody who left are spoken of in one message.
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Following:
    """How items are followed here: the policy, and what is a holiday where."""

    policy: Policy
    day_off: DayOff

    def calendar(self, person: Person | None) -> Calendar:
        """Somebody's own calendar; UTC for those who are not known yet."""
        return Calendar(person.tz if person else None, self.day_off)

    def planned(self, item: ActionItem, severity: Severity, person: Person | None, after: datetime) -> ActionItem:
        """The item with the moment at which it is looked at next, after the given one."""
        plan = self.policy.plan_for(item, severity)
        return replace(item, nudge_at=next_nudge(item, plan, self.calendar(person), after), planned_from=after)


async def send_due(work: Work, follow: Following, now: datetime) -> int:
    """Queue one message for each owner who has something due, at most one a day; how many were queued."""
    await _plan_again(work, follow, now)
    by_owner: dict[str, list[Followed]] = defaultdict(list)
    for found in await work.items.claim_due(now):
        by_owner[str(found.item.owner)].append(found)
    leads = {f.lead for group in by_owner.values() for f in group}
    people = await work.workspace.people(by_owner.keys() | leads)
    planned: list[ActionItem] = []
    sent = 0
    for owner, group in by_owner.items():
        after = await _remind(work, follow, group, people, now)
        planned += after
        sent += any(i.planned_from == now for i in after)
        if owner in people and people[owner].gone:
            await _return(work, follow, group, now)
    await work.items.put_plans(planned)
    return sent


async def _plan_again(work: Work, follow: Following, now: datetime) -> None:
    """Where the policy is another than before, every item gets a new moment; what was due already stays due."""
    known = await work.workspace.policy()
    if known != follow.policy.fingerprint:
        await work.workspace.set_policy(follow.policy.fingerprint)
        await work.items.plan_again(now, planned_from=now)
    while found := await work.items.to_plan():
        people = await work.workspace.people({f.item.owner for f in found if f.item.owner})
        await work.items.put_plans([_planned_again(follow, f, people) for f in found])


def _planned_again(follow: Following, found: Followed, people: Mapping[str, Person]) -> ActionItem:
    after = found.item.planned_from or found.item.created_at
    return follow.planned(found.item, found.severity, people.get(str(found.item.owner)), after)


async def _remind(
    work: Work, follow: Following, group: Sequence[Followed], people: Mapping[str, Person], now: datetime
) -> list[ActionItem]:
    """Tell one owner of all that is due, and plan each item on. Who is gone is told nothing."""
    owner = str(group[0].item.owner)
    person = people.get(owner)
    if person is not None and person.gone:
        for found in group:
            await _tell_lead(work, follow, found, people, now, escalated=False)
        return [replace(f.item, nudge_at=None) for f in group]
    calendar = follow.calendar(person)
    plans = {f.item.id: follow.policy.plan_for(f.item, f.severity) for f in group}
    awake = [f for f in group if in_hours(now, plans[f.item.id], calendar)]
    later = [f for f in group if f not in awake]
    after = [replace(f.item, nudge_at=next_working_moment(now, plans[f.item.id], calendar)) for f in later]
    if not awake:
        return after
    day = calendar.day(now)
    payload = _payload(follow, awake, {"person": owner, "day": day.isoformat()})
    if not await work.outbox.add(owner, "nudge", f"nudge:{owner}:{day}", payload, now):
        # One message a day is enough: the rest comes on the next working day.
        return after + [replace(f.item, nudge_at=next_morning(now, plans[f.item.id], calendar)) for f in awake]
    return after + [await _said(work, follow, f, people, now) for f in awake]


def _payload(follow: Following, told: Sequence[Followed], base: Mapping[str, Any]) -> dict[str, Any]:
    """What a reminder holds: the items with the dates that it is about, and which say that the lead hears of them next."""
    warned = [f.item.id for f in told if announces(f.item, follow.policy.plan_for(f.item, f.severity))]
    dates = {f.item.id: _about(f.item) for f in told}
    return {
        **base,
        "items": [*base.get("items", ()), *dates],
        "warned": [*base.get("warned", ()), *warned],
        "dates": {**base.get("dates", {}), **dates},
    }


async def _said(work: Work, follow: Following, found: Followed, people: Mapping[str, Person], now: datetime) -> ActionItem:
    """An item of which its owner is told now, planned on."""
    person = people.get(str(found.item.owner))
    plan, day = follow.policy.plan_for(found.item, found.severity), follow.calendar(person).day(now)
    warned_at = now if announces(found.item, plan) else found.item.warned_at
    item = follow.planned(replace(found.item, nudged_on=day, warned_at=warned_at), found.severity, person, now)
    if escalates(found.item, plan, day):
        item = replace(item, escalated_at=now)
    await _tell_lead(work, follow, found, people, now, escalated=item.escalated_at == now)
    return item


async def join_due(work: Work, follow: Following, payload: Mapping[str, Any], owner: Person, now: datetime) -> dict[str, Any]:
    """The reminder that leaves now takes along what was put off until now, as there is but one a day."""
    calendar = follow.calendar(owner)
    found = await work.items.due_of(owner.id, now)
    awake = [f for f in found if in_hours(now, follow.policy.plan_for(f.item, f.severity), calendar)]
    people = await work.workspace.people({owner.id} | {f.lead for f in awake})
    joined = _payload(follow, awake, payload)
    await work.items.put_plans([await _said(work, follow, f, people, now) for f in awake])
    return joined


def still_due(item: ActionItem, payload: Mapping[str, Any], day: date) -> bool:
    """Whether a reminder that waited is still about the item as it stands: its date was moved meanwhile, it rests, or it was
    opened again."""
    dates = payload.get("dates") or {}
    rests = item.open and item.snoozed_until is not None and item.snoozed_until > day
    return dates.get(item.id, _about(item)) == _about(item) and not rests


def _about(item: ActionItem) -> str:
    """What a reminder of an item is about: its date, or whether it worked."""
    return f"{item.due}" if item.open else "worked"


async def _tell_lead(
    work: Work, follow: Following, found: Followed, people: Mapping[str, Person], now: datetime, *, escalated: bool
) -> None:
    """What the lead hears of, in the lead's own hours: an item long past its date, a finished one that wants proof."""
    item, lead = found.item, found.lead
    if not lead or lead == item.owner or not (escalated or not item.open):
        return
    kind = "escalate" if item.open else "prove"
    plan = follow.policy.plan_for(item, found.severity)
    at = next_working_moment(now, plan, follow.calendar(people.get(lead)))
    version = item.due if item.open else item.closed_at
    await work.outbox.add(f"{lead}:later", kind, f"{kind}:{item.id}:{version}"[:64], {"person": lead, "item": item.id}, at)


async def _return(work: Work, follow: Following, group: Sequence[Followed], now: datetime) -> None:
    """Whoever owned these is gone: they go back to the lead of their postmortem, with a proposal. Where that is the one who
    left, whoever started the postmortem hears of it, else its channel; of several items at once."""
    back: dict[tuple[str, str], list[Followed]] = defaultdict(list)
    for found in group:
        postmortem = await work.postmortems.get(found.item.postmortem)
        if postmortem is None or postmortem.status is Status.CANCELLED or not found.item.open:
            continue
        people = await work.workspace.people({postmortem.lead, postmortem.created_by})
        heir = next((p for p in (postmortem.lead, postmortem.created_by) if p and _stays(p, found.item, people)), "")
        back[(heir, "" if heir else postmortem.channel)].append(found)
    for (heir, channel), items in back.items():
        for first in range(0, len(items), AT_ONCE):
            await _give_back(work, follow, heir, channel, items[first : first + AT_ONCE], now)


async def _give_back(work: Work, follow: Following, heir: str, channel: str, items: Sequence[Followed], now: datetime) -> None:
    owner, plan = items[0].item.owner, follow.policy.plan_for(items[0].item, items[0].severity)
    # A channel has no night; a person has.
    calendar = follow.calendar((await work.workspace.people([heir])).get(heir))
    at = next_working_moment(now, plan, calendar) if heir else now
    payload = {**({"person": heir} if heir else {"channel": channel}), "items": [f.item.id for f in items], "gone": owner}
    lane = f"{heir}:later" if heir else channel
    await work.outbox.add(lane, "owner_left", f"left:{items[0].item.id}:{items[0].item.version}:{owner}", payload, at)


def _stays(person: str, item: ActionItem, people: Mapping[str, Person]) -> bool:
    return person != item.owner and not (person in people and people[person].gone)


async def owner_asked(work: Work, follow: Following, item: ActionItem, severity: Severity, by: str, now: datetime) -> None:
    """Ask whoever is to own an item, in their hours; nobody is asked for what they promised themselves."""
    if item.owner is None or item.owner == by:
        return
    person = (await work.workspace.people([item.owner])).get(item.owner)
    at = next_working_moment(now, follow.policy.plan_for(item, severity), follow.calendar(person))
    payload = {"person": item.owner, "item": item.id, "by": by}
    # A lane of its own: what waits for the owner's morning must not hold up what may be asked at once.
    await work.outbox.add(f"ask:{item.id}"[:64], "ask_owner", f"ask:{item.id}:{item.version}"[:64], payload, at)


async def redraw(work: Work, person: str, place: tuple[str, str], ids: Sequence[str], request: str, now: datetime) -> None:
    """Have a reminder that stands in a DM drawn again: what is settled loses its buttons."""
    payload = {"person": person, "channel": place[0], "ts": place[1], "items": list(ids)}
    await work.outbox.add(person, "redraw_nudge", f"redraw:{request}"[:64], payload, now)


async def put_off(
    work: Work, follow: Following, item: ActionItem, severity: Severity, person: Person, not_before: datetime
) -> None:
    """The owner is away, or it got late: look at the item again at its next working moment from then on."""
    plan = follow.policy.plan_for(item, severity)
    await work.items.put_off(item.id, next_working_moment(not_before, plan, follow.calendar(person)))


async def person_learned(work: Work, person: Person, now: datetime) -> None:
    """Remember somebody; who moved to another zone, came back or left has other moments from now on."""
    known = (await work.workspace.people([person.id])).get(person.id)
    await work.workspace.put_person(person, now)
    if known is not None and known.tz != person.tz:
        await work.items.plan_again(now, owner=person.id)
    if person.gone and not (known and known.gone):
        await work.items.look_now(person.id, now)


async def send_digests(work: Work, follow: Following, now: datetime) -> int:
    """Queue the weekly digest of each lead whose morning of it has come; how many were queued."""
    weekday = follow.policy.digest_weekday
    if weekday is None:
        return 0
    leads = await work.items.leads()
    people = await work.workspace.people(leads)
    sent = 0
    for lead in leads:
        calendar = follow.calendar(people.get(lead))
        week_of = digest_for(calendar.day(now), weekday, calendar)
        if week_of is not None and in_hours(now, follow.policy.plan, calendar):
            year, week, _ = week_of.isocalendar()
            key = f"digest:{lead}:{year}-{week}"
            sent += await work.outbox.add(f"{lead}:later", "digest", key, {"person": lead}, now)
    return sent


async def digest_of(work: Work, follow: Following, lead: str, now: datetime) -> Digest:
    """What there is to say to a lead this week."""
    person = (await work.workspace.people([lead])).get(lead)
    return digest(await work.items.led_by(lead), follow.calendar(person).day(now), now)
