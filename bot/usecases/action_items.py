"""Promise, finish, drop, put off: what people do with action items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.access import Deed, Reader
from bot.domain.action_item import TEXT_LIMIT, ActionItem, ItemKind, ItemMove, Priority, move
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import reading
from bot.usecases.postmortems import show_card

TYPED_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the form or the command says. `request` is unique for one press."""

    request: str
    text: str
    owner: str | None = None
    due: date | None = None
    kind: ItemKind = ItemKind.PREVENT
    priority: Priority = Priority.NORMAL
    source: tuple[str, str] | None = None


async def add(work: Work, reader: Reader, postmortem: Postmortem, promise: Promise, now: datetime) -> ActionItem:
    """Store a new item; the same press twice stores one."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    existing = await work.items.get(promise.request) or await _just_promised(work, reader, postmortem, promise, now)
    if existing is not None:
        return existing
    await _check(work, promise, now)
    item = ActionItem(
        id=promise.request,
        number=await work.items.next_number(),
        postmortem=postmortem.id,
        text=" ".join(promise.text.split()),
        created_by=reader.id,
        created_at=now,
        owner=promise.owner,
        due=promise.due,
        kind=promise.kind,
        priority=promise.priority,
        source=promise.source,
    )
    await work.items.add(item)
    if item.owner:
        await work.outbox.add(item.owner, "learn_person", f"person:{item.owner}", {"person": item.owner}, now)
    await show_card(work, postmortem, now)
    return item


async def _just_promised(
    work: Work, reader: Reader, postmortem: Postmortem, promise: Promise, now: datetime
) -> ActionItem | None:
    """What the same person promised in the same words a moment ago: an answer of ours was lost, and they typed it again."""
    text = " ".join(promise.text.split())
    return next(
        (
            item
            for item in await work.items.of(postmortem.id)
            if item.open
            and (item.text, item.created_by, item.owner) == (text, reader.id, promise.owner)
            and now - item.created_at < TYPED_AGAIN
        ),
        None,
    )


async def _check(work: Work, promise: Promise, now: datetime) -> None:
    if not promise.text.strip():
        raise BadInput("error.no_item_text", field="text")
    if len(promise.text) > TEXT_LIMIT:
        raise BadInput("error.item_too_long", field="text", limit=str(TEXT_LIMIT), length=str(len(promise.text)))
    if promise.due is not None and promise.due < now.date() - timedelta(days=1):
        raise BadInput("error.due_past", field="due", due=promise.due.isoformat())
    owner = (await work.workspace.people([promise.owner])).get(promise.owner) if promise.owner else None
    if owner is not None and owner.is_bot:
        raise BadInput("error.owner_is_bot", field="owner")
    if owner is not None and owner.gone:
        raise BadInput("error.owner_is_gone", field="owner")


async def find(work: Work, reader: Reader, number: int) -> ActionItem:
    """The item of that number, if the reader may know of it (its owner always may)."""
    return await visible(work, reader, await work.items.numbered(number))


async def visible(work: Work, reader: Reader, item: ActionItem | None) -> ActionItem:
    """The item, if the reader may know of it; raises NotFound."""
    if item is not None and item.owner == reader.id:
        return item
    postmortem = await work.postmortems.get(item.postmortem) if item else None
    if item is None or postmortem is None or not await reading.sees(work, reader, postmortem):
        raise NotFound("error.no_item")
    return item


async def change(work: Work, reader: Reader, item: ActionItem, what: ItemMove, now: datetime, evidence: str = "") -> ActionItem:
    """Mark as done, drop or reopen; raises BadInput where that was done before."""
    await visible(work, reader, item)
    moved = move(item, what, reader.id, now, evidence.strip())
    if moved is None:
        raise BadInput(f"error.item_already_{item.state.value}", number=str(item.number))
    await work.items.save(moved)
    await _show(work, moved, now)
    return moved


async def snooze(work: Work, reader: Reader, item: ActionItem, days: int, now: datetime) -> ActionItem:
    """No nudge for some days."""
    await visible(work, reader, item)
    if not item.open:
        raise BadInput(f"error.item_already_{item.state.value}", number=str(item.number))
    later = replace(item, snoozed_until=now.date() + timedelta(days=days), version=item.version + 1)
    await work.items.save(later)
    return later


async def _show(work: Work, item: ActionItem, now: datetime) -> None:
    postmortem = await work.postmortems.get(item.postmortem)
    if postmortem is not None:
        await show_card(work, postmortem, now)


async def mine(work: Work, reader: Reader) -> tuple[ActionItem, ...]:
    """The reader's open items, the most urgent first."""
    items = await work.items.owned_by(reader.id)
    return tuple(sorted(items, key=lambda i: (i.due or date.max, i.number)))
