"""Whether a finished action item worked: what has happened since that may tell."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemState
from bot.domain.postmortem import Postmortem, Status
from bot.store.work import Work
from bot.usecases import reading

MOST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A later incident, with the services and the accepted contributing factors (names) that both have."""

    postmortem: Postmortem
    services: tuple[str, ...]
    factors: tuple[str, ...]


async def incidents_since(work: Work, reader: Reader, item: ActionItem, postmortem: Postmortem) -> tuple[Alike, ...]:
    """Later postmortems of the same services or contributing factors that the reader may know of, the newest first: the
    item was meant to prevent them, or something like it. Of an item that is not done: none."""
    if item.state is not ItemState.DONE or item.closed_at is None:
        return ()
    later = [p for p in await work.postmortems.after(item.closed_at) if p.id != postmortem.id]
    tags = await work.factors.accepted([postmortem.id, *(p.id for p in later)])
    found: list[Alike] = []
    for other in later:
        services = tuple(sorted(set(other.services) & set(postmortem.services)))
        factors = tuple(sorted(tags.get(other.id, frozenset()) & tags.get(postmortem.id, frozenset())))
        if (services or factors) and other.status is not Status.CANCELLED and await reading.sees(work, reader, other):
            found.append(Alike(other, services, factors))
    return tuple(found[:MOST])
