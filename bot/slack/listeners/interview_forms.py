"""Forms of the interview: one safeguard, a private answer, and what waits for the one who may read it."""

from __future__ import annotations

from bot.domain.safeguards import record_text
from bot.slack.blocks import interview_forms as forms
from bot.slack.blocks import people as people_blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.listeners.interview import spot_of
from bot.usecases import pressing, written


async def safeguard_pressed(desk: Desk, request: Request) -> Answer:
    """ "Add a safeguard"."""
    async with desk.store.work(request.team) as work:
        await pressing.find(work, request.reader, desk.say.guide, spot_of(request.value))
    view = forms.safeguard_form(desk.say, f"{request.value}#{request.channel}")
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def safeguard_submitted(desk: Desk, request: Request) -> Answer:
    """The form of a safeguard."""
    value, _, channel = request.metadata.partition("#")
    parts = [str(request.form.get(name) or "") for name in ("what", "expected", "did")]
    async with desk.store.work(request.team) as work:
        args = (work, request.reader_in(channel), desk.say.guide, spot_of(value))
        await written.add_safeguard(*args, record_text(*parts), request.id, desk.clock.now())
    return Answer()


async def privately_pressed(desk: Desk, request: Request) -> Answer:
    """ "Answer privately": the form that says who will read it."""
    async with desk.store.work(request.team) as work:
        found = await pressing.find(work, request.reader, desk.say.guide, spot_of(request.value))
        people = await work.workspace.people([found.postmortem.confidant])
    name = next((p.name for p in people.values()), desk.say.say("private.confidant"))
    metadata = f"{request.value}#{request.channel}"
    view = forms.private_form(found.question, name, desk.say.guide.group, desk.say, metadata)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def private_submitted(desk: Desk, request: Request) -> Answer:
    """A private answer."""
    value, _, channel = request.metadata.partition("#")
    privacy = "unattributed" if request.form.get("privacy") == "unattributed" else "facilitator"
    text = str(request.form.get("text") or "")
    async with desk.store.work(request.team) as work:
        args = (work, request.reader_in(channel), desk.say.guide, spot_of(value))
        await written.say_privately(*args, privacy, text, request.id, desk.clock.now())
    return Answer()


async def read_private_pressed(desk: Desk, request: Request) -> Answer:
    """ "Read" under the note that something private waits."""
    async with desk.store.work(request.team) as work:
        postmortem, answers = await written.for_confidant(work, request.reader, request.value)
        people = await work.workspace.people({a.user for a in answers})
    names = {p.id: p.name for p in people.values()}
    view = people_blocks.private_view(answers, names, desk.say.guide, postmortem, desk.say)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()
