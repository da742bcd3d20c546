"""`/postmortem search words`."""

from __future__ import annotations

from bot.domain.report import Links
from bot.slack.blocks import searching as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import searching


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """Look for words in all postmortems that the asker may know of."""
    return await _page(desk, request, rest, 0)


async def more_pressed(desk: Desk, request: Request) -> Answer:
    """ "More" below what was found."""
    page, _, words = request.value.partition("|")
    return await _page(desk, request, words, int(page))


async def _page(desk: Desk, request: Request, words: str, page: int) -> Answer:
    await searching.catch_up(desk.store, request.team, desk.say.guide, desk.clock.now())
    async with desk.store.look(request.team) as work:
        found = await searching.search(work, request.reader, words, page)
        home = await work.workspace.home()
    text, shown = blocks.results(found, Links(home.url), desk.say)
    return Answer(text, shown, replace=page > 0)
