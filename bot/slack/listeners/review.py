"""Review: ask people to look, say that it is right, ask for changes, settle remarks."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.domain.message import mentioned
from bot.slack.blocks import review as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import to_plain
from bot.store.work import Work
from bot.usecases import reading, reviewing


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """`/postmortem review [@somebody …]`: where it stands, or ask people."""
    people = mentioned(to_plain(rest))
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        if people:
            await reviewing.ask(work, request.reader, found, people, desk.clock.now())
        return await _standing(desk, work, found.id, request)


async def _standing(desk: Desk, work: Work, postmortem_id: str, request: Request) -> Answer:
    found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(postmortem_id))
    stands = await reviewing.standing(work, found)
    names = {i: p.name for i, p in (await work.workspace.people()).items()}
    text = desk.say.say("review.title", number=found.number, stage=desk.say.say(f"stage.{stands.stage.value}"))
    return Answer(text, blocks.standing(found, stands.reviews, stands.remarks, names, desk.say), replace=True)


async def ask_pressed(desk: Desk, request: Request) -> Answer:
    """ "Ask somebody to look": the form."""
    async with desk.store.look(request.team) as work:
        await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(request.value))
    view = blocks.reviewers_form(desk.say, f"{request.value}|{request.channel}")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def reviewers_submitted(desk: Desk, request: Request) -> Answer:
    """The people in the form are asked."""
    postmortem_id, channel = request.metadata.split("|")
    people = [str(p) for p in request.form.get("people") or ()]
    reader = request.reader_in(channel)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        await reviewing.ask(work, reader, found, people, desk.clock.now())
    return Answer()


async def approve_pressed(desk: Desk, request: Request) -> Answer:
    """ "It is right"."""
    async with desk.store.work(request.team) as work:
        found = await reviewing.approve(work, request.reader, desk.say.guide, request.value, desk.clock.now())
    return Answer(desk.say.say("review.thanks", number=found.number))


async def changes_pressed(desk: Desk, request: Request) -> Answer:
    """ "Ask for changes": the form."""
    async with desk.store.look(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(request.value))
    view = blocks.changes_form(desk.say.guide.of(found).sections, desk.say, f"{found.id}|{request.channel}")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def changes_submitted(desk: Desk, request: Request) -> Answer:
    """A remark on a section."""
    postmortem_id, channel = request.metadata.split("|")
    section, text = str(request.form.get("section") or ""), str(request.form.get("text") or "")
    reader = request.reader_in(channel)
    async with desk.store.work(request.team) as work:
        await reviewing.ask_for_changes(work, reader, postmortem_id, section, text, request.id, desk.clock.now())
    return Answer()


async def settle_pressed(desk: Desk, request: Request) -> Answer:
    """ "Settled" on a remark."""
    postmortem_id, remark_id = request.value.split("|")
    async with desk.store.work(request.team) as work:
        await reviewing.settle(work, request.reader, postmortem_id, remark_id, desk.clock.now())
    return Answer(desk.say.say("review.settled_thanks"))
