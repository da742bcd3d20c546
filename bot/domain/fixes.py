"""What is temporary, until when, and what is permanent: read from what people wrote about the resolution."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.due_date import understand_due
from bot.domain.followup import zone_of
from bot.domain.interview import Answer
from bot.domain.message import Person

LABEL = re.compile(
    r"(?i)(?:^|[\n.;]\s*)\W*(?P<kind>temporar(?:y|ily)|for now|workarounds?|permanent(?:ly)?)\s*(?:\((?P<note>[^)]*)\))?\s*[:\-–]\s*"
)
TEMPORARY = re.compile(r"(?i)\b(?:temporar\w+|workaround|hotfix|for now|stop-?gap|by hand|until we)\b")
PERMANENT = re.compile(r"(?i)\bpermanent\w*\b")
ENDS = re.compile(r"(?i)\b(?:until|till|by (?!hand\b)|before|expires?|no later than|at the latest|bis|hasta|jusqu\w+)")
NOTHING = re.compile(r"(?i)^\W*(?:nothing|none|no(?:ne)? (?:yet|so far)|not yet|n/?a)\b")


@dataclass(frozen=True, slots=True)
class Fix:
    """One fix. `until` is the day when a temporary one ends; None where nobody said so."""

    text: str
    temporary: bool
    until: date | None
    by: str
    source: tuple[str, str]
    linked: bool = True


def fixes(answers: Sequence[Answer], questions: frozenset[str], people: Mapping[str, Person]) -> tuple[Fix, ...]:
    """The fixes in the answers to the questions (ids) which ask for them; "until when?" completes the last temporary
    one of whoever was asked."""
    found: list[Fix] = []
    for answer in answers:
        if answer.question not in questions or not answer.has_content:
            continue
        if answer.probe == "until":
            found = _completed(found, answer, people)
        elif not answer.probe:
            found += read(answer, people)
    return tuple(found)


def endless(text: str) -> bool:
    """Whether a text tells of something temporary and not until when."""
    return any(temporary and not ENDS.search(part) for temporary, part in _parts(text))


def read(answer: Answer, people: Mapping[str, Person]) -> list[Fix]:
    """The fixes that one answer tells of; none where it says neither temporary nor permanent."""
    return [_fix(part, temporary, answer, people) for temporary, part in _parts(answer.text)]


def _parts(text: str) -> list[tuple[bool, str]]:
    """The parts of a text, each with whether it is temporary."""
    labels = list(LABEL.finditer(text))
    if not labels:
        if TEMPORARY.search(text):
            return [(True, text)]
        return [(False, text)] if PERMANENT.search(text) else []
    ends = [m.start() for m in labels[1:]] + [len(text)]
    parts = [(not m["kind"].lower().startswith("perm"), text[m.end() : end]) for m, end in zip(labels, ends, strict=True)]
    return [(temporary, part) for temporary, part in parts if _says(part)]


def _says(text: str) -> bool:
    return bool(text.strip()) and not NOTHING.match(text)


def _fix(text: str, temporary: bool, answer: Answer, people: Mapping[str, Person]) -> Fix:
    until = _until(text, answer, people) if temporary else None
    return Fix(" ".join(text.split()).strip(" .;"), temporary, until, answer.user, answer.source, answer.linked)


def _until(text: str, answer: Answer, people: Mapping[str, Person]) -> date | None:
    person = people.get(answer.user)
    return understand_due(text, answer.at.astimezone(zone_of(person.tz if person else None)).date())


def _completed(found: list[Fix], answer: Answer, people: Mapping[str, Person]) -> list[Fix]:
    until = _until(answer.text, answer, people)
    last = next((i for i in range(len(found) - 1, -1, -1) if found[i].by == answer.user and found[i].temporary), None)
    if last is None or until is None:
        return found
    old = found[last]
    return [*found[:last], Fix(old.text, True, until, old.by, old.source, old.linked), *found[last + 1 :]]
