"""Contributing factors by name: which are proposed by what people said of the causes, and which they accepted.

A factor is a condition that helped the incident along, technical, of the process, or of people's work; there are always
several. The names are few and the same everywhere, so that what recurs can be found.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.plain_text import shorten

# So much of what was said stands beside a proposal, and so many are made at a time: more would not be read.
QUOTE, BEFORE, MOST = 140, 40, 5
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class FactorKind(StrEnum):
    """Where the condition lies."""

    TECHNICAL = "technical"
    PROCESS = "process"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Factor:
    """A name of the taxonomy. `words`: where they were said, it is proposed."""

    name: str
    kind: FactorKind
    title: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Tag:
    """What somebody said of a factor in one postmortem: that it was one, or that it was not."""

    factor: str
    accepted: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A factor that what was said points to, with the sentence."""

    factor: Factor
    quote: str


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The factors that there are, in the order in which people read them."""

    factors: tuple[Factor, ...] = ()

    def get(self, name: str) -> Factor | None:
        """The factor of that name; None for one that the workspace has given up."""
        return next((f for f in self.factors if f.name == name), None)

    def ordered(self, names: Collection[str]) -> tuple[str, ...]:
        """These names in the order of the taxonomy; those that it has given up come last."""
        known = [f.name for f in self.factors if f.name in names]
        return (*known, *sorted(set(names) - set(known)))

    def accepted(self, tags: Iterable[Tag]) -> tuple[Factor, ...]:
        """The factors that people accepted, in the order of the taxonomy."""
        names = accepted(tags)
        return tuple(f for f in self.factors if f.name in names)

    def proposed(self, said: Sequence[str], decided: Collection[str]) -> tuple[Proposal, ...]:
        """What is proposed by what people said, the earliest said first; nothing that somebody has decided on."""
        found: dict[str, Proposal] = {}
        for sentence in (s for text in said for s in SENTENCE.split(text) if s.strip()):
            for factor in self.factors:
                fresh = factor.name not in decided and factor.name not in found
                if fresh and (words := factor.words.search(sentence)):
                    found[factor.name] = Proposal(factor, _around(sentence, words.start()))
        return tuple(found.values())[:MOST]


def _around(sentence: str, at: int) -> str:
    """The sentence, or so much of a long one that what stands at that place is in it."""
    begin = sentence.rfind(" ", 0, at - BEFORE) + 1 if at > QUOTE // 2 else 0
    return shorten(("…" if begin else "") + " ".join(sentence[begin:].split()), QUOTE)


def accepted(tags: Iterable[Tag]) -> frozenset[str]:
    """The names that people accepted."""
    return frozenset(t.factor for t in tags if t.accepted)
