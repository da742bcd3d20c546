"""Search the postmortems: keep what can be found up to date, and find it.

What is kept is what may be posted in a postmortem's own channel: nothing that was said privately, nothing drawn from
private channels that only feed it. So whoever may know of a postmortem may see every excerpt of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.domain.access import Reader
from bot.domain.guide import Guide
from bot.domain.postmortem import Postmortem
from bot.domain.search_words import LONGEST_QUERY, terms
from bot.domain.searchable import Part, Piece, excerpt, indexed, marked, parts
from bot.store.work import Store, Work
from bot.usecases.reading import load_report

log = structlog.get_logger()
# So many that changed are read in before somebody's search; a tick reads in the rest.
AT_ONCE, PAGE = 5, 4
# The newest of what matches; who would leaf on needs another word.
LAST_PAGE = 25
MOST_MATCHING = 300
# Read in again at the latest, so that a title of the interview or a name which changed is found, too.
OLDEST, MOST_AGED = timedelta(days=7), 20


@dataclass(frozen=True, slots=True)
class Found:
    """A postmortem that was found. `part` is where the excerpt stands: the id of a section or one of
    `bot.domain.searchable`; `part_title` is the section's title, else empty. `where`: its card, (channel, ts)."""

    postmortem: Postmortem
    title: tuple[Piece, ...]
    part: str
    part_title: str
    excerpt: tuple[Piece, ...]
    where: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found. `asked` is whether the words held anything to look for; `waiting` so many postmortems
    cannot be found yet, because they have changed a moment ago."""

    words: str
    page: int
    found: tuple[Found, ...] = ()
    more: bool = False
    asked: bool = True
    waiting: int = 0


async def search(work: Work, reader: Reader, words: str, page: int = 0, size: int = PAGE) -> Results:
    """A page of the postmortems that hold all the words and that the reader may know of."""
    words, page = words[:LONGEST_QUERY], max(0, min(page, LAST_PAGE))
    wanted = terms(words)
    if not wanted:
        return Results(words, 0, asked=False)
    ids = await work.search.find(reader, wanted, size + 1, page * size)
    kept = await work.search.parts(ids[:size])
    found = []
    for postmortem_id in ids[:size]:
        postmortem = await work.postmortems.get(postmortem_id)
        if postmortem is not None and (texts := kept[postmortem_id]):
            part, pieces = excerpt(texts, wanted)
            place = await work.outbox.place(f"card:{postmortem_id}")
            where = (place.channel, place.ts) if place else None
            title = marked(postmortem.title, wanted)
            found.append(Found(postmortem, title, part.id, part.title, pieces, where))
    more = len(ids) > size and page < LAST_PAGE
    return Results(words, page, tuple(found), more, waiting=await work.search.waiting(reader))


async def matching(work: Work, reader: Reader, words: str) -> tuple[str, ...] | None:
    """The ids of all that hold the words, the best one first; None where the words hold nothing to look for."""
    wanted = terms(words[:LONGEST_QUERY])
    return await work.search.find(reader, wanted, MOST_MATCHING) if wanted else None


async def excerpts(work: Work, ids: Sequence[str], words: str) -> dict[str, tuple[Piece, ...]]:
    """The place in each that shows best why it was found."""
    wanted = terms(words[:LONGEST_QUERY])
    kept = await work.search.parts(ids) if wanted else {}
    return {i: excerpt(found, wanted)[1] for i, found in kept.items() if found}


async def catch_up(store: Store, team: str, guide: Guide, now: datetime, most: int = AT_ONCE) -> int:
    """Read in anew what has changed, the newest first; how many were read in."""
    async with store.look(team) as work:
        changed = await work.search.stale(most)
    return sum([await _read_in(store, team, guide, now, postmortem_id) for postmortem_id in changed])


async def keep_up(store: Store, team: str, guide: Guide, now: datetime) -> None:
    """The tick: read in all that changed, and some of what was read in long ago."""
    async with store.work(team) as work:
        await work.search.age(now - OLDEST, MOST_AGED)
    while await catch_up(store, team, guide, now, most=50):
        pass


async def _read_in(store: Store, team: str, guide: Guide, now: datetime, postmortem_id: str) -> bool:
    """Read in one, apart from the transaction that keeps it, as reading takes a while: what changes meanwhile bears another
    mark, and is read in after that."""
    try:
        async with store.look(team) as work:
            mark = await work.search.mark(postmortem_id)
            found = await _parts(work, guide, postmortem_id) if mark is not None else ()
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        log.exception("search.not_read_in", postmortem=postmortem_id, error=type(error).__name__)  # the others are
        return False
    if mark is None:
        return False
    words = await asyncio.to_thread(indexed, found)
    async with store.work(team) as work:
        return await work.search.put(postmortem_id, found, words, mark, now)


async def _parts(work: Work, guide: Guide, postmortem_id: str) -> Sequence[Part]:
    postmortem = await work.postmortems.get(postmortem_id)
    return parts(await load_report(work, postmortem, guide)) if postmortem is not None else ()
