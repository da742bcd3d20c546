"""Who was there, who is not heard yet, and where memories differ."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.domain.plain_text import shorten
from bot.domain.report import Links
from bot.errors import BadInput, NotFound
from bot.slack.blocks import people as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.store.work import Work
from bot.usecases import differing, participants, postmortems, reading


async def people(desk: Desk, request: Request, postmortem_id: str = "") -> Answer:
    """`/postmortem people`."""
    async with desk.store.work(request.team) as work:
        return await _shown(desk, work, request, postmortem_id)


async def people_pressed(desk: Desk, request: Request) -> Answer:
    """ "People" on the card."""
    return await people(desk, request, request.value)


async def _shown(desk: Desk, work: Work, request: Request, postmortem_id: str) -> Answer:
    found = await work.postmortems.get(postmortem_id) if postmortem_id else None
    if found is None:
        found = await reading.in_channel(work, request.reader, request.channel)
    await reading.allowed(work, request.reader, Deed.SEE, found)
    all_of_them = await participants.company(work, found)
    report = await reading.load_report(work, found, desk.say.guide)
    title = desk.say.say("people.title", number=found.number)
    args = (found, all_of_them.there, all_of_them.noted, report.heard, report.people, report.missing, desk.say)
    return Answer(title, blocks.who(*args), replace=True)


async def not_there_pressed(desk: Desk, request: Request) -> Answer:
    """ "Was not there"."""
    postmortem_id, person = request.value.split("|")
    async with desk.store.work(request.team) as work:
        await participants.take_off(work, request.reader, postmortem_id, person, desk.clock.now())
        return await _shown(desk, work, request, postmortem_id)


async def add_pressed(desk: Desk, request: Request) -> Answer:
    """ "Add somebody": the form."""
    async with desk.store.work(request.team) as work:
        await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(request.value))
    view = blocks.person_form(desk.say, f"{request.value}|{request.channel}")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def person_submitted(desk: Desk, request: Request) -> Answer:
    """Somebody else was there, or has a role."""
    postmortem_id, channel = request.metadata.split("|")
    person, role = str(request.form.get("person") or ""), str(request.form.get("role") or "")
    if not person:
        raise BadInput("error.nobody_chosen", field="person")
    async with desk.store.work(request.team) as work:
        await participants.put_on(work, request.reader_in(channel), postmortem_id, person, role, desk.clock.now())
    return Answer()


async def differences(desk: Desk, request: Request, _rest: str = "") -> Answer:
    """`/postmortem differences`: where memories differ, side by side."""
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        return await _differing(desk, work, found.id)


async def _differing(desk: Desk, work: Work, postmortem_id: str) -> Answer:
    found = await work.postmortems.get(postmortem_id)
    if found is None:
        raise NotFound("error.no_postmortem")
    pairs = await differing.pairs(work, desk.say.guide, found)
    names = {p.id: p.name for p in (await work.workspace.people()).values()}
    shown = blocks.differing(found, pairs, names, Links((await work.workspace.home()).url), desk.say)
    return Answer(desk.say.say("differ.title", number=found.number), shown, replace=True)


async def agree_pressed(desk: Desk, request: Request) -> Answer:
    """ "These agree"."""
    postmortem_id, _, *sources = request.value.split("|")
    async with desk.store.work(request.team) as work:
        one, two, three, four = sources
        await differing.judge(work, request.reader, postmortem_id, (one, two, three, four), True, desk.clock.now())
        return await _differing(desk, work, postmortem_id)


async def mark_shortcut(desk: Desk, request: Request) -> Answer:
    """The shortcut "Differs from another" on an answer: which one?"""
    ts = str(request.body["message"]["ts"])
    async with desk.store.work(request.team) as work:
        found, answer, others = await differing.others(work, request.reader, request.channel, ts)
        names = {p.id: p.name for p in (await work.workspace.people()).values()}
    if not others:
        raise NotFound("error.no_other_answer")
    choices = [("|".join(o.source), f"{names.get(o.user, o.user)}: {shorten(o.text, 60)}") for o in others]
    view = blocks.differs_form(choices, desk.say, "|".join((found.id, request.channel, *answer.source)))
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def differs_submitted(desk: Desk, request: Request) -> Answer:
    """Two answers are called different."""
    postmortem_id, channel, one, two = request.metadata.split("|")
    other = str(request.form.get("other") or "")
    if not other:
        raise BadInput("error.nobody_chosen", field="other")
    three, four = other.split("|")
    async with desk.store.work(request.team) as work:
        reader = request.reader_in(channel)
        marked = await differing.judge(work, reader, postmortem_id, (one, two, three, four), False, desk.clock.now())
        await postmortems.show_card(work, marked, desk.clock.now())
    return Answer()
