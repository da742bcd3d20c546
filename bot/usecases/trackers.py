"""Issues in a tracker beside action items: made or linked by people, followed both ways.

Nothing is sent from here: what is to be asked of the tracker goes into the outbox, so that an outage or a lost token
delays it and loses nothing. What both sides agreed on last stands beside the item (`domain/tracked_issue.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.access import Deed, Reader
from bot.domain.action_item import ActionItem, ItemMove, ItemState, Move
from bot.domain.tracked_issue import (
    Change,
    Difference,
    Field,
    Issue,
    Merge,
    NewIssue,
    Seen,
    Terms,
    Tracked,
    Value,
    said_here,
    said_there,
    settled,
    sides,
)
from bot.domain.tracked_issue import merge as compared
from bot.domain.trouble import Trouble
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import reading
from bot.usecases.action_items import recorded
from bot.usecases.nudges import Following

# How often an issue is looked at that no webhook spoke of, how many at once, and for how long after its item is closed.
LOOK_EVERY, AT_ONCE, AFTER_CLOSING = timedelta(hours=1), 20, timedelta(days=30)


class Tracker(Protocol):
    """An issue tracker, as the use cases and the doors know it. All calls raise ServiceFailure."""

    @property
    def name(self) -> str:
        """As people call it: "GitHub"."""

    @property
    def drops(self) -> bool:
        """Whether it tells what is dropped from what is done."""

    @property
    def settles(self) -> timedelta:
        """So long after it was made, an issue may not be found yet."""

    def ref_of(self, words: str) -> str | None:
        """What an issue is called by somebody's words for it: its key, number or address; None where it is none."""

    def heard(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str | None:
        """The issue that a webhook speaks of; None for anything else. Raises NotAllowed where it is not signed."""

    async def check(self) -> None:
        """Whether the project can be reached."""

    async def account(self, words: str) -> str | None:
        """The account that somebody means; None where there is none or it is not plain which."""

    async def find(self, mark: str, since: datetime) -> Issue | None:
        """The issue with that mark, made since then."""

    async def create(self, new: NewIssue) -> Issue:
        """Make an issue."""

    async def read(self, ref: str) -> Issue:
        """An issue as it is now."""

    async def write(self, ref: str, change: Change) -> Issue:
        """Change an issue; how it is afterwards."""


@dataclass(frozen=True, slots=True)
class Push:
    """What the tracker is to be told, and what our side said when that was decided."""

    change: Change
    ours: Mapping[Field, Value]


async def track(work: Work, reader: Reader, number: int, ref: str | None, now: datetime) -> ActionItem:
    """Have an issue made for an item, or follow the one that is named; raises BadInput where it has one."""
    item = await _editable(work, reader, number)
    if item.issue:
        raise BadInput("error.item_has_issue", number=str(item.number), issue=item.issue)
    tracked = await work.issues.get(item.id)
    if ref is None and tracked is not None and not tracked.trouble:
        return item  # it is on its way
    # Where it was tried before, the mark stays: an issue that was made all the same is found by it.
    fresh = tracked or Tracked(item.id, reader.id, str(uuid.uuid4()))
    await work.issues.put(replace(fresh, by=reader.id, trouble=""))
    if ref is not None:
        await work.items.put_issue(item.id, ref, "")
    await _ask(work, item.id, "sync_issue" if ref else "create_issue", f"track:{now.timestamp()}", now)
    return item


async def untrack(work: Work, reader: Reader, number: int) -> ActionItem:
    """Follow the issue of an item no more; it stays in the tracker as it is."""
    item = await _editable(work, reader, number)
    if await work.issues.get(item.id) is None:
        raise BadInput("error.item_has_no_issue", number=str(item.number))
    await work.issues.forget(item.id)
    await work.items.put_issue(item.id, "", "")
    return item


async def _editable(work: Work, reader: Reader, number: int) -> ActionItem:
    """The item, for its owner and for those who may change its postmortem."""
    item = await work.items.numbered(number)
    postmortem = await work.postmortems.get(item.postmortem) if item else None
    if item is None or postmortem is None:
        raise NotFound("error.no_item")
    if item.owner != reader.id:
        await reading.allowed(work, reader, Deed.EDIT, postmortem)
    return item


async def _ask(work: Work, item: str, kind: str, when: str, now: datetime) -> None:
    await work.outbox.add(f"issue:{item}", kind, f"issue:{item}:{when}", {"item": item}, now)


async def heard_of(work: Work, ref: str, delivery: str, now: datetime) -> None:
    """The tracker says that something happened to an issue: look at it."""
    for item in await work.items.with_issue(ref):
        await _ask(work, item.id, "sync_issue", f"heard:{delivery}", now)


async def look_at_old(work: Work, now: datetime) -> int:
    """Look at issues of which nothing was heard for a while; at how many."""
    found = await work.issues.to_look_at(now - LOOK_EVERY, now - AFTER_CLOSING, AT_ONCE)
    await work.issues.look_later(found, now)
    for item in found:
        await _ask(work, item, "sync_issue", f"look:{now.timestamp()}", now)
    return len(found)


async def begin(work: Work, item_id: str, now: datetime) -> tuple[ActionItem, Tracked] | None:
    """An issue is about to be made for an item: since when that was tried stays. None where none is wanted any more."""
    item, tracked = await work.items.get(item_id), await work.issues.get(item_id)
    if item is None or tracked is None or item.issue:
        return None
    if tracked.began_at is None:
        await work.issues.put(replace(tracked, began_at=now))
    return item, tracked


async def who_has(work: Work) -> dict[str, str]:
    """The person to whom an account in the tracker belongs."""
    return {account: person for person, account in (await work.issues.accounts()).items()}


async def terms_of(work: Work, tracker: Tracker) -> Terms:
    """Who is who, here and there."""
    return Terms((await work.issues.accounts()).get, (await who_has(work)).get, tracker.drops)


async def made(work: Work, item_id: str, issue: Issue, of: ActionItem | None, now: datetime) -> ActionItem | None:
    """An issue was made for the item, `of` what it said then; None where an earlier attempt made it, of something that
    nobody knows any more. Gives None where nobody wants it followed any more."""
    item, tracked = await work.items.get(item_id), await work.issues.get(item_id)
    if item is None or tracked is None:
        return None
    await work.items.put_issue(item.id, issue.ref, issue.url)
    await work.issues.put(replace(tracked, seen=sides(of, issue) if of else {}, looked_at=now, trouble=""))
    # What changed here while it was made is told at once.
    await _ask(work, item.id, "sync_issue", "made", now)
    return item


async def compare(work: Work, item_id: str, issue: Issue, tracker: Tracker, follow: Following, now: datetime) -> Push | None:
    """Take over what changed in the tracker, have people settle what changed on both sides; what the tracker is to be told."""
    item, tracked = await work.items.get(item_id), await work.issues.get(item_id)
    if item is None or tracked is None:
        return None
    if (item.issue, item.issue_url) != (issue.ref, issue.url):
        await work.items.put_issue(item.id, issue.ref, issue.url)
    terms = await terms_of(work, tracker)
    merged = compared(item, issue, tracked.seen, terms)
    after = await _pulled(work, item, merged, tracker.name, issue.url, follow, now)
    now_seen = sides(after, issue)
    seen = {**merged.seen, **{f: now_seen[f] for f in merged.pull}}
    await work.issues.put(replace(tracked, seen=seen, told=merged.differ, looked_at=now, trouble=""))
    news = [d for d in merged.differ if d not in tracked.told]
    if news:
        await _tell_differences(work, after, tracked.by, news, now)
    return _push(after, merged, terms) if merged.push else None


async def told(work: Work, item_id: str, push: Push, issue: Issue) -> None:
    """The tracker was told; what it says now is what both agree on, even where it did not take all of it."""
    tracked = await work.issues.get(item_id)
    if tracked is not None:
        its = said_there(issue)
        fresh = {f: Seen(push.ours[f], its[f]) for f in push.change.fields}
        await work.issues.put(replace(tracked, seen={**tracked.seen, **fresh}))


async def in_trouble(work: Work, item_id: str, trouble: Trouble, now: datetime) -> None:
    """Remember why the issue cannot be followed; whoever wanted it hears of it, of a refusal once a day for all issues."""
    item, tracked = await work.items.get(item_id), await work.issues.get(item_id)
    if item is None or tracked is None or tracked.trouble == trouble:
        return
    await work.issues.put(replace(tracked, trouble=trouble))
    about = now.date() if trouble is Trouble.REFUSED else item.id
    details = {"number": str(item.number), "issue": item.issue or "-"}
    payload = {"person": tracked.by, "key": f"issue.{trouble}", "details": details}
    await work.outbox.add(tracked.by, "tell", f"issue:{trouble}:{tracked.by}:{about}", payload, now)


async def settle(work: Work, reader: Reader, item_id: str, what: Field, *, ours: bool, now: datetime) -> ActionItem:
    """Somebody says which side of a difference holds; raises BadInput where there is none any more."""
    item = await work.items.get(item_id)
    if item is None:
        raise NotFound("error.no_item")
    await _editable(work, reader, item.number)
    tracked = await work.issues.get(item_id)
    found = next((d for d in tracked.told if d.field is what), None) if tracked else None
    if tracked is None or found is None:
        raise BadInput("error.no_difference", number=str(item.number))
    seen = settled(tracked.seen, found, ours=ours)
    await work.issues.put(replace(tracked, seen=seen, told=tuple(d for d in tracked.told if d is not found)))
    await _ask(work, item.id, "sync_issue", f"settled:{now.timestamp()}", now)
    return item


def _push(item: ActionItem, merged: Merge, terms: Terms) -> Push:
    owner = terms.theirs(item)[Field.OWNER]
    return Push(Change(terms.state(item), item.due, owner, merged.push), said_here(item))


async def _pulled(
    work: Work, item: ActionItem, merged: Merge, tracker: str, url: str, follow: Following, now: datetime
) -> ActionItem:
    for what, value in merged.pull.items():
        if what is not Field.STATE and not item.open:
            continue  # nobody waits for it any more
        for move in _moves(item, what, str(value), tracker, url, now):
            item = await recorded(work, item, move, follow)
    return item


def _moves(item: ActionItem, what: Field, value: str, tracker: str, url: str, now: datetime) -> Sequence[Move]:
    """What was done in the tracker, as if it had been done here."""
    if what is Field.DUE:
        return [Move(ItemMove.NEW_DATE, tracker, now, value)]
    if what is Field.OWNER:
        return [Move(ItemMove.HAND_OVER, tracker, now, value)]
    again = [Move(ItemMove.REOPEN, tracker, now)] if not item.open else []
    ends = {
        ItemState.OPEN: [],
        ItemState.DONE: [Move(ItemMove.DONE, tracker, now, url)],
        ItemState.DROPPED: [Move(ItemMove.DROP, tracker, now, reason=url)],
    }
    return [*again, *ends[ItemState(value)]]


async def _tell_differences(work: Work, item: ActionItem, by: str, news: Sequence[Difference], now: datetime) -> None:
    person = item.owner or by
    key = f"issue:{item.id}:differs:{now.timestamp()}"
    await work.outbox.add(person, "issue_differs", key, {"person": person, "item": item.id}, now)
