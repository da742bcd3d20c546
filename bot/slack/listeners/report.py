"""The report: read, and taken along as a file."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, UserError
from bot.exports.forms import INTERNAL, TYPES, kind_of_report
from bot.prompts import Prompts
from bot.slack.blocks import report as blocks
from bot.slack.blocks.parts import Block, actions
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import postmortems, publishing, reading, reports, signing_in
from bot.usecases.reports import Wanted

COMMON_FORM = "pdf"


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """`/postmortem report`: as it is now, for the asker alone; with a form, a kind or a language: as a file."""
    if not rest:
        return await report(desk, request)
    wanted = _wanted(rest, desk.say)
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        await reports.send_file(work, request.reader, found.id, wanted, request.id, desk.clock.now())
    return Answer(desk.say.say("report.file_sent"))


def _wanted(rest: str, say: Prompts) -> Wanted:
    """The words in whatever order; raises BadInput with all that there are."""
    form, kind, language = "", INTERNAL, ""
    for word in rest.lower().split():
        if word in TYPES:
            form = word
        elif word in say.reports:
            kind = word
        elif word in say.languages:
            language = word
        else:
            known = (sorted(say.reports), list(TYPES), sorted(say.languages))
            kinds, forms, languages = (", ".join(f"`{w}`" for w in words) for words in known)
            raise BadInput("error.no_report_word", kinds=kinds, forms=forms, languages=languages)
    return Wanted(form or COMMON_FORM, kind, language)


async def report(desk: Desk, request: Request, postmortem_id: str = "") -> Answer:
    """The report as it is now, for the asker alone: its first message."""
    async with desk.store.look(request.team) as work:
        if postmortem_id:
            found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(postmortem_id))
        else:
            found = await reading.in_channel(work, request.reader, request.channel)
        tree = await reading.load_report(work, found, desk.say.guide, request.reader, desk.clock.now().date())
        outside = await work.published.of(found.id, desk.place.key) if desk.place else None
    page = await _page(desk, request, found)
    if desk.place and outside and outside.url:
        page.append(blocks.outside_link(outside.url, desk.place.name, desk.say))
    return Answer(found.title, [*blocks.gist(tree, desk.say), *page, blocks.tools(found, desk.say)])


async def _page(desk: Desk, request: Request, found: Postmortem) -> list[Block]:
    """A link to the report's page, which signs in whoever asked."""
    address = desk.settings.public_url.rstrip("/")
    if not address:
        return []
    async with desk.store.work(request.team) as work:
        secret = await signing_in.make_link(work, request.user, f"/postmortems/{found.number}", desk.clock.now())
    return [blocks.page_link(f"{address}/enter/{request.team}/{secret}", desk.say)]


async def report_pressed(desk: Desk, request: Request) -> Answer:
    """ "Read report" on the card."""
    return await report(desk, request, request.value)


async def more_pressed(desk: Desk, request: Request) -> Answer:
    """ "Read all of it": one part after the other, for the asker alone."""
    number, postmortem_id = request.value.split("|", 1)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(postmortem_id))
        tree = await reading.load_report(work, found, desk.say.guide, request.reader, desk.clock.now().date())
    parts, page = blocks.whole(tree, desk.say), int(number)
    shown = parts[min(page, len(parts)) - 1]
    further = [actions([blocks.more(found, page + 1, desk.say)])] if page < len(parts) else []
    return Answer(found.title, [*shown, *further])


async def file_chosen(desk: Desk, request: Request) -> Answer:
    """A choice of the menu "As a file"."""
    form, kind, postmortem_id = request.value.split("|", 2)
    kind_of_report(desk.say, kind)
    async with desk.store.work(request.team) as work:
        wanted = Wanted(form, kind)
        await reports.send_file(work, request.reader, postmortem_id, wanted, request.id, desk.clock.now())
    return Answer(desk.say.say("report.file_sent"))


async def canvas_anew_pressed(desk: Desk, request: Request) -> Answer:
    """ "Write it anew": what people wrote in the canvas gives way."""
    return await _canvas(desk, request, anew=True)


async def canvas_leave_pressed(desk: Desk, request: Request) -> Answer:
    """ "Leave it": the canvas is theirs from now on."""
    return await _canvas(desk, request, anew=False)


async def publish(desk: Desk, request: Request, _rest: str) -> Answer:
    """`/postmortem publish`: the report is written where documents are kept, again if need be."""
    if desk.place is None:
        raise UserError("error.no_place")
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        await publishing.ask(work, request.reader, found, desk.clock.now())
    return Answer(desk.say.say("publish.coming", number=found.number, place=desk.place.name))


async def _canvas(desk: Desk, request: Request, *, anew: bool) -> Answer:
    async with desk.store.work(request.team) as work:
        found = await postmortems.answer_canvas(work, request.reader, request.value, anew, desk.clock.now())
    return Answer(desk.say.say("report.canvas_anew" if anew else "report.canvas_left", number=found.number))
