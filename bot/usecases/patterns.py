"""Looking back over earlier postmortems for what keeps recurring, as far as the reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.access import Reader
from bot.domain.action_item import ItemKind
from bot.domain.item_list import ItemFilters, Listed, Standing
from bot.domain.patterns import Pattern, recurring
from bot.store.work import Work

MOST = 10


@dataclass(frozen=True, slots=True)
class Patterns:
    """What recurs among so many postmortems, and temporary fixes that should have been replaced by now."""

    count: int
    tagged: int
    factors: tuple[Pattern, ...]
    services: tuple[Pattern, ...]
    expired: tuple[Listed, ...]


async def patterns(work: Work, reader: Reader, today: date) -> Patterns:
    """All of it. What was cancelled does not count."""
    cases = await work.browsing.cases(reader)
    overdue = ItemFilters(standing=Standing.OVERDUE, kind=ItemKind.TEMPORARY)
    return Patterns(
        count=len(cases),
        tagged=sum(1 for c in cases if c.factors),
        factors=recurring(cases, lambda c: c.factors)[:MOST],
        services=recurring(cases, lambda c: c.services)[:MOST],
        expired=await work.item_lists.page(reader, overdue, today, MOST),
    )
