"""Action items of a role ("@dba-oncall"): they belong to the one person who is behind it just now."""

from __future__ import annotations

from datetime import datetime

from bot.domain.action_item import ItemMove, Move, spoken
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases.action_items import recorded
from bot.usecases.nudges import Following


async def look(work: Work, now: datetime) -> int:
    """Have looked, once an hour, who is behind the roles that own open items; how many roles there are."""
    found = await work.items.roles()
    for role in found:
        await work.outbox.add(f"role:{role}", "look_behind", f"role:{role}:{now:%Y%m%d%H}", {"role": role}, now)
    return len(found)


async def taken_over(work: Work, role: str, person: str, follow: Following, now: datetime) -> int:
    """Somebody is behind a role: what it owns is theirs, and they are asked; how many items changed hands."""
    changed = 0
    for item in await work.items.of_role(role):
        if item.owner != person:
            try:
                await recorded(work, item, Move(ItemMove.HAND_OVER, spoken(item), now, person), follow)
            except BadInput:
                continue  # somebody changed it this moment: it is looked at again within the hour
            changed += 1
    return changed
