"""The interview's commands and buttons. Answers in threads and DMs are messages and come in as events."""

from __future__ import annotations

from bot.domain.access import Deed
from bot.domain.postmortem import Postmortem
from bot.slack.blocks import interview as shown
from bot.slack.blocks import interview_forms as forms
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import date_token
from bot.store.work import Work
from bot.usecases import interviews, participants, pressing, reading, sittings, written
from bot.usecases.pressing import Spot


async def command(desk: Desk, request: Request, rest: str) -> Answer:
    """`/postmortem interview [section | dm | form [section] | open]`."""
    word, _, more = rest.lower().partition(" ")
    if word == "dm":
        return await by_dm(desk, request)
    if word == "open":
        return await open_list(desk, request)
    if word == "form":
        return await form(desk, request, more.strip().replace(" ", "_"))
    return await open_sections(desk, request, rest.lower().replace(" ", "_"))


async def found(work: Work, request: Request, postmortem_id: str = "") -> Postmortem:
    """The postmortem that is meant: the one of the button, else that of the channel."""
    if postmortem_id:
        return await reading.allowed(work, request.reader, Deed.ANSWER, await work.postmortems.get(postmortem_id))
    return await reading.in_channel(work, request.reader, request.channel)


async def open_sections(desk: Desk, request: Request, section: str, postmortem_id: str = "") -> Answer:
    """Open the threads."""
    async with desk.store.work(request.team) as work:
        one = await found(work, request, postmortem_id)
        await interviews.open_sections(work, request.reader, one, desk.say.guide, section, desk.clock.now())
    return Answer(desk.say.say("interview_opened"))


async def open_pressed(desk: Desk, request: Request) -> Answer:
    """ "Start interview" on the card."""
    return await open_sections(desk, request, "", request.value)


async def by_dm(desk: Desk, request: Request, postmortem_id: str = "") -> Answer:
    """Rather by DM."""
    async with desk.store.work(request.team) as work:
        one = await found(work, request, postmortem_id)
        waiting = await sittings.begin(work, request.reader, one, desk.say.guide, desk.clock.now())
    return Answer(desk.say.say("interview.dm_waiting" if waiting else "interview.dm_begun"))


async def by_dm_pressed(desk: Desk, request: Request) -> Answer:
    """ "By direct message"."""
    return await by_dm(desk, request, request.value)


async def open_list(desk: Desk, request: Request, postmortem_id: str = "", page: int = 0) -> Answer:
    """What the asker has not answered yet."""
    async with desk.store.work(request.team) as work:
        one = await found(work, request, postmortem_id)
        waiting = await written.open_to(work, request.reader, desk.say.guide, one)
    blocks = forms.open_questions(one, waiting, desk.say, page)
    return Answer(desk.say.say("interview.open_title", number=one.number), blocks, replace=page > 0)


async def open_list_pressed(desk: Desk, request: Request) -> Answer:
    """ "Open questions"."""
    postmortem_id, _, page = request.value.partition("|")  # older buttons name no page
    return await open_list(desk, request, postmortem_id, int(page or 0))


async def next_pressed(desk: Desk, request: Request) -> Answer:
    """ "Next question" under a question."""
    async with desk.store.work(request.team) as work:
        await pressing.next_pressed(work, request.reader, desk.say.guide, spot_of(request.value), desk.clock.now())
    return Answer()


async def skip_pressed(desk: Desk, request: Request) -> Answer:
    """ "Skip"."""
    return await _silent(desk, request, unknown=False)


async def unknown_pressed(desk: Desk, request: Request) -> Answer:
    """ "I don't know"."""
    return await _silent(desk, request, unknown=True)


async def _silent(desk: Desk, request: Request, *, unknown: bool) -> Answer:
    spot = spot_of(request.value)
    async with desk.store.work(request.team) as work:
        await pressing.silent_pressed(work, request.reader, desk.say.guide, spot, desk.clock.now(), unknown=unknown)
    return Answer() if spot.person else Answer(desk.say.say("interview.noted_unknown" if unknown else "interview.noted_skip"))


async def later_pressed(desk: Desk, request: Request) -> Answer:
    """ "Ask me later"."""
    async with desk.store.work(request.team) as work:
        args = (work, request.reader, desk.say.guide, desk.following)
        due = await pressing.later_pressed(*args, spot_of(request.value), desk.clock.now())
    return Answer(desk.say.say("interview.noted_later", at=date_token(due)))


async def right_pressed(desk: Desk, request: Request) -> Answer:
    """ "Yes, that's right" under what the bot knows."""
    spot = spot_of(request.value)
    async with desk.store.work(request.team) as work:
        told = await pressing.told(work, request.reader, desk.say.guide, spot)
        words = shown.told_plainly(told, desk.say)
        await pressing.right_pressed(work, request.reader, desk.say.guide, spot, words, desk.clock.now())
    return Answer() if spot.person else Answer(desk.say.say("interview.noted_right"))


async def differs_pressed(desk: Desk, request: Request) -> Answer:
    """ "Not quite"."""
    async with desk.store.work(request.team) as work:
        await pressing.differs_pressed(work, request.reader, desk.say.guide, spot_of(request.value), desk.clock.now())
    return Answer()


async def decline_pressed(desk: Desk, request: Request) -> Answer:
    """ "Not this time" under an invitation."""
    async with desk.store.work(request.team) as work:
        await participants.decline(work, request.reader, spot_of(request.value).postmortem, desk.clock.now())
    return Answer(desk.say.say("invite.declined"))


async def name_pressed(desk: Desk, request: Request) -> Answer:
    """ "Use my name"."""
    async with desk.store.work(request.team) as work:
        named = await participants.name_me(work, request.reader, request.value)
    return Answer(desk.say.say("people.named" if named else "people.unnamed"))


async def form(desk: Desk, request: Request, section: str, postmortem_id: str = "", only: str = "") -> Answer:
    """A section as a form."""
    async with desk.store.work(request.team) as work:
        one = await found(work, request, postmortem_id)
        part = interviews.sections_of(desk.say.guide.of(one), section)[0]
        mine = await written.so_far(work, request.reader, one, part)
    view = forms.section_form(part, one, mine, desk.say, f"{one.id}|{part.id}|{request.channel}", only)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def form_pressed(desk: Desk, request: Request) -> Answer:
    """ "As a form" on a section's thread."""
    postmortem_id, section = request.value.split("|")
    return await form(desk, request, section, postmortem_id)


async def answer_now_pressed(desk: Desk, request: Request) -> Answer:
    """ "Answer now" beside an open question."""
    spot = spot_of(request.value)
    return await form(desk, request, spot.section, spot.postmortem, spot.question)


async def form_submitted(desk: Desk, request: Request) -> Answer:
    """A section's form."""
    postmortem_id, section, channel = request.metadata.split("|")
    texts = {question: str(text or "") for question, text in request.form.items()}
    async with desk.store.work(request.team) as work:
        reader = request.reader_in(channel)
        await written.save(work, reader, desk.say.guide, (postmortem_id, section), texts, desk.clock.now())
    return Answer()


def spot_of(value: str) -> Spot:
    """The question that a button belongs to; buttons of older messages name four parts."""
    return Spot(*value.split("|")[:5])
