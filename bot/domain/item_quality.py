"""What an action item could still say or be: hints, never a gate.

A verb and a test of being done make it finishable; how strong its measure is follows the action hierarchy of RCA²
(National Patient Safety Foundation, 2015). The words that show it are passed in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.action_item import ActionItem, ItemKind


class Strength(StrEnum):
    """How much a measure does without anybody's memory and good will."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


ORDER = tuple(Strength)
# What joins one deed to another, or says by what it is done.
JOINED = re.compile(r"(?i)(?:[,;:]|\b(?:and|then|by|und))\s+(?:an? |the )?$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A sort of measure and the words by which one knows it."""

    name: str
    strength: Strength
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What items are held against: the measures; what says how one sees that it is done; how no deed begins."""

    measures: Sequence[Measure]
    done_test: re.Pattern[str]
    no_verb: re.Pattern[str]

    def measure_of(self, text: str) -> Measure | None:
        """The measure that a text names; None where it names none that we know. The first deed counts, or the strongest of
        those joined to it: in "document the failover" it is the document."""
        found = [(match.start(), m) for m in self.measures for match in m.words.finditer(text)]
        first = min((at for at, _ in found), default=0)
        deeds = [m for at, m in found if at == first or JOINED.search(text[:at])]
        return min(deeds, key=lambda m: ORDER.index(m.strength), default=None)

    def hints(self, item: ActionItem) -> tuple[str, ...]:
        """What its words could still say, the most wanted first: `verb`, `done_test`, or `weak_NAME` of a measure that
        relies on people alone. What is to find something out is no measure yet."""
        hints = []
        measure = self.measure_of(item.text)
        if measure is not None and measure.strength is Strength.WEAK and item.kind is not ItemKind.LEARN:
            hints.append(f"weak_{measure.name}")
        if self.no_verb.match(item.text):
            hints.append("verb")
        if not self.done_test.search(item.text):
            hints.append("done_test")
        return tuple(hints)
