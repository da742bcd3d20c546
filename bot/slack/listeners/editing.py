"""`/postmortem edit`: a section of the report as a form, and its earlier versions."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.access import Deed
from bot.domain.edition import Edition
from bot.errors import Overtaken
from bot.slack.blocks import editing as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.store.work import Work
from bot.usecases import editing, interviews, reading


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """Which section, where none is named; else its form."""
    word = rest.strip().lower().replace(" ", "_")
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        if word:
            part = interviews.sections_of(desk.say.guide.of(found), word)[0]
            return await _open(desk, work, request, found.id, part.id)
        return await _choice(desk, work, request, found.id)


async def edit_pressed(desk: Desk, request: Request) -> Answer:
    """ "Edit the report"."""
    async with desk.store.look(request.team) as work:
        return await _choice(desk, work, request, request.value)


async def _choice(desk: Desk, work: Work, request: Request, postmortem_id: str) -> Answer:
    found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    report = await reading.load_report(work, found, desk.say.guide, request.reader)
    return Answer(desk.say.say("edit.title"), blocks.choice(report, desk.say))


async def section_pressed(desk: Desk, request: Request) -> Answer:
    """ "Edit" beside a section."""
    postmortem_id, section = request.value.split("|")
    async with desk.store.look(request.team) as work:
        return await _open(desk, work, request, postmortem_id, section)


async def _open(desk: Desk, work: Work, request: Request, postmortem_id: str, section: str) -> Answer:
    found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    laid = await editing.lay_out(work, request.reader, desk.say.guide, found, section)
    metadata = "|".join((found.id, section, str(laid.version), request.channel))
    view = blocks.form(laid, await _names(work, laid.editions), desk.say, metadata)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def form_submitted(desk: Desk, request: Request) -> Answer:
    """A section's text; where somebody else was faster, both are shown and the next press of Save decides."""
    postmortem_id, section, seen, channel = request.metadata.split("|")
    text, reader = str(request.form.get("text") or ""), request.reader_in(channel)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        laid = await editing.lay_out(work, reader, desk.say.guide, found, section)
        try:
            await editing.save(work, reader, laid, text, int(seen), channel, desk.clock.now())
        except Overtaken:
            names = await _names(work, laid.editions)
            by = names.get(laid.editions[-1].by) or laid.editions[-1].by
            note = desk.say.say("edit.overtaken_form", by=by)
            metadata = "|".join((postmortem_id, section, str(laid.version), channel))
            theirs = laid.editions[-1].text
            return Answer(view=blocks.form(laid, names, desk.say, metadata, mine=text, note=note, theirs=theirs))
    return Answer(clear=True)


async def earlier_pressed(desk: Desk, request: Request) -> Answer:
    """ "Earlier versions"."""
    postmortem_id, section, _, channel = request.metadata.split("|")
    reader = request.reader_in(channel)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        laid = await editing.lay_out(work, reader, desk.say.guide, found, section)
        view = blocks.earlier(laid.editions[:-1], await _names(work, laid.editions), desk.say, request.metadata)
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=view)
    return Answer()


async def take_pressed(desk: Desk, request: Request) -> Answer:
    """ "Take this one": its text in a form on top, to be saved as the newest."""
    postmortem_id, section, _, channel = request.metadata.split("|")
    reader = request.reader_in(channel)
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        laid = await editing.lay_out(work, reader, desk.say.guide, found, section)
        old = next((e.text for e in laid.editions if str(e.version) == request.value), "")
        note = desk.say.say("edit.again", version=request.value)
        metadata = "|".join((postmortem_id, section, str(laid.version), channel))
        view = blocks.form(laid, await _names(work, laid.editions), desk.say, metadata, mine=old, note=note)
    await desk.gateway.call("views.push", trigger_id=request.trigger_id, view=view)
    return Answer()


async def _names(work: Work, editions: Iterable[Edition]) -> dict[str, str]:
    return {p.id: p.name for p in (await work.workspace.people({e.by for e in editions})).values()}
