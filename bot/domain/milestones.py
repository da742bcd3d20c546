"""Started, detected, acknowledged, mitigated, resolved: found in what was said, never invented."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.alerts import AlertState, alert_state
from bot.domain.message import Message, MessageKind, Person
from bot.domain.stated_time import named_zone, stated_time


class MilestoneName(StrEnum):
    """The five moments of an incident."""

    STARTED = "started"
    DETECTED = "detected"
    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"


# Somebody who writes "looking" hours later does not acknowledge the first alert.
ANSWERED_WITHIN = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment and the message that shows it, in `channel`; `how`: "stated", "message" or "set by hand"."""

    at: datetime
    ts: str | None
    how: str
    channel: str = ""


STARTED = re.compile(
    r"(?i)\b(?:start(?:ed|ing)?|began|begin(?:ning)?|since|first (?:errors?|seen|failures?)|onset|went (?:down|dark))\b"
)
BEGAN = re.compile(
    r"(?i)\b(?:start(?:ed|ing)|began|begin(?:ning)?|first (?:errors?|seen|failures?)|onset|went (?:down|dark)|angefangen|begann|empez[óo]|comenz[óo]|commencé|começou)\b"
)
# A change that a bot reports so shortly before the first alert shows the start.
CHANGE_BEFORE = timedelta(minutes=6)
# Said of a time that is named right after: the moment of detection told in hindsight.
DETECTED_AT = re.compile(
    r"(?i)\b(?:alert\w*|alarm\w*|pag(?:e|es|ed|er)|detected|noticed|monitoring|saw it|first (?:report|ticket|page|alert)|bemerkt|detectad[oa]|détecté)\b[^.;\n]{0,45}?(?=\d{1,2}[:h]\d{2})"
)
RESOLVED = re.compile(
    r"(?i)\b(?:incident (?:is )?(?:over|resolved|closed)|all clear|(?:is|are) back (?:on )?everywhere|all (?:\w+ )?green|resolved(?: as of| at)?|declar\w+ (?:this |it )?(?:resolved|over)|"
    r"(?:fully|everything(?: is)?) (?:recovered|restored|back|operational)|closing (?:this|the) (?:incident|one)|behoben|resuelto|résolu)\b"
)
SAID_MITIGATED = re.compile(r"(?i)\b(?:mitigat(?:ed|ion (?:done|complete|confirmed))|mitigad[oa]|entschärft|atténué)\b")
MITIGATED = re.compile(
    r"(?i)\b(?:mitigated|(?<!\d)100 ?% of (?:all )?(?:traffic|regions|requests|users|customers|capacity)|error rates? (?:is |are )?(?:near|at|back to|below)|(?:is|are|was|were|site|service|traffic|we'?re?) (?:back(?: up)?|recovered|restored|recovering)|back (?:up|online|to normal)|service restored|"
    r"restored|recovered|(?:errors?|load|latency|traffic|cpu)\b.{0,40}\b(?:normal|recovered|baseline|zero|gone))\b"
)
ACKED = re.compile(
    r"(?i)\b(?:acknowledged|acked|ack|i'?m on it|on it|looking|taking (?:this|ic|it)|i have (?:it|ic)|confirmed)\b"
)
NEGATED = re.compile(
    r"(?i)\b(?:not|n't|no|isn't|until|once|when|if|will|would|should|need|hope\w*|before|eta|almost|partially|can we|are we|is it)\b|\?"
)
DETECTED = re.compile(
    r"(?i)\b(?:alert\w*|paged?|monitor\w*|is down|are down|errors?|timeouts?|500s|5xx|detected|noticed|reports?|opening|spik\w+|unreachable)\b"
)


def find_milestones(messages: Sequence[Message], people: Mapping[str, Person]) -> dict[MilestoneName, Milestone | None]:
    """The milestones of messages sorted by time; None where the chat does not show one."""
    words = [m for m in messages if m.kind in {MessageKind.SAID, MessageKind.ALERT}]
    detected = _detected(words, people)
    resolved = _last(words, RESOLVED, people, after=detected)
    mitigated = _mitigated(words, people, detected, resolved)
    return {
        MilestoneName.STARTED: _started(words, people, detected),
        MilestoneName.DETECTED: detected,
        MilestoneName.ACKNOWLEDGED: _acknowledged(words, detected),
        MilestoneName.MITIGATED: mitigated,
        MilestoneName.RESOLVED: resolved,
    }


def inconsistencies(marks: Mapping[MilestoneName, Milestone | None]) -> tuple[str, ...]:
    """Pairs that stand in an unlikely order, as codes "later:earlier". Recovered before mitigated is legal."""
    order = (
        MilestoneName.STARTED,
        MilestoneName.DETECTED,
        MilestoneName.ACKNOWLEDGED,
        MilestoneName.RESOLVED,
    )
    known = [(name, marks[name]) for name in order if marks.get(name)]
    pairs = itertools.pairwise(known)
    return tuple(f"{b}:{a}" for (a, first), (b, second) in pairs if first and second and second.at < first.at)


def _detected(words: Sequence[Message], people: Mapping[str, Person]) -> Milestone | None:
    told = _told(words, people)
    alert = next((m for m in words if _state(m) is AlertState.OPENS), None)
    said = next((m for m in words if m.kind is MessageKind.SAID and DETECTED.search(m.text)), None)
    first = min((m for m in (alert, said) if m), key=lambda m: m.at, default=None)
    seen = Milestone(first.at, first.ts, "message") if first else None
    return min((m for m in (told, seen) if m), key=lambda m: m.at, default=None)


def _told(words: Sequence[Message], people: Mapping[str, Person]) -> Milestone | None:
    """The detection as somebody told it when the channel opened after it."""
    for message in words[:40]:
        match = DETECTED_AT.search(message.text) if message.kind is MessageKind.SAID else None
        zone = named_zone(message.text) or _zone(message, people)
        at = stated_time(message.text[match.end() :], message.at, zone) if match else None
        if at is not None and at <= message.at:
            return Milestone(at, message.ts, "stated")
    return None


def _acknowledged(words: Sequence[Message], detected: Milestone | None) -> Milestone | None:
    if detected is None:
        return None
    soon = detected.at + ANSWERED_WITHIN
    later = [m for m in words if detected.at <= m.at <= soon and m.ts != detected.ts]
    bot = next((m for m in later if _state(m) is AlertState.ACKED), None)
    said = next((m for m in later if m.kind is MessageKind.SAID and ACKED.search(m.text)), None)
    first = bot or said
    return Milestone(first.at, first.ts, "message") if first else None


def _started(words: Sequence[Message], people: Mapping[str, Person], detected: Milestone | None) -> Milestone | None:
    if detected is None:
        return None
    for cue, farthest in ((BEGAN, timedelta(hours=6)), (STARTED, timedelta(minutes=25))):
        for message in words:
            if not cue.search(message.text):
                continue
            zone = named_zone(message.text) or _zone(message, people)
            at = stated_time(message.text, message.at, zone)
            if at is not None and -farthest <= at - detected.at <= timedelta(minutes=5):
                return Milestone(at, message.ts, "stated")
    changes = [m for m in words if _state(m) is AlertState.CHANGE]
    before = [m for m in changes if timedelta() <= detected.at - m.at <= CHANGE_BEFORE]
    return Milestone(before[-1].at, before[-1].ts, "message") if before else None


def _mitigated(
    words: Sequence[Message],
    people: Mapping[str, Person],
    detected: Milestone | None,
    resolved: Milestone | None,
) -> Milestone | None:
    if detected is None:
        return None
    until = resolved.at if resolved else words[-1].at
    span = [m for m in words if detected.at < m.at <= until and m.kind is MessageKind.SAID]
    return _last(span, SAID_MITIGATED, people, after=detected) or _last(span, MITIGATED, people, after=detected)


def _last(
    words: Sequence[Message], what: re.Pattern[str], people: Mapping[str, Person], after: Milestone | None
) -> Milestone | None:
    for message in reversed(words):
        if message.kind is not MessageKind.SAID or (after and message.at <= after.at) or message.thread_ts:
            continue
        shown = _affirmed(what, message.text)
        if shown:
            zone = named_zone(message.text) or _zone(message, people)
            at = stated_time(message.text[shown.start() :], message.at, zone)
            if at is not None and abs(at - message.at) < timedelta(hours=1):
                return Milestone(at, message.ts, "stated")
            return Milestone(message.at, message.ts, "message")
    return None


def _affirmed(what: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where a text says so; not where the same clause denies, asks or only hopes for it."""
    for match in what.finditer(text):
        begin = max(text.rfind(mark, 0, match.start()) for mark in (".", ",", ";", ":", "\n", "(")) + 1
        ends = [i for i in (text.find(mark, match.end()) for mark in (". ", ",", ";", "\n", "?", "!")) if i >= 0]
        clause = text[begin : min(ends, default=len(text)) + 1]
        if not NEGATED.search(clause):
            return match
    return None


def _zone(message: Message, people: Mapping[str, Person]) -> str:
    person = people.get(message.author)
    return (person.tz if person else None) or "UTC"


def _state(message: Message) -> AlertState | None:
    return alert_state(message.text, message.author_name) if message.kind is MessageKind.ALERT else None
