"""Whether a finished action item worked: what has happened since that may tell."""

from __future__ import annotations

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem, ItemState
from bot.domain.postmortem import Postmortem, Status
from bot.store.work import Work
from bot.usecases import reading

MOST = 3


async def incidents_since(work: Work, reader: Reader, item: ActionItem, postmortem: Postmortem) -> tuple[Postmortem, ...]:
    """Later postmortems of the same services that the reader may know of, the newest first: the item was meant to prevent
    them, or something like it. Of an item that is not done: none."""
    if item.state is not ItemState.DONE or item.closed_at is None or not postmortem.services:
        return ()
    found: list[Postmortem] = []
    for other in await work.postmortems.after(item.closed_at):
        alike = set(other.services) & set(postmortem.services) and other.status is not Status.CANCELLED
        if alike and other.id != postmortem.id and await reading.sees(work, reader, other):
            found.append(other)
    return tuple(found[:MOST])
