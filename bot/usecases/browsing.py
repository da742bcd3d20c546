"""Looking through postmortems: a page of those that a reader may know of, and one of them by its number."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.access import Deed, Reader
from bot.domain.postmortem import Postmortem
from bot.store.browsing import Filters
from bot.store.work import Work
from bot.usecases import reading

PAGE = 30


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of postmortems. `page` counts from 1."""

    found: tuple[Postmortem, ...]
    count: int
    page: int
    pages: int


async def browse(work: Work, reader: Reader, wanted: Filters, page: int) -> Shelf:
    """The page of that number, else the nearest one that there is."""
    count = await work.browsing.count(reader, wanted)
    pages = max(1, -(-count // PAGE))
    page = min(max(1, page), pages)
    return Shelf(await work.browsing.page(reader, wanted, PAGE, (page - 1) * PAGE), count, page, pages)


async def numbered(work: Work, reader: Reader, number: int, deed: Deed = Deed.SEE) -> Postmortem:
    """The postmortem of that number; raises NotFound where there is none that the reader may know of."""
    return await reading.allowed(work, reader, deed, await work.postmortems.numbered(number))
