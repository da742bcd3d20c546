"""What was due beside what was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.policy_files import load_policy
from tests.simulation.oracle import POLICY, Due, works
from tests.simulation.world import Said
from tests.simulation.year import AFTER, BEFORE, Year

# A message may come so much later than it is due, and is the same one so much later still.
IN_TIME, SAME = timedelta(minutes=15), timedelta(days=4)
COUNTED = ("nudge", "prove", "left", "digest")


@dataclass
class Score:
    """Figures, and for each fault what it was."""

    due: int = 0
    sent: int = 0
    late: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    out_of_hours: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def faults(self) -> list[str]:
        """All of them."""
        named = {n: getattr(self, n) for n in ("missing", "twice", "unexpected", "out_of_hours", "late")}
        return [f"{name}: {one}" for name, found in named.items() for one in found]


def score(year: Year, due: Sequence[Due], said: Sequence[Said]) -> Score:
    """Match them; `due` counts items told of, not messages."""
    made = Score(due=len(due), by_kind=Counter(s.kind for s in said))
    told: dict[tuple[str, str, str], list[datetime]] = defaultdict(list)
    for one in said:
        if not _in_hours(year, one):
            made.out_of_hours.append(f"{one.kind} {one.person} {_there(year, one.person, one.at)}")
        for about in one.about if one.kind in COUNTED else ():
            told[(one.kind, one.person, about)].append(one.at)
    crowded = {(one.person, one.at): one.more for one in said if one.more}
    made.sent = sum(map(len, told.values())) + sum(crowded.values())
    for want in due:
        times = told[(want.kind, want.person, want.about)]
        found = next((t for t in times if want.at - timedelta(seconds=5) <= t <= want.at + SAME), None)
        what = f"{want.kind} {want.person} {want.about} due {_there(year, want.person, want.at)}"
        if (found is None or found > want.at + IN_TIME) and _counted(crowded, want):
            continue
        if found is None:
            made.missing.append(what)
            continue
        times.remove(found)
        if found > want.at + IN_TIME:
            made.late.append(f"{what}, said {_there(year, want.person, found)}")
    for (kind, person, about), times in told.items():
        made.unexpected += [f"{kind} {person} {about} {_there(year, person, t)}" for t in times]
    made.unexpected += [f"{n} more items for {person} {_there(year, person, t)}" for (person, t), n in crowded.items() if n]
    days = Counter((s.person, _day(year, s)) for s in said if s.kind == "nudge")
    made.twice += [f"{person} was reminded {n} times on {day}" for (person, day), n in days.items() if n > 1]
    return made


def _counted(crowded: dict[tuple[str, datetime], int], want: Due) -> bool:
    """Whether an item is one of those that a reminder of that moment only counts, as there was no room to name it."""
    for (person, at), left in crowded.items():
        if person == want.person and want.kind == "nudge" and left and want.at <= at <= want.at + IN_TIME:
            crowded[(person, at)] -= 1
            return True
    return False


def _day(year: Year, said: Said) -> str:
    return said.at.astimezone(ZoneInfo(year.people[said.person].zone)).date().isoformat()


def _there(year: Year, person: str, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(year.people[person].zone)):%a %Y-%m-%d %H:%M:%S}"


def _in_hours(year: Year, said: Said) -> bool:
    owner = year.people[said.person]
    local = said.at.astimezone(ZoneInfo(owner.zone))
    plan = load_policy((BEFORE if said.at < year.policy_at else AFTER) / POLICY).plan
    return works(owner, local.date()) and plan.from_hour <= local.hour < plan.until_hour
