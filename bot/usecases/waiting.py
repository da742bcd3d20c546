"""What waits for one person: reviews, questions, action items to take on or to do, and what they lead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.access import Reader
from bot.domain.action_item import ActionItem
from bot.domain.postmortem import Postmortem
from bot.store.work import Work
from bot.usecases import item_lists, reading
from bot.usecases.item_lists import Told


@dataclass(frozen=True, slots=True)
class Waiting:
    """`reviews` and `questions` are postmortems; `offered` items that somebody else promised for them, not taken on yet;
    `mine` the other open ones, the nearest date first; `fare` how all fare that they may know of, by service and team."""

    reviews: tuple[Postmortem, ...]
    questions: tuple[Postmortem, ...]
    offered: tuple[ActionItem, ...]
    mine: tuple[ActionItem, ...]
    led: tuple[Postmortem, ...]
    fare: Told


async def waiting_for(work: Work, reader: Reader, today: date) -> Waiting:
    """All of it, as far as the reader may know of it."""
    items = sorted(await work.items.owned_by(reader.id), key=lambda i: (i.due or date.max, i.number))
    asked = [p.postmortem for p in await work.personal.to(reader.id) if p.state in {"open", "later"}]
    led = tuple(p for p in await work.postmortems.open_ones() if p.lead == reader.id)
    return Waiting(
        reviews=await _seen(work, reader, await work.reviews.waiting_for(reader.id)),
        questions=await _seen(work, reader, asked),
        offered=tuple(i for i in items if not _taken(i)),
        mine=tuple(i for i in items if _taken(i)),
        led=led,
        fare=await item_lists.fare(work, reader, today),
    )


def _taken(item: ActionItem) -> bool:
    return item.accepted_at is not None or item.created_by == item.owner


async def _seen(work: Work, reader: Reader, ids: Sequence[str]) -> tuple[Postmortem, ...]:
    found = [await work.postmortems.get(i) for i in dict.fromkeys(ids)]
    return tuple([p for p in found if p is not None and p.open and await reading.sees(work, reader, p)])


async def show_home(work: Work, person: str, request: str, now: datetime) -> None:
    """Have somebody's home page drawn, once for each request."""
    await work.outbox.add(f"home:{person}", "home", f"home:{person}:{request}", {"person": person}, now)
