"""Units + what people chose → the lines of a timeline. Steps are taken in order, each on exactly the messages it names:
what people touched stays as they left it, and what comes in later stands by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from bot.domain.classify import EntryKind
from bot.domain.curation import (
    BY_HAND,
    Add,
    Curation,
    Cut,
    Dispute,
    EditKind,
    EditText,
    EditTime,
    Hide,
    Merge,
    Note,
    Settle,
    Show,
    SignOff,
    Split,
    Step,
    key_of,
    message_key,
    place_of,
)
from bot.domain.made_later import MadeLater
from bot.domain.message import File, Message, MessageKind
from bot.domain.units import Unit, alone, author_of


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a line, or another version of it (`at` is then the time that this version says, if it says one)."""

    by: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `ts` are the messages it stands for, `channels` where each of them is; `keys` name them all, and lines
    made by hand. `why` holds reason codes, which whoever shows the line turns into words."""

    id: str
    at: datetime
    ts: tuple[str, ...]
    kind: EntryKind
    text: str
    author: str
    why: tuple[str, ...]
    channel: str
    by_hand: bool = False
    score: float = 0.0
    keys: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    source: str = ""
    notes: tuple[Remark, ...] = ()
    versions: tuple[Remark, ...] = ()
    version: int = 0
    changed_by: str = ""

    @property
    def disputed(self) -> bool:
        """Whether people tell it differently."""
        return bool(self.versions)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The lines, what was left out, and what came after the timeline was accepted and waits for a word."""

    entries: tuple[Entry, ...]
    left_out: Sequence[Entry]
    offered: tuple[Entry, ...]


@dataclass(slots=True)
class _Part:
    """Messages of a line with the words people chose for them (and when), None for their own words."""

    keys: tuple[str, ...]
    text: str | None = None
    set_at: datetime | None = None


@dataclass(slots=True, eq=False)
class _Line:
    parts: list[_Part]
    unit: Unit | None = None
    taken: bool = True
    score: float = 0.0
    chosen: bool | None = None
    accepted: bool = False
    kind: EntryKind | None = None
    at: datetime | None = None
    joined: bool = False
    notes: list[Remark] = field(default_factory=list)
    versions: list[Remark] = field(default_factory=list)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(chain.from_iterable(p.keys for p in self.parts))


def entry_of(message: Message) -> Entry:
    """A message as a line by itself, whatever a draft thinks of it."""
    found, key = alone(message), message_key(message)
    return Entry(
        key, message.at, (message.ts,), found.kind, message.text, author_of(message), found.why, message.channel,
        keys=(key,), channels=(message.channel,), files=message.files,
    )  # fmt: skip


def arrange(units: Sequence[Unit], threshold: float, messages: Sequence[Message], curation: Curation) -> Sorted:
    """Sort the units into lines and the rest, as people chose; where they did not, as the draft would."""
    book = _Book(units, threshold, messages, curation)
    for step in curation.active:
        book.take(step)
    return book.sorted()


class _Book:
    """The lines while the steps are taken. Units that no step names are looked at in the end alone."""

    def __init__(self, units: Sequence[Unit], threshold: float, messages: Sequence[Message], curation: Curation) -> None:
        self._curation, self._threshold = curation, threshold
        self._said = {message_key(m): m for m in messages}
        self._hands: dict[str, tuple[Add, str]] = {}
        self._told_by: dict[str, tuple[str, ...]] = {}  # the messages that a line's second half was cut from
        self._signed = False
        self._where: dict[str, _Line] = {}
        named = _named(curation)
        self._rest = [u for u in units if named.isdisjoint([key_of(u.channel, ts) for ts in u.ts])] if named else units
        for unit in units if named else ():
            line = self._line_of(unit)
            if not named.isdisjoint(line.keys):
                self._put(line)

    def _line_of(self, unit: Unit) -> _Line:
        parts = [_Part((key_of(unit.channel, ts),)) for ts in unit.ts]
        return _Line(parts, unit, unit.score >= self._threshold, unit.score)

    def _put(self, line: _Line) -> _Line:
        self._where.update(dict.fromkeys(line.keys, line))
        return line

    def _alive(self, key: str) -> bool:
        return key in self._said or key in self._hands

    def _line(self, keys: Iterable[str]) -> _Line | None:
        """The line of exactly these messages: taken out of others or put together, as need be."""
        wanted = tuple(dict.fromkeys(k for k in keys if k in self._where))
        if not wanted:
            return None
        lines = list(dict.fromkeys(self._where[k] for k in wanted))
        if len(lines) == 1 and set(lines[0].keys) == set(wanted):
            return lines[0]
        for line in lines:
            self._leave(line, set(wanted))
        parts = [self._kept(p, set(wanted)) for line in lines for p in line.parts]
        return self._put(self._joined(lines, [p for p in parts if p.keys]))

    def _leave(self, line: _Line, gone: set[str]) -> None:
        """What remains of a line stands by itself."""
        rest = [p for p in (self._kept(p, set(line.keys) - gone) for p in line.parts) if p.keys]
        if rest:
            self._put(_Line(rest, None, line.taken, line.score, line.chosen, line.accepted, line.kind, line.at))

    @staticmethod
    def _kept(part: _Part, wanted: set[str]) -> _Part:
        keys = tuple(k for k in part.keys if k in wanted)
        return part if keys == part.keys else _Part(keys)

    def _joined(self, lines: list[_Line], parts: list[_Part]) -> _Line:
        best = max(lines, key=lambda line: line.score)
        chosen = [line.chosen for line in lines if line.chosen is not None]
        moved = [self._time(line) for line in lines] if any(line.at for line in lines) else []
        return _Line(
            sorted(parts, key=lambda p: min(map(self._moment, p.keys))),
            None,
            any(line.taken for line in lines),
            best.score,
            any(chosen) if chosen else None,
            any(line.accepted for line in lines),
            next((line.kind for line in lines if line.kind), None),
            min(moved, default=None),
            notes=[n for line in lines for n in line.notes],
            versions=[v for line in lines for v in line.versions],
        )

    def _moment(self, key: str) -> datetime:
        return self._said[key].at if key in self._said else self._hands[key][0].at

    def _time(self, line: _Line) -> datetime:
        return line.at or min(map(self._moment, line.keys))

    # --- the steps -----------------------------------------------------------------------------

    def take(self, step: Step) -> None:
        """Take one step; one that names nothing which is there changes nothing."""
        take = STEPS.get(type(step.change))
        if take is not None:
            take(self, step, step.change)

    def _hide(self, _step: Step, change: Hide) -> None:
        if line := self._line(change.keys):
            line.chosen = False

    def _show(self, _step: Step, change: Show) -> None:
        if line := self._line(change.keys):
            line.chosen = True

    def _edit_text(self, step: Step, change: EditText) -> None:
        # Words that people made of several messages go when one of these is gone: it may be in them.
        line = self._line(change.keys)
        if line and all(map(self._alive, change.keys)):
            line.parts = [_Part(change.keys, change.text, step.at)]

    def _edit_time(self, _step: Step, change: EditTime) -> None:
        if line := self._line(change.keys):
            line.at = change.at

    def _edit_kind(self, _step: Step, change: EditKind) -> None:
        if line := self._line(change.keys):
            line.kind = change.kind

    def _add(self, step: Step, change: Add) -> None:
        self._hands[change.id] = (change, step.by)
        self._put(_Line([_Part((change.id,))], chosen=True, kind=change.kind))

    def _cut(self, step: Step, change: Cut) -> None:
        line = self._line(change.keys)
        if line and all(map(self._alive, change.keys)):
            kind = self._kind(line)
            line.parts = [_Part(change.keys, change.first, step.at)]
            line.chosen = True
            self._told_by[change.id] = change.keys
            self._add(step, Add(change.id, change.at, change.second, kind))

    def _merge(self, _step: Step, change: Merge) -> None:
        if line := self._line(change.keys):
            line.chosen, line.joined = True, True

    def _split(self, _step: Step, change: Split) -> None:
        for key in change.keys:
            if line := self._line((key,)):
                line.chosen, line.at, line.kind = True, None, None

    def _note(self, step: Step, change: Note) -> None:
        if line := self._line(change.keys):
            line.notes.append(Remark(step.by, change.text))

    def _dispute(self, step: Step, change: Dispute) -> None:
        if line := self._line(change.keys):
            line.versions.append(Remark(step.by, change.text, change.at))

    def _settle(self, _step: Step, change: Settle) -> None:
        if line := self._line(change.keys):
            line.versions.clear()

    def _sign_off(self, _step: Step, change: SignOff) -> None:
        for line in self._where.values():
            line.accepted = False
        for accepted in change.lines:
            if found := self._line(accepted.keys):
                found.accepted, found.kind = True, accepted.kind
        self._signed = True

    # --- the outcome ---------------------------------------------------------------------------

    def sorted(self) -> Sorted:
        """Every line in its place."""
        entries: list[Entry] = []
        left_out: list[Entry] = []
        offered: list[Entry] = []
        for line in dict.fromkeys(self._where.values()):
            stands = line.accepted if self._signed else line.taken
            if line.chosen if line.chosen is not None else stands:
                place = entries
            else:
                place = offered if line.chosen is None and line.taken else left_out
            place.append(self._entry(line))
        taken = offered if self._signed else entries
        taken += [self._entry_of(u) for u in self._rest if u.score >= self._threshold]
        others: list[Unit | Entry] = [*left_out, *(u for u in self._rest if u.score < self._threshold)]
        by_time = [tuple(sorted(found, key=lambda e: (e.at, e.id))) for found in (entries, offered)]
        return Sorted(by_time[0], MadeLater(sorted(others, key=_best_first), self._entry_of), by_time[1])

    def _entry_of(self, found: Unit | Entry) -> Entry:
        return found if isinstance(found, Entry) else self._entry(self._line_of(found))

    def _entry(self, line: _Line) -> Entry:
        keys = line.keys
        last = self._curation.last_of(keys)
        told_by = chain.from_iterable(self._told_by.get(k, (k,)) for k in keys)
        places = [place_of(k) for k in told_by if k in self._said]
        hand = self._hands.get(keys[0])
        return Entry(
            id=keys[0],
            at=self._time(line),
            ts=tuple(ts for _, ts in places),
            kind=self._kind(line),
            text=self._text(line),
            author=self._author(keys[0]),
            why=tuple(self._why(line)),
            channel=places[0][0] if places else "",
            by_hand=any(k.startswith(BY_HAND) for k in keys) or any(p.text is not None for p in line.parts),
            score=line.score,
            keys=keys,
            channels=tuple(channel for channel, _ in places),
            files=tuple(f for k in keys if k in self._said for f in self._said[k].files),
            source=hand[0].source if hand else "",
            notes=tuple(line.notes),
            versions=tuple(line.versions),
            version=last.seq if last else 0,
            changed_by=last.by if last else "",
        )

    def _author(self, key: str) -> str:
        if key in self._hands:
            return self._hands[key][1]
        return author_of(self._said[key])

    def _text(self, line: _Line) -> str:
        first = self._author(line.keys[0])
        return "\n".join(t for part in line.parts for t in self._part_texts(part, first) if t)

    def _part_texts(self, part: _Part, first: str) -> Iterable[str]:
        if part.text is not None:
            return (part.text,)
        return [self._by(key, first) for key in part.keys]

    def _by(self, key: str, first: str) -> str:
        """The words of a message; whose they are, where a line holds several people's."""
        text = self._hands[key][0].text if key in self._hands else self._said[key].text
        author = self._author(key)
        if author == first or not text:
            return text
        alert = key in self._said and self._said[key].kind is MessageKind.ALERT
        return f"{author if alert else f'<@{author}>'}: {text}"

    def _kind(self, line: _Line) -> EntryKind:
        if line.kind or line.unit:
            return line.kind or (line.unit.kind if line.unit else EntryKind.CONTEXT)
        said = [alone(self._said[k]) for k in line.keys if k in self._said]
        return max(said, key=lambda v: v.score).kind if said else EntryKind.CONTEXT

    def _why(self, line: _Line) -> Iterable[str]:
        keys = line.keys
        edits = [p.set_at for p in line.parts if p.text is not None and p.set_at]
        later = [m.edited_at for m in (self._said.get(k) for k in keys) if m and m.edited_at]
        marks = (
            (line.chosen is True and not keys[0].startswith(BY_HAND), "chosen"),
            (keys[0].startswith(BY_HAND), "by_hand"),
            (bool(edits), "edited"),
            (line.at is not None, "retimed"),
            (line.joined, "merged"),
            (bool(edits and later) and max(later) > max(edits), "changed_since"),
        )
        own = line.unit.why if line.unit else [r for k in keys if k in self._said for r in alone(self._said[k]).why]
        return dict.fromkeys((*(code for holds, code in marks if holds), *own))


def _named(curation: Curation) -> set[str]:
    """All that steps name, and what is accepted with the whole."""
    accepted = (a.keys for step in curation.in_order if isinstance(step.change, SignOff) for a in step.change.lines)
    return {*curation.touched, *chain.from_iterable(accepted)}


def _best_first(found: Unit | Entry) -> tuple[float, datetime, str]:
    return -found.score, found.at, found.id if isinstance(found, Entry) else key_of(found.channel, found.ts[0])


STEPS: Mapping[type, Callable[..., None]] = {
    Hide: _Book._hide,
    Show: _Book._show,
    EditText: _Book._edit_text,
    EditTime: _Book._edit_time,
    EditKind: _Book._edit_kind,
    Add: _Book._add,
    Cut: _Book._cut,
    Merge: _Book._merge,
    Split: _Book._split,
    Note: _Book._note,
    Dispute: _Book._dispute,
    Settle: _Book._settle,
    SignOff: _Book._sign_off,
}
