"""`/postmortem calendar`: where the asker's own calendar of action items is, for them alone."""

from __future__ import annotations

from bot.errors import UserError
from bot.slack import ids
from bot.slack.blocks.parts import actions, button, context, section
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import calendars


async def command(desk: Desk, request: Request, _rest: str) -> Answer:
    """The address, made the first time."""
    return await _shown(desk, request)


async def anew_pressed(desk: Desk, request: Request) -> Answer:
    """ "Another address": the old one is void."""
    return await _shown(desk, request, anew=True)


async def end_pressed(desk: Desk, request: Request) -> Answer:
    """ "Switch it off"."""
    async with desk.store.work(request.team) as work:
        await calendars.end(work, request.user)
    text = desk.say.say("calendar.ended")
    return Answer(text, [section(text)], replace=True)


async def _shown(desk: Desk, request: Request, *, anew: bool = False) -> Answer:
    public = desk.settings.public_url.rstrip("/")
    if not public:
        raise UserError("error.no_web_pages")
    addresses = calendars.Addresses(desk.settings.slack_bot_token.get_secret_value())
    async with desk.store.work(request.team) as work:
        token = await calendars.address_of(work, addresses, request.user, anew=anew)
    pressed = [
        button(desk.say.say("button.calendar_anew"), ids.CALENDAR_ANEW, "anew"),
        button(desk.say.say("button.calendar_end"), ids.CALENDAR_END, "end"),
    ]
    text = desk.say.say("calendar.text", address=f"{public}/calendar/{token}.ics")
    shown = [section(text), context(desk.say.say("calendar.hint")), actions(pressed)]
    return Answer(desk.say.say("calendar.name"), shown, replace=anew)
