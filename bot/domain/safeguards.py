"""Safeguards as records: what each one was, what was expected of it, what it did. Read from what people wrote, so
that an edited answer edits the record; what cannot be read as a record stays the answer that it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.interview import Answer

EXPECTED = re.compile(
    r"(?i)(?:^|[\n.;(]\s*|,\s+)\W*(?:what was )?expected(?: (?:of it|to do))?(?: to)?\s*[:\-–]?\s*(?P<text>[^\n]+?)(?=(?:\n|[.;]\s+|,\s+)\W*(?:what )?(?:it )?did\b|$|\n)"
)
DID = re.compile(
    r"(?i)(?:^|[\n.;,]\s*)\W*(?:(?:what )?it )?did\s*[:\-–]?\s*(?P<text>[^\n]+(?:\n(?!\W*(?:what|expected|did)\b)[^\n]+)*)"
)
WHAT = re.compile(r"(?i)^\W*(?:what(?: it)?(?: was)?|safeguard)\s*[:\-–]\s*(?P<text>[^\n]+)")
LISTED = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)]\s+")
MEANT = re.compile(
    r"(?i)^(?P<what>.{3,80}?)\s+(?:was|were|is|are)\s+(?:meant|supposed|expected)\s+to\s+(?P<expected>[^.;\n]+)[.;]?\s*(?P<did>.*)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One safeguard. `expected` and `did` are empty where nobody has said so yet."""

    what: str
    expected: str
    did: str
    by: str
    source: tuple[str, str]
    linked: bool = True


def record_text(what: str, expected: str, did: str) -> str:
    """A record in words, as the form writes it and as people can edit it."""
    lines = [f"What: {' '.join(what.split())}", f"Expected: {' '.join(expected.split())}", f"Did: {' '.join(did.split())}"]
    return "\n".join(lines)


def safeguards(answers: Sequence[Answer], questions: frozenset[str]) -> tuple[Safeguard, ...]:
    """The records in the answers to the questions (ids) which ask for them; a follow-up "what was it expected to do?"
    completes the record of the one who was asked."""
    found: list[Safeguard] = []
    for answer in answers:
        if answer.question not in questions or not answer.has_content:
            continue
        if answer.probe == "expected":
            found = _completed(found, answer)
        elif not answer.probe:
            found += read(answer)
    return tuple(found)


def read(answer: Answer) -> list[Safeguard]:
    """The safeguards that one answer tells of."""
    return [_one(text, answer) for text in _listed(answer.text)]


def _listed(text: str) -> list[str]:
    """The parts of a numbered list; the whole text where it is none. A figure that ends a sentence is no number of one."""
    marks: list[re.Match[str]] = []
    for mark in LISTED.finditer(text):
        if int(mark[1]) == len(marks) + 1:
            marks.append(mark)
    if len(marks) < 2:
        return [text.strip()]
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [text[m.end() : end].strip(" ;,\n") for m, end in zip(marks, ends, strict=True)]


def _one(text: str, answer: Answer) -> Safeguard:
    expected, did, what = EXPECTED.search(text), DID.search(text), WHAT.search(text)
    meant = MEANT.match(text)
    if expected or (what and did):
        first = min((m.start() for m in (expected, did) if m), default=len(text))
        name = what["text"] if what else text[:first]
        return _safeguard(name, expected["text"] if expected else "", did["text"] if did else "", answer)
    if meant:
        return _safeguard(meant["what"], meant["expected"], meant["did"], answer)
    name, mark, rest = text.partition(":")
    if mark and len(name) <= 80 and "\n" not in name:
        return _safeguard(name, "", rest, answer)
    return _safeguard(text, "", "", answer)


def _safeguard(what: str, expected: str, did: str, answer: Answer) -> Safeguard:
    name, wanted, done = (" ".join(p.split()).strip(" .;,:–-") for p in (what, expected, did))
    return Safeguard(name, wanted, done, answer.user, answer.source, answer.linked)


def _completed(found: list[Safeguard], answer: Answer) -> list[Safeguard]:
    last = next((i for i in range(len(found) - 1, -1, -1) if found[i].by == answer.user and not found[i].expected), None)
    if last is None:
        return found
    old = found[last]
    new = Safeguard(old.what, " ".join(answer.text.split()), old.did, old.by, old.source, old.linked)
    return [*found[:last], new, *found[last + 1 :]]
