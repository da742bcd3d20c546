"""Remind owners: what the policy says is due is claimed and put into the outbox in one transaction."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from bot.domain.followup import Nudge, Policy, due_nudges, zone_of
from bot.store.work import Work


async def send_due(work: Work, policy: Policy, now: datetime) -> int:
    """Queue one message for each owner who has something due, at most one a day; how many were queued."""
    horizon = (now + timedelta(days=1 - min(policy.days, default=0))).date()
    items = await work.items.due_by(horizon)
    people = await work.workspace.people({i.owner for i in items if i.owner})
    zones = {person.id: person.tz for person in people.values()}
    by_owner: dict[str, list[Nudge]] = defaultdict(list)
    for nudge in due_nudges(items, zones, policy, now):
        if nudge.item.owner and not (nudge.item.owner in people and people[nudge.item.owner].gone):
            by_owner[nudge.item.owner].append(nudge)
    sent = 0
    for owner, nudges in by_owner.items():
        day = now.astimezone(zone_of(zones.get(owner))).date()
        if await work.items.nudged_today(owner, day):
            continue
        claimed = [n for n in nudges if await work.items.mark_nudged(n.key, owner, day)]
        if claimed:
            payload = {"person": owner, "items": [n.item.id for n in claimed]}
            sent += await work.outbox.add(owner, "nudge", f"nudge:{owner}:{day}", payload, now)
    return sent
