"""What people chose in a timeline: a log of steps, each by somebody at some time, each of which can be undone.

A step names the messages of a line, not the line: whatever a redraft makes of them, the choice stays with the messages.
No step holds the words of a message; what it holds was typed by a person. Where typed words are a version of messages
(`keys` of an edit), they go when one of these messages is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.domain.classify import EntryKind
from bot.domain.message import Message
from bot.domain.milestones import MilestoneName

BY_HAND = "m:"


def key_of(channel: str, ts: str) -> str:
    """The name of a message in a postmortem that several channels may feed."""
    return f"{channel}:{ts}"


def place_of(key: str) -> tuple[str, str]:
    """Channel and ts of a message's name."""
    channel, _, ts = key.partition(":")
    return channel, ts


def message_key(message: Message) -> str:
    """The name of that message."""
    return key_of(message.channel, message.ts)


@dataclass(frozen=True, slots=True)
class Hide:
    """Leave a line out."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Show:
    """Take a line in, or back."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditText:
    """Say a line in other words; it is then one line, whatever a redraft would make of its messages."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class EditTime:
    """Put a line at another time."""

    keys: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class EditKind:
    """Call a line something else."""

    keys: tuple[str, ...]
    kind: EntryKind


@dataclass(frozen=True, slots=True)
class Add:
    """A line that no message holds, with its own source (an address or words)."""

    id: str
    at: datetime
    text: str
    kind: EntryKind
    source: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The line itself."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Cut:
    """Make two lines of one message that tells two things: its own words for each."""

    keys: tuple[str, ...]
    id: str
    first: str
    second: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one line of several."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Let each message of a line stand for itself."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a line."""

    keys: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another version of a line: both stand side by side."""

    keys: tuple[str, ...]
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """The versions of a line agree, or people agreed on the one that stands."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Belong:
    """Whether messages belong to this postmortem at all, where two share a channel."""

    keys: tuple[str, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class SetMilestone:
    """A milestone as people say it was; `at` None: it never was, or nobody knows."""

    name: MilestoneName
    at: datetime | None
    key: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The milestone."""
        return (f"milestone:{self.name.value}",)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A line as it was accepted: its kind and its messages."""

    kind: EntryKind
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcceptedMilestone:
    """A milestone as it was accepted."""

    name: MilestoneName
    at: datetime
    how: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """The timeline is accepted as it stands: from here on nothing comes in by itself."""

    lines: tuple[Accepted, ...]
    milestones: tuple[AcceptedMilestone, ...] = ()
    keys: tuple[str, ...] = ("sign_off",)


@dataclass(frozen=True, slots=True)
class SetWindow:
    """From when to when messages belong to the postmortem; None leaves an end open."""

    since: datetime | None
    until: datetime | None
    keys: tuple[str, ...] = ("window",)


@dataclass(frozen=True, slots=True)
class Feed:
    """Another channel feeds the postmortem, or no longer."""

    channel: str
    on: bool

    @property
    def keys(self) -> tuple[str, ...]:
        """The channel."""
        return (f"feed:{self.channel}",)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a step back; to take back an undo is to do the step again."""

    step: str


LineChange = Hide | Show | EditText | EditTime | EditKind | Cut | Merge | Split | Note | Dispute | Settle | Belong
Change = LineChange | Add | SetMilestone | SignOff | SetWindow | Feed | Undo


@dataclass(frozen=True, slots=True)
class Step:
    """One choice: who, when, and its place in the order of all of them."""

    seq: int
    id: str
    change: Change
    by: str
    at: datetime


@dataclass(frozen=True)
class Curation:
    """All steps, in whatever order they are given; their numbers order them."""

    steps: tuple[Step, ...] = ()

    @cached_property
    def in_order(self) -> tuple[Step, ...]:
        """Every step once, by number."""
        return tuple(sorted({s.id: s for s in self.steps}.values(), key=lambda s: s.seq))

    @cached_property
    def undone(self) -> Mapping[str, Step]:
        """The steps that do not count, and the step that took each back. Only an undo that counts takes back, and only
        what came before it."""
        taken: dict[str, Step] = {}
        for step in reversed(self.in_order):
            before = self._taken_back(step)
            if before is not None and step.id not in taken:
                taken.setdefault(before.id, step)
        return taken

    @cached_property
    def _by_id(self) -> Mapping[str, Step]:
        return {s.id: s for s in self.in_order}

    def _taken_back(self, step: Step) -> Step | None:
        found = self._by_id.get(step.change.step) if isinstance(step.change, Undo) else None
        return found if found and found.seq < step.seq else None

    @cached_property
    def active(self) -> tuple[Step, ...]:
        """The steps that count, without the undos."""
        return tuple(s for s in self.in_order if s.id not in self.undone and not isinstance(s.change, Undo))

    @cached_property
    def touched(self) -> Mapping[str, Step]:
        """The last step that concerned each line (by any of its keys), undone or not, undos included."""
        last: dict[str, Step] = {}
        for step in self.in_order:
            last.update(dict.fromkeys(self._concerned(step), step))
        return last

    def _concerned(self, step: Step) -> tuple[str, ...]:
        change = step.change
        if isinstance(change, Undo):
            before = self._taken_back(step)
            return self._concerned(before) if before else ()
        return (*change.keys, change.id) if isinstance(change, Cut) else change.keys

    def last_of(self, keys: Iterable[str]) -> Step | None:
        """The last step that concerned any of these."""
        found = [self.touched[k] for k in keys if k in self.touched]
        return max(found, key=lambda s: s.seq, default=None)

    def concerning(self, keys: Iterable[str]) -> tuple[Step, ...]:
        """The steps that concern any of these, undone or not, undos included."""
        wanted = set(keys)
        return tuple(s for s in self.in_order if wanted & set(self._concerned(s)))

    def version(self, keys: Iterable[str]) -> int:
        """The number of that step; 0 where nobody ever chose anything about them. Whoever changes a line says which
        version they saw, so that nobody overwrites another silently."""
        last = self.last_of(keys)
        return last.seq if last else 0

    def ours(self) -> Mapping[str, bool]:
        """What people said about messages that might belong to another postmortem."""
        chosen: dict[str, bool] = {}
        for step in self.active:
            if isinstance(step.change, Belong):
                chosen.update(dict.fromkeys(step.change.keys, step.change.ours))
        return chosen

    def named(self) -> frozenset[str]:
        """The messages that people took in, wherever they lie: the time window does not lose a choice."""
        taken = [s.change.keys for s in self.active if isinstance(s.change, Show | EditText | EditTime | Merge | Cut)]
        accepted = [a.keys for s in self.active if isinstance(s.change, SignOff) for a in s.change.lines]
        return frozenset(k for keys in (*taken, *accepted) for k in keys if not k.startswith(BY_HAND))

    def window(self) -> SetWindow | None:
        """The window that people set last."""
        return next((s.change for s in reversed(self.active) if isinstance(s.change, SetWindow)), None)

    def sign_off(self) -> Step | None:
        """The step by which the timeline was accepted last."""
        return next((s for s in reversed(self.active) if isinstance(s.change, SignOff)), None)

    def feeds(self) -> tuple[str, ...]:
        """The further channels, in the order they were added."""
        on: dict[str, bool] = {}
        for step in self.active:
            if isinstance(step.change, Feed):
                on[step.change.channel] = step.change.on
        return tuple(channel for channel, is_on in on.items() if is_on)


NOTHING = Curation()
