"""What the chat or another answer told already: it is shown and confirmed, not asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.classify import EntryKind
from bot.domain.extract import ImpactFact, ProposedAction
from bot.domain.interview import Answer
from bot.domain.milestones import MilestoneName
from bot.domain.plain_text import shorten
from bot.domain.timeline import Timeline

MOST = 4
# Which milestones answer which question.
MOMENTS: Mapping[str, tuple[MilestoneName, ...]] = {
    "began": (MilestoneName.STARTED, MilestoneName.DETECTED),
    "span": (MilestoneName.STARTED, MilestoneName.RESOLVED),
}
FIGURES: Mapping[str, frozenset[str]] = {
    "users_figures": frozenset({"users", "traffic", "data", "duration"}),
    "business_figures": frozenset({"tickets", "money"}),
}
# Kinds of lines that tell what was done to end it.
ENDING = (EntryKind.MITIGATION, EntryKind.RESOLUTION)
# What an answer to another question sounds like that tells this already.
SAID: Mapping[str, re.Pattern[str]] = {
    "said_process": re.compile(
        r"(?i)\b(?:runbook|checklist|review(?:ed|s)?|process|procedure|policy|rule|hand-?over|on-?call|rota|drill|game day|training|document(?:ed|ation)?|approv\w+|freeze|backlog)\b"
    ),
    "said_temporary": re.compile(r"(?i)\b(?:temporar\w+|workaround|hotfix|for now|stop-?gap|provisional|until we)\b"),
}
FACTS = (*MOMENTS, *FIGURES, "ended_by", "promised", "resembles", *SAID)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is known: in words or as a named moment, with the message that says it, and who said it."""

    text: str = ""
    ts: str = ""
    by: str = ""
    milestone: MilestoneName | None = None
    at: datetime | None = None


Known = Mapping[str, tuple[Told, ...]]


def from_chat(timeline: Timeline, facts: Sequence[ImpactFact], proposed: Sequence[ProposedAction]) -> dict[str, tuple[Told, ...]]:
    """What the channel told, by the names of FACTS; a name is missing where the channel does not tell."""
    known = {name: _moments(timeline, names) for name, names in MOMENTS.items()}
    for name, kinds in FIGURES.items():
        known[name] = _figures(timeline, [f for f in facts if f.kind in kinds])
    ending = [e for e in timeline.entries if e.kind in ENDING]
    known["ended_by"] = tuple(Told(e.text, e.ts[0] if e.ts else "", e.author) for e in ending)[-MOST:]
    known["promised"] = tuple(Told(p.text, p.ts, p.owner or "") for p in proposed)[-MOST:]
    return {name: told for name, told in known.items() if told}


def from_answers(answers: Sequence[Answer], section: str, question: str) -> dict[str, tuple[Told, ...]]:
    """What answers to other questions of the same section told already."""
    others = [a for a in answers if a.section == section and a.question != question and a.has_content]
    known = {
        name: tuple(Told(sentence, a.source[1], a.user) for a in others if (sentence := _saying(a.text, cue)))
        for name, cue in SAID.items()
    }
    return {name: told[:MOST] for name, told in known.items() if told}


def _figures(timeline: Timeline, facts: Sequence[ImpactFact]) -> tuple[Told, ...]:
    """The figures that stand in the timeline, those told as impact first; where none does, those that were said."""
    lines = {ts: e for e in timeline.entries for ts in e.ts}
    shown = [f for f in facts if f.ts in lines] or list(facts)
    told_as_impact = {f.ts for f in shown if f.ts in lines and lines[f.ts].kind is EntryKind.IMPACT}
    best = sorted(shown, key=lambda f: (f.ts not in told_as_impact, -float(f.ts)))[:MOST]
    return tuple(Told(f.text, f.ts) for f in sorted(best, key=lambda f: float(f.ts)))


def _moments(timeline: Timeline, names: Sequence[MilestoneName]) -> tuple[Told, ...]:
    """All of the moments, or nothing: half of them still leaves the question open."""
    found = [(n, timeline.milestones.get(n)) for n in names]
    told = tuple(Told(ts=m.ts or "", milestone=n, at=m.at) for n, m in found if m is not None)
    return told if len(told) == len(names) else ()


def _saying(text: str, cue: re.Pattern[str]) -> str:
    """The sentence of a text that has the cue; empty where none has."""
    sentences = re.split(r"(?<=[.!?;])\s+|\n+", text)
    return shorten(next((s.strip() for s in sentences if cue.search(s)), ""), 200)
