"""What recurs across postmortems: contributing factors, services. Each pattern lists where, and says of how many.

Nothing is counted by person or team, and a few are called few: what stands in two or three postmortems may be chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

# From how many postmortems on something recurs, and up to how many it may be chance.
RECURS, CHANCE = 2, 3


class Sure(StrEnum):
    """How sure one can be that there is more behind it than chance."""

    CHANCE = "chance"
    RECURRING = "recurring"


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared of a postmortem; `factors` are the accepted ones, by name."""

    number: int
    title: str
    services: tuple[str, ...] = ()
    factors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Something that recurs, and where, the newest first."""

    name: str
    cases: tuple[Case, ...]

    @property
    def sure(self) -> Sure:
        """Two or three may be chance."""
        return Sure.CHANCE if len(self.cases) <= CHANCE else Sure.RECURRING


def recurring(cases: Sequence[Case], told_by: Callable[[Case], Iterable[str]]) -> tuple[Pattern, ...]:
    """What several cases tell of, the most frequent first; of the same, what was seen last."""
    found: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda c: -c.number):
        for name in dict.fromkeys(told_by(case)):
            found.setdefault(name, []).append(case)
    several = [Pattern(name, tuple(some)) for name, some in found.items() if len(some) >= RECURS]
    return tuple(sorted(several, key=lambda p: (-len(p.cases), -p.cases[0].number, p.name)))
