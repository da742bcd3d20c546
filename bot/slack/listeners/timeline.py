"""Looking through the timeline and choosing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from bot.domain.access import Deed
from bot.slack import ids
from bot.slack.blocks import timeline as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.store.work import Work
from bot.usecases import reading, timeline

# The button of the card, and those that turn the pages ("review_timeline:2").
PAGES = re.compile(rf"^{ids.REVIEW_TIMELINE}(:\d+)?$")


async def review(desk: Desk, request: Request) -> Answer:
    """The first page."""
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        return await _page(desk, work, request, found.id, 0)


async def _page(desk: Desk, work: Work, request: Request, postmortem_id: str, page: int) -> Answer:
    found = await reading.allowed(work, request.reader, Deed.SEE, await work.postmortems.get(postmortem_id))
    report = await reading.load_report(work, found, desk.say.template)
    title = desk.say.say("timeline.title", number=found.number)
    return Answer(title, blocks.review(report, page, desk.say), replace=True)


async def review_pressed(desk: Desk, request: Request) -> Answer:
    """ "Review timeline" on the card, or another page."""
    action = str(request.body["actions"][0]["action_id"])
    page = int(action.partition(":")[2] or 0)
    async with desk.store.work(request.team) as work:
        return await _page(desk, work, request, request.value, page)


async def hide_pressed(desk: Desk, request: Request) -> Answer:
    """ "Hide" beside a line."""
    postmortem_id, ts, page = request.value.split("|")
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        await timeline.hide(work, request.reader, found, ts, request.id, desk.clock.now())
        return await _page(desk, work, request, postmortem_id, int(page))


async def accept_pressed(desk: Desk, request: Request) -> Answer:
    """ "Accept timeline"."""
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(request.value))
        await timeline.sign_off(work, request.reader, found, desk.clock.now())
    return Answer(desk.say.say("timeline.accepted"), replace=True)


async def add_line_pressed(desk: Desk, request: Request) -> Answer:
    """ "Add a line": the form."""
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, request.reader, Deed.EDIT, await work.postmortems.get(request.value))
    view = blocks.line_form(desk.say, f"{found.id}|{request.channel}", found.began_at or desk.clock.now())
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def line_submitted(desk: Desk, request: Request) -> Answer:
    """The form of a line by hand."""
    postmortem_id, channel = request.metadata.split("|")
    form = request.form
    asker = Request(request.id, request.team, request.user, channel, request.trigger_id, request.body)
    at = datetime.fromtimestamp(int(form["at"]), UTC)
    async with desk.store.work(request.team) as work:
        found = await reading.allowed(work, asker.reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
        text = str(form.get("text") or "")
        await timeline.add_by_hand(work, asker.reader, found, at, text, request.id, desk.clock.now())
    return Answer()


async def add_shortcut(desk: Desk, request: Request) -> Answer:
    """The shortcut "Add to timeline" on a message."""
    ts = str(request.body["message"]["ts"])
    async with desk.store.work(request.team) as work:
        found = await timeline.add_message(work, request.reader, request.channel, ts, request.id, desk.clock.now())
    return Answer(desk.say.say("timeline.added", number=found.number))
