"""Who was there: those who spoke, acted, were paged or mentioned; what each did, and under which label they appear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.classify import EntryKind
from bot.domain.lines import Entry
from bot.domain.message import Message, MessageKind, Person, mentioned
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import Timeline

AROUND = timedelta(minutes=30)
FEWEST_WORDS = 3
ACTS = (EntryKind.ACTION, EntryKind.MITIGATION, EntryKind.DECISION, EntryKind.RESOLUTION)
# What makes the best opening, first the best.
TELLING = (*ACTS[:3], EntryKind.DETECTION, EntryKind.HYPOTHESIS, EntryKind.ESCALATION, EntryKind.IMPACT, EntryKind.COMMUNICATION)
PAGES = re.compile(
    r"(?i)\b(?:pag(?:e|ed|ing)|pulling in|pulled in|calling|called|wake|woke|waking|looping in|escalat\w+|can you (?:join|help))\b"
)
PAST = (
    "rolled back|reverted|restarted|rebooted|killed|disabled|enabled|failed over|paged|called|scaled|deployed|drained|blocked|"
    "switched|deleted|restored|locked|unlocked|stopped|started|raised|lowered|moved|removed|added|pushed|merged|applied|ran|"
    "declared|announced|posted|paused|resumed|cleared|purged|rotated|revoked|isolated|bumped|shut down|turned (?:off|on)|took"
)
DOING = (
    "rolling back|reverting|restarting|rebooting|killing|disabling|enabling|failing over|paging|calling|scaling|deploying|"
    "draining|blocking|switching|deleting|restoring|locking|unlocking|stopping|starting|raising|lowering|moving|removing|adding|"
    "pushing|merging|applying|running|declaring|pausing|resuming|clearing|purging|rotating|revoking|isolating|shutting down|"
    "turning (?:off|on)|taking|checking|looking at|looking into|testing"
)
LEAD_IN = r"(?i)^(?:(?:ok(?:ay)?|right|so|and|now|just|update|done)[,:]?\s+)*"
DID = re.compile(
    rf"{LEAD_IN}(?:(?:i|we)(?:'ve| have)?\s+(?:just\s+|now\s+)?)?(?P<what>(?:{PAST})\b(?:[^.,;:!?\n()]|[.,:](?=\d))*)"
)
IS_DOING = re.compile(
    rf"{LEAD_IN}(?:(?:i'?m|i am|we'?re|we are)\s+(?:now\s+)?)?(?P<what>(?:{DOING})\b(?:[^.,;:!?\n()]|[.,:](?=\d))*)"
)
OWN = re.compile(r"(?i)\b(?:i|my|me|mine|we|our|us|you|your)\b")


class Part(StrEnum):
    """How somebody was there, the strongest first."""

    ACTED = "acted"
    SPOKE = "spoke"
    PAGED = "paged"
    MENTIONED = "mentioned"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is noted of somebody beside the timeline: curation, invitation, consent. `may_see` None: not looked up."""

    person: str
    added: bool = False
    removed: bool = False
    role: str = ""
    invited_at: datetime | None = None
    declined_at: datetime | None = None
    named: bool = False
    by_dm: bool = False
    may_see: bool | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What messages and timeline show of somebody: how they were there and since when; the most telling line of theirs,
    what they said first, and when they were first named."""

    parts: Mapping[Part, datetime]
    entry: Entry | None = None
    first: tuple[str, datetime] | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was there."""

    person: str
    parts: tuple[Part, ...]
    trace: Trace | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """How an invitation begins: a code (did, doing, wrote, paged, mentioned, added), its words and its moment."""

    code: str
    words: str = ""
    at: datetime | None = None


def traces(timeline: Timeline, messages: Sequence[Message], people: Mapping[str, Person]) -> dict[str, Trace]:
    """The traces of each person, in the order in which they appear."""
    parts: dict[str, dict[Part, datetime]] = defaultdict(dict)
    first: dict[str, tuple[str, datetime]] = {}
    lines: dict[str, list[Entry]] = defaultdict(list)
    for entry in timeline.entries:
        if entry.author in people and not entry.by_hand:
            parts[entry.author].setdefault(Part.ACTED if entry.kind in ACTS else Part.SPOKE, entry.at)
            lines[entry.author].append(entry)
    for message in _during(timeline, messages):
        if message.kind is MessageKind.SAID and len(message.text.split()) >= FEWEST_WORDS:
            parts[message.author].setdefault(Part.SPOKE, message.at)
            first.setdefault(message.author, (_quote(message.text), message.at))
        for person in mentioned(message.text):
            how = Part.PAGED if PAGES.search(message.text) else Part.MENTIONED
            parts[person].setdefault(how, message.at)
    return {p: Trace(how, _telling(lines[p]), first.get(p)) for p, how in parts.items()}


def _telling(lines: Sequence[Entry]) -> Entry | None:
    """The line to ask somebody about: something they did, said as a deed if it can be."""
    told = [e for e in lines if e.kind in TELLING]
    return min(told, key=lambda e: (opening_of(e).code == "wrote", TELLING.index(e.kind), e.at), default=None)


def present(found: Mapping[str, Trace], people: Mapping[str, Person], noted: Mapping[str, Attendance]) -> tuple[Participant, ...]:
    """The people who were there, in the order in which they appear; bots never, nor those taken off the list."""
    added = [p for p, note in noted.items() if note.added and p not in found]
    those = [_participant(p, found.get(p), noted) for p in (*found, *added) if _counts(p, people, noted)]
    return tuple(sorted(those, key=lambda p: (p.at is None, p.at.timestamp() if p.at else 0.0, p.person)))


def _counts(person: str, people: Mapping[str, Person], noted: Mapping[str, Attendance]) -> bool:
    if person in noted and noted[person].removed:
        return False
    known = people.get(person)
    return known is not None and not known.is_bot


def _participant(person: str, trace: Trace | None, noted: Mapping[str, Attendance]) -> Participant:
    parts = tuple(p for p in Part if trace and p in trace.parts)
    added = (Part.ADDED,) if person in noted and noted[person].added and not parts else ()
    return Participant(person, parts + added, trace, min(trace.parts.values()) if trace else None)


def _during(timeline: Timeline, messages: Sequence[Message]) -> list[Message]:
    """The messages of the incident itself: a channel may have a life before and after it."""
    start, end = (timeline.milestones.get(n) for n in (MilestoneName.STARTED, MilestoneName.RESOLVED))
    start = start or timeline.milestones.get(MilestoneName.DETECTED)
    since = start.at - AROUND if start else None
    until = end.at + AROUND if end else None
    return [m for m in messages if (since is None or m.at >= since) and (until is None or m.at <= until)]


def opening(participant: Participant) -> Opening:
    """What to begin with: their own deed, else that they were called or named, else what they said first."""
    trace = participant.trace
    if trace is None:
        return Opening("added")
    if trace.entry is not None:
        return opening_of(trace.entry)
    for part in (Part.PAGED, Part.MENTIONED):
        if part in trace.parts:
            return Opening(part.value, at=trace.parts[part])
    return Opening("wrote", *trace.first) if trace.first else Opening("added")


def opening_of(entry: Entry) -> Opening:
    """What somebody did, told to them: "rolled back the deploy of 14:01"; else their own words."""
    first = entry.text.strip().splitlines()[0] if entry.text.strip() else ""
    for code, pattern in (("did", DID), ("doing", IS_DOING)):
        match = pattern.match(first)
        if match and not OWN.search(match["what"]) and len(match["what"]) <= 90:
            words = match["what"].strip()
            return Opening(code, words[0].lower() + words[1:], entry.at)
    return Opening("wrote", _quote(first), entry.at)


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 110 else words[:110].rsplit(" ", 1)[0] + "…"


def labels(
    order: Sequence[str], people: Mapping[str, Person], noted: Mapping[str, Attendance], lead: str, words: Mapping[str, str]
) -> dict[str, str]:
    """Under which label each person appears where names are not shown: the role that people gave them, else what their
    profile says, numbered in `order` where several share it; the name of whoever agreed to be named. `words` holds
    what the lead and everybody else are called under "lead" and ""."""
    roles = {p: _role(p, people, noted, lead, words) for p in dict.fromkeys([*order, *people])}
    shared: dict[str, list[str]] = defaultdict(list)
    for person in dict.fromkeys(order):
        shared[roles[person]].append(person)
    numbered = {p: f"{role} {n}" for role, those in shared.items() if len(those) > 1 for n, p in enumerate(those, 1)}
    by_consent = {p: people[p].name for p, note in noted.items() if note.named and p in people}
    bots = {p.id: p.name for p in people.values() if p.is_bot}
    return {**roles, **numbered, **by_consent, **bots}


def _role(person: str, people: Mapping[str, Person], noted: Mapping[str, Attendance], lead: str, words: Mapping[str, str]) -> str:
    given = noted[person].role if person in noted else ""
    title = people[person].title.split(",")[0].strip() if person in people else ""
    return given or (words["lead"] if person == lead else title[:60] or words[""])
