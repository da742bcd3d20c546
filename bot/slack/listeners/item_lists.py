"""`/postmortem action list …` and `/postmortem mine`: action items by words that choose among them."""

from __future__ import annotations

from bot.domain.item_words import Choice, choice_words, read_choice
from bot.errors import BadInput
from bot.slack.blocks import action_items as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import item_lists, reading


async def command(desk: Desk, request: Request, words: str) -> Answer:
    """The items of this channel's postmortem, or those that the words choose; as a file where they say so."""
    choice = _read(request, words)
    postmortem = ""
    if not choice.everywhere:
        async with desk.store.look(request.team) as work:
            postmortem = (await reading.in_channel(work, request.reader, request.channel)).id
    if not choice.csv:
        return await _page(desk, request, words, postmortem, 1)
    async with desk.store.work(request.team) as work:
        await item_lists.send_file(work, request.reader, words, postmortem, request.id, desk.clock.now())
    return Answer(desk.say.say("items.file_sent"))


async def more_pressed(desk: Desk, request: Request) -> Answer:
    """ "More" below a list."""
    page, postmortem, words = request.value.split("|", 2)
    return await _page(desk, request, words, postmortem, int(page))


async def _page(desk: Desk, request: Request, words: str, postmortem: str, page: int) -> Answer:
    choice, today = _read(request, words), desk.clock.now().date()
    async with desk.store.look(request.team) as work:
        wanted = item_lists.filters(choice, postmortem)
        shelf = await item_lists.browse(work, request.reader, wanted, today, page, blocks.PAGE)
        names = await item_lists.names_of(work, shelf.found)
    none = "items.none_mine" if choice.owner == request.user else "items.none_such" if words.strip() else "items.none"
    shown = blocks.shelf(shelf, names, today, none, f"{postmortem}|{words}", everywhere=choice.everywhere, say=desk.say)
    return Answer(desk.say.say("items.title"), shown, replace=page > 1)


def _read(request: Request, words: str) -> Choice:
    choice = read_choice(words, request.user)
    if choice.strange:
        raise BadInput("error.no_list_word", words=", ".join(f"`{w}`" for w in choice_words()))
    return choice
