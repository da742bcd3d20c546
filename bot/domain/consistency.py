"""Whether the milestones can be true together: what looks wrong is asked, never guessed.

Codes: "later:earlier" for an unlikely order, "day:name" for a moment about a day off, "zone:name" for one that is off
by whole hours from the message which shows it, "far:name" for one that lies far from the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.message import moment
from bot.domain.milestones import Milestone, MilestoneName

# Recovered before mitigated is legal, so only these have an order.
ORDER = (MilestoneName.STARTED, MilestoneName.DETECTED, MilestoneName.ACKNOWLEDGED, MilestoneName.RESOLVED)
FAR = timedelta(days=7)
DAY, NEARLY = timedelta(days=1), timedelta(hours=2)
ZONES, EXACTLY = range(3, 15), timedelta(minutes=4)


def inconsistencies(marks: Mapping[MilestoneName, Milestone | None]) -> tuple[str, ...]:
    """The codes of what to ask about."""
    known = [(name, mark) for name in ORDER if (mark := marks.get(name)) is not None]
    found = [f"{b}:{a}" for (a, first), (b, second) in itertools.pairwise(known) if second.at < first.at]
    times = [mark.at for mark in marks.values() if mark is not None]
    for name, mark in marks.items():
        if mark is not None:
            others = [at for at in times if at != mark.at]
            found += [f"{code}:{name}" for code in _oddities(mark, others)]
    return tuple(found)


def _oddities(mark: Milestone, others: list[datetime]) -> list[str]:
    nearest = min((abs(mark.at - at) for at in others), default=timedelta())
    if nearest > FAR:
        return ["far"]
    if mark.how != "stated" or mark.ts is None:
        return []
    before = moment(mark.ts) - mark.at
    if abs(before - DAY) < NEARLY and nearest > DAY - NEARLY:
        return ["day"]
    hours = round(before / timedelta(hours=1))
    if nearest > NEARLY and abs(hours) in ZONES and abs(before - timedelta(hours=hours)) <= EXACTLY:
        return ["zone"]
    return []
