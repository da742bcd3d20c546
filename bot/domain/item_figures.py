"""How action items fare: promised, done, worked, overdue, declined, and how old the open ones are. By team and by service,
never by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from bot.domain.action_item import ActionItem
from bot.domain.item_list import Standing, standing

CLOSED = (Standing.DONE, Standing.WORKED, Standing.DROPPED)
# A group of fewer owners would tell of one person.
FEWEST_OWNERS = 2


@dataclass(frozen=True, slots=True)
class Fate:
    """What counts of an item. `team` is its owner's, empty where unknown."""

    standing: Standing
    promised_on: date
    owner: str = ""
    services: tuple[str, ...] = ()
    team: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of items; `done` holds those that `worked`; `median_age` of the open ones in days, None where none is open."""

    promised: int
    done: int
    worked: int
    overdue: int
    declined: int
    median_age: int | None


@dataclass(frozen=True, slots=True)
class Fare:
    """How the items of one report fare on a day: all, and by team."""

    day: date
    all: Figures
    teams: Mapping[str, Figures]


def fare_of(items: Iterable[ActionItem], teams: Mapping[str, str], day: date) -> Fare:
    """The figures of these items; `teams` are those of their owners."""
    fates = [Fate(standing(i, day), i.created_at.date(), i.owner or "", (), teams.get(i.owner or "", "")) for i in items]
    return Fare(day, figures(fates, day), by_team(fates, day))


def figures(fates: Iterable[Fate], today: date) -> Figures:
    """Count them."""
    known = list(fates)
    stands = [f.standing for f in known]
    ages = [(today - f.promised_on).days for f in known if f.standing not in CLOSED]
    worked = stands.count(Standing.WORKED)
    return Figures(
        promised=len(known),
        done=stands.count(Standing.DONE) + worked,
        worked=worked,
        overdue=stands.count(Standing.OVERDUE),
        declined=stands.count(Standing.DROPPED),
        median_age=round(median(ages)) if ages else None,
    )


def by_service(fates: Iterable[Fate], today: date) -> Mapping[str, Figures]:
    """The figures of each service, by name."""
    groups = _grouped((service, fate) for fate in fates for service in fate.services)
    return {name: figures(group, today) for name, group in groups}


def by_team(fates: Iterable[Fate], today: date) -> Mapping[str, Figures]:
    """The figures of each team, by name, but for teams of which one person alone owns items."""
    groups = _grouped((fate.team, fate) for fate in fates if fate.team)
    return {name: figures(group, today) for name, group in groups if len({f.owner for f in group}) >= FEWEST_OWNERS}


def _grouped(named: Iterable[tuple[str, Fate]]) -> list[tuple[str, list[Fate]]]:
    groups: dict[str, list[Fate]] = {}
    for name, fate in named:
        groups.setdefault(name, []).append(fate)
    return sorted(groups.items())
