"""Promise, accept, finish, drop, put off, hand over: what people do with action items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.access import Deed, Reader
from bot.domain.action_item import TEXT_LIMIT, ActionItem, ItemKind, ItemMove, Move, Priority, moved
from bot.domain.due_date import Sprints, no_such_day
from bot.domain.postmortem import Postmortem, Severity, Status
from bot.domain.typed_item import TypedItem, read_item
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.coaching import Shown, Source
from bot.usecases.nudges import Following, owner_asked
from bot.usecases.postmortems import show_card

# What changes neither owner, date nor state leaves the plan of reminders alone.
PLANS_ANEW = frozenset(
    {ItemMove.DONE, ItemMove.DROP, ItemMove.REOPEN, ItemMove.NEW_DATE, ItemMove.HAND_OVER, ItemMove.SNOOZE, ItemMove.WORKED}
)
TYPED_AGAIN = timedelta(minutes=5)
# What has to be said with a move, and the message that asks for it.
WANTED = {
    ItemMove.NEW_DATE: "due",
    ItemMove.HAND_OVER: "owner",
    ItemMove.BLOCK: "text",
    ItemMove.EVIDENCE: "text",
    ItemMove.REWORD: "text",
}


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
    role: str = ""
    role_name: str = ""


def understood(text: str, today: date, sprints: Sprints | None) -> TypedItem:
    """An item as somebody typed it, with owner and date at its end; raises BadInput for a day that no calendar has."""
    typed = read_item(text, today, sprints)
    if typed.due is None and (strange := no_such_day(text)):
        raise BadInput("error.no_such_day", field="text", day=strange)
    return typed


async def add(
    work: Work, reader: Reader, postmortem: Postmortem, promise: Promise, follow: Following, now: datetime
) -> ActionItem:
    """Store a new item; the same press twice stores one. Whoever is to own it is asked."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if postmortem.status is Status.CANCELLED:
        raise BadInput("error.already_cancelled")
    existing = await work.items.get(promise.request) or await _just_promised(work, reader, postmortem, promise, now)
    if existing is not None:
        return existing
    await _check(work, promise, now)
    if promise.kind is ItemKind.TEMPORARY and promise.due is None:
        # What is meant for a while is asked about some day, said or not.
        promise = replace(promise, due=now.date() + timedelta(days=follow.policy.expires_after))
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
        role=promise.role,
        role_name=promise.role_name,
        accepted_at=now if promise.owner == reader.id else None,
    )
    item = await _planned(work, item, postmortem.severity, follow, now)
    await work.items.add(item)
    await coaching.look(work, Source("item", postmortem.id, item.id), Shown(reader.id, postmortem.channel), now)
    if item.owner:
        await _meet(work, item.owner, now)
        await owner_asked(work, follow, item, postmortem.severity, reader.id, now)
    await show_card(work, postmortem, now)
    return item


async def _meet(work: Work, person: str, now: datetime) -> None:
    await work.workspace.meet(person, now)
    await work.outbox.add(person, "learn_person", f"person:{person}", {"person": person}, now)


async def _planned(work: Work, item: ActionItem, severity: Severity, follow: Following, now: datetime) -> ActionItem:
    person = (await work.workspace.people([item.owner])).get(item.owner) if item.owner else None
    return follow.planned(item, severity, person, now)


async def _owner_is_gone(work: Work, item: ActionItem) -> bool:
    person = (await work.workspace.people([item.owner])).get(item.owner) if item.owner else None
    return person is not None and person.gone


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
    _check_length(promise.text)
    _check_date(promise.due, now)
    await _check_owner(work, promise.owner)


def _check_length(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise BadInput("error.item_too_long", field="text", limit=str(TEXT_LIMIT), length=str(len(text)))


def _check_date(due: date | None, now: datetime) -> None:
    if due is not None and due < now.date() - timedelta(days=1):
        raise BadInput("error.due_past", field="due", due=due.isoformat())


async def _check_owner(work: Work, owner: str | None) -> None:
    person = (await work.workspace.people([owner])).get(owner) if owner else None
    if person is not None and person.is_bot:
        raise BadInput("error.owner_is_bot", field="owner")
    if person is not None and person.gone:
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


async def change(work: Work, reader: Reader, item: ActionItem, move: Move, follow: Following) -> ActionItem:
    """Do one thing to an item and keep who did it; raises BadInput where that was done before, or something is missing."""
    await visible(work, reader, item)
    await _check_move(work, move)
    return await recorded(work, item, move, follow)


async def recorded(work: Work, item: ActionItem, move: Move, follow: Following) -> ActionItem:
    """The same for whoever may: a move that was made elsewhere, say."""
    after = moved(item, move)
    if after is None:
        raise BadInput(f"error.item_already_{item.state.value}", number=str(item.number))
    postmortem = await work.postmortems.get(item.postmortem)
    severity = postmortem.severity if postmortem else Severity.UNKNOWN
    plan = move.what in PLANS_ANEW
    if plan:
        after = await _planned(work, after, severity, follow, move.at)
        if move.what is ItemMove.REOPEN and await _owner_is_gone(work, after):
            after = replace(after, nudge_at=move.at)  # whoever owned it left: it goes back to the lead at once
        if postmortem is None or postmortem.status is Status.CANCELLED:
            after = replace(after, nudge_at=None)
    if not await work.items.save(after, item.version, plan=plan):
        raise BadInput("error.item_changed", number=str(item.number))
    await work.items.note(item.id, move)
    if move.what is ItemMove.REWORD and postmortem is not None:
        await coaching.look(work, Source("item", item.postmortem, item.id), Shown(move.by, postmortem.channel), move.at)
    if move.what is ItemMove.HAND_OVER:
        await _meet(work, move.value, move.at)
        await owner_asked(work, follow, after, severity, move.by, move.at)
    if after.issue:
        key = f"issue:{after.id}:{after.version}"
        await work.outbox.add(f"issue:{after.id}", "sync_issue", key, {"item": after.id}, move.at)
    if postmortem is not None:
        await show_card(work, postmortem, move.at)
    return after


async def _check_move(work: Work, move: Move) -> None:
    if move.what in WANTED and not move.value.strip():
        raise BadInput(f"error.move_{move.what.value}", field=WANTED[move.what])
    if move.what is ItemMove.REWORD:
        _check_length(move.value)
    if move.what is ItemMove.DROP and not move.reason.strip():
        raise BadInput("error.move_drop", field="reason")
    if move.what is ItemMove.NEW_DATE:
        _check_date(date.fromisoformat(move.value), move.at)
    if move.what is ItemMove.HAND_OVER:
        await _check_owner(work, move.value)
