"""An action item and the issue beside it in a tracker: who changed what since the two last agreed.

Both sides are remembered as they were then. What changed on one side goes to the other; what changed on both sides is
a difference that people settle, unless both say the same by now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.action_item import ActionItem, ItemState

Value = str | None


class Field(StrEnum):
    """What follows in both directions."""

    STATE = "state"
    DUE = "due"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as its tracker tells it. `ref` names it there ("OPS-12", "34"); `assignee` is an account of the tracker."""

    ref: str
    url: str
    state: ItemState
    due: date | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class NewIssue:
    """An issue to be made. `mark` is a UUID by which it is found again; `text` is plain."""

    mark: str
    title: str
    text: str
    due: date | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be another in the tracker: each field that changes with its new value, in the tracker's terms."""

    state: ItemState | None = None
    due: date | None = None
    assignee: str | None = None
    fields: frozenset[Field] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """The two sides of one field when they last agreed."""

    ours: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says one thing here and another there. `takeable`: theirs could be taken over."""

    field: Field
    ours: Value
    theirs: Value
    takeable: bool = True


@dataclass(frozen=True, slots=True)
class Tracked:
    """What is known of the issue beside an item. `by`: who wanted it; `mark`: a UUID by which one that was made is found
    again; `began_at`: when it was first tried to make it; `told`: the differences that people know of; `trouble`: why it
    could not be followed lately."""

    item: str
    by: str
    mark: str
    began_at: datetime | None = None
    looked_at: datetime | None = None
    seen: Mapping[Field, Seen] = field(default_factory=dict)
    told: tuple[Difference, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How people and states are called on the other side. `account_of` and `person_of` give None for whom they do not
    know; `drops`: the tracker tells what is dropped from what is done."""

    account_of: Callable[[str], str | None]
    person_of: Callable[[str], str | None]
    drops: bool = True

    def theirs(self, item: ActionItem) -> dict[Field, Value]:
        """What the tracker says where it agrees with the item."""
        owner = self.account_of(item.owner) if item.owner else None
        return {**said_here(item), Field.STATE: self.state(item).value, Field.OWNER: owner}

    def state(self, item: ActionItem) -> ItemState:
        """The state of an item as far as the tracker can tell it."""
        return ItemState.DONE if item.state is ItemState.DROPPED and not self.drops else item.state

    def ours(self, issue: Issue) -> dict[Field, Value]:
        """What the item says where it agrees with the issue."""
        owner = self.person_of(issue.assignee) if issue.assignee else None
        return {**said_there(issue), Field.OWNER: owner}


@dataclass(frozen=True, slots=True)
class Merge:
    """What is to be done: `push` to the tracker, `pull` into the item; what people have to settle; what both agree on."""

    push: frozenset[Field]
    pull: Mapping[Field, Value]
    differ: tuple[Difference, ...]
    seen: Mapping[Field, Seen]


def said_here(item: ActionItem) -> dict[Field, Value]:
    """What the item says, in our terms."""
    return {Field.STATE: item.state.value, Field.DUE: _day(item.due), Field.OWNER: item.owner}


def said_there(issue: Issue) -> dict[Field, Value]:
    """What the issue says, in the tracker's terms."""
    return {Field.STATE: issue.state.value, Field.DUE: _day(issue.due), Field.OWNER: issue.assignee}


def sides(item: ActionItem, issue: Issue) -> dict[Field, Seen]:
    """Both sides as they are now, each in its own terms."""
    here, there = said_here(item), said_there(issue)
    return {what: Seen(here[what], there[what]) for what in Field}


def merge(item: ActionItem, issue: Issue, seen: Mapping[Field, Seen], terms: Terms) -> Merge:
    """Field by field."""
    wanted, offered = terms.theirs(item), terms.ours(issue)
    push, pull, differ, after = set(), {}, [], dict(seen)
    for what, now in sides(item, issue).items():
        before = seen.get(what)
        # What was never compared and is empty on one side is filled in from the other.
        mine = now.ours is not None if before is None else before.ours != now.ours
        its = now.theirs is not None if before is None else before.theirs != now.theirs
        if wanted[what] == now.theirs or not (mine or its):
            after[what] = now
        elif mine and not its:
            push.add(what)
        elif its and not mine and offered[what] is not None:
            pull[what] = offered[what]
        else:
            differ.append(Difference(what, now.ours, now.theirs, takeable=offered[what] is not None))
    return Merge(frozenset(push), pull, tuple(differ), after)


def settled(seen: Mapping[Field, Seen], difference: Difference, *, ours: bool) -> dict[Field, Seen]:
    """What is remembered once somebody chose: the other side looks as if it had not changed, so that the chosen one wins."""
    before = seen.get(difference.field, Seen(None, None))
    chosen = replace(before, theirs=difference.theirs) if ours else replace(before, ours=difference.ours)
    # The side that wins must look changed even where it went back to what it was.
    if ours and chosen.ours == difference.ours:
        chosen = replace(chosen, ours="?")
    if not ours and chosen.theirs == difference.theirs:
        chosen = replace(chosen, theirs="?")
    return {**seen, difference.field: chosen}


def label_of(ref: str) -> str:
    """An issue as people call it: trackers that only number theirs put a sign before the number."""
    return f"#{ref}" if ref.isdigit() else ref


def _day(day: date | None) -> Value:
    return day.isoformat() if day else None
