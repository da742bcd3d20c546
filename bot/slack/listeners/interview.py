"""The interview's commands and buttons. Answers are messages and come in as events."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import interviews, reading


async def open_sections(desk: Desk, request: Request, section: str, postmortem_id: str = "") -> Answer:
    """Open the threads."""
    async with desk.store.work(request.team) as work:
        if postmortem_id:
            found = await reading.allowed(work, request.reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
        else:
            found = await reading.in_channel(work, request.reader, request.channel)
        await interviews.open_sections(work, request.reader, found, desk.say.template, section, desk.clock.now())
    return Answer(desk.say.say("interview_opened"))


async def open_pressed(desk: Desk, request: Request) -> Answer:
    """ "Start interview" on the card."""
    return await open_sections(desk, request, "", request.value)


async def next_pressed(desk: Desk, request: Request) -> Answer:
    """ "Next question" under a question."""
    postmortem, section, question, probe = request.value.split("|")
    async with desk.store.work(request.team) as work:
        where = (postmortem, section, question, probe)
        await interviews.press_next(work, request.reader, desk.say.template, where, desk.clock.now())
    return Answer()
