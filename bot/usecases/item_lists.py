"""Looking through the action items that a reader may know of, in one postmortem or in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.access import Reader
from bot.domain.coverage import team_of
from bot.domain.item_figures import Figures, by_service, by_team, figures
from bot.domain.item_list import ItemFilters, Listed, Standing
from bot.domain.item_words import UNFINISHED, Choice
from bot.store.work import Work

# A file holds so many: more than anybody reads, and no more than fits in memory.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of items. `page` counts from 1."""

    found: tuple[Listed, ...]
    count: int
    page: int
    pages: int


def filters(choice: Choice, postmortem: str = "") -> ItemFilters:
    """What a choice means: within one postmortem, or in all where its id is empty."""
    standing = Standing(choice.standing) if choice.standing and choice.standing != UNFINISHED else None
    return ItemFilters(standing, choice.standing == UNFINISHED, choice.owner, choice.kind, choice.priority, postmortem)


async def browse(work: Work, reader: Reader, wanted: ItemFilters, today: date, page: int, size: int) -> Shelf:
    """The page of that number, else the nearest one that there is."""
    count = await work.item_lists.count(reader, wanted, today)
    pages = max(1, -(-count // size))
    page = min(max(1, page), pages)
    return Shelf(await work.item_lists.page(reader, wanted, today, size, (page - 1) * size), count, page, pages)


async def send_file(work: Work, reader: Reader, words: str, postmortem: str, request: str, now: datetime) -> None:
    """Send the items that the words choose as a table to whoever asks, as far as they may know of them."""
    payload = {"person": reader.id, "channels": sorted(reader.channels), "words": words, "postmortem": postmortem}
    await work.outbox.add(f"people:{reader.id}", "items_file", f"items_file:{request}"[:64], payload, now)


@dataclass(frozen=True, slots=True)
class Told:
    """How the items fare that a reader may know of: all, by service, by team."""

    all: Figures
    services: Mapping[str, Figures]
    teams: Mapping[str, Figures]


async def fare(work: Work, reader: Reader, today: date) -> Told:
    """The figures; teams are those that people's profiles name."""
    fates = await work.item_lists.fates(reader, today, MOST)
    people = await work.workspace.people({f.owner for f in fates if f.owner})
    teams = {i: team_of(p.title) for i, p in people.items()}
    known = [replace(f, team=teams.get(f.owner, "")) for f in fates]
    return Told(figures(known, today), by_service(known, today), by_team(known, today))


async def names_of(work: Work, found: tuple[Listed, ...]) -> dict[str, str]:
    """What the people are called whom these items name."""
    named = {i for one in found for i in (one.item.owner, one.item.created_by, one.item.closed_by) if i}
    return {i: p.name for i, p in (await work.workspace.people(named)).items()}
