"""From when to when the messages of a long-lived channel belong to one incident: a proposal, until people set it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

QUIET = timedelta(hours=6)  # so long a silence before it parts an incident from what was before
AFTERWARDS = timedelta(hours=24)  # and so long a one after it from what came later: people sleep on it
FARTHEST = timedelta(hours=48)  # in a channel that is never silent
LOOK_BACK = timedelta(days=14)
FEW = 3

Window = tuple[datetime | None, datetime | None]


def propose(times: Sequence[datetime], began: datetime) -> Window:
    """The window around the moment when it is said to have begun. Where hardly anything was said then, the busiest
    stretch of the last two weeks: people often start late, and keep the time that the form proposes."""
    if not times:
        return None, None
    stretches = _stretches(times)
    near = [s for s in stretches if times[s[0]] - QUIET <= began <= times[s[1]] + QUIET and s[1] - s[0] + 1 >= FEW]
    recent = [s for s in stretches if times[s[1]] >= began - LOOK_BACK] or stretches
    first, last = near[-1] if near else max(recent, key=lambda s: (s[1] - s[0], s[0]))
    earliest = max(times[first], min(began, times[last]) - FARTHEST)
    while last + 1 < len(times) and times[last + 1] - times[last] < AFTERWARDS:
        last += 1
    start = times[bisect_right(times, earliest - timedelta(microseconds=1))]
    return start, None if last + 1 == len(times) else times[last]


def _stretches(times: Sequence[datetime]) -> list[tuple[int, int]]:
    """First and last place of each stretch without a long silence."""
    cuts = [n for n in range(1, len(times)) if times[n] - times[n - 1] >= QUIET]
    return list(zip([0, *cuts], [*(n - 1 for n in cuts), len(times) - 1], strict=True))
