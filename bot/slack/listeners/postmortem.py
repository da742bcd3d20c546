"""Start, status, report, close, reopen, cancel."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.domain.access import Deed, Reader
from bot.domain.message import mentioned
from bot.domain.postmortem import Move, Postmortem, Severity
from bot.errors import NotFound, SlackFailure
from bot.slack.blocks import postmortem as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.slack.text import to_plain
from bot.store.work import Work
from bot.usecases import interviews, postmortems, reading


async def start(desk: Desk, request: Request, title: str) -> Answer:
    """Ask in a form what is missing; where a postmortem is open already, show it."""
    async with desk.store.look(request.team) as work:
        existing = await work.postmortems.open_in(request.channel)
        if existing is not None:
            return await _shown(desk, work, request.reader, existing, "start.exists")
        known = await work.workspace.channel(request.channel)
    if known is None or not known.member:
        await _look(desk, request.channel)
    view = blocks.start_form(desk.say, request.channel, title, request.user, desk.clock.now())
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer()


async def _look(desk: Desk, channel: str) -> None:
    """Where we are not known to be a member, ask Slack before anybody fills in a form for nothing."""
    try:
        seen = await desk.gateway.channel(channel)
    except SlackFailure as failure:
        if failure.error == "channel_not_found":
            raise NotFound("error.no_channel") from failure
        raise
    if not seen.member:
        raise NotFound("error.no_channel")


async def start_pressed(desk: Desk, request: Request) -> Answer:
    """The button under the offer."""
    return await start(desk, request, "")


async def start_submitted(desk: Desk, request: Request) -> Answer:
    """The form of a start."""
    form = request.form
    began = form.get("began_at")
    asked = postmortems.Start(
        request=request.id,
        channel=request.metadata,
        by=request.user,
        title=str(form.get("title") or ""),
        severity=Severity(form.get("severity") or Severity.UNKNOWN),
        services=tuple(s.strip() for s in str(form.get("services") or "").split(",") if s.strip()),
        began_at=datetime.fromtimestamp(int(began), UTC) if began else None,
        lead=str(form.get("lead") or request.user),
        private=form.get("private") == "private",
        template="" if form.get("template") in {None, blocks.BY_RULE} else str(form.get("template")),
    )
    async with desk.store.work(request.team) as work:
        await postmortems.start(work, asked, desk.clock.now())
    return Answer()


async def status(desk: Desk, request: Request) -> Answer:
    """Where it stands."""
    async with desk.store.look(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        return await _shown(desk, work, request.reader, found, "")


async def _shown(desk: Desk, work: Work, reader: Reader, found: Postmortem, key: str) -> Answer:
    await reading.allowed(work, reader, Deed.SEE, found)
    report = await reading.load_report(work, found, desk.say.guide)
    text = desk.say.say(key) if key else report.postmortem.title
    return Answer(text, blocks.card(report, desk.say))


async def change(desk: Desk, request: Request, what: Move, postmortem_id: str = "") -> Answer:
    """Close, reopen or cancel."""
    async with desk.store.work(request.team) as work:
        found = await work.postmortems.get(postmortem_id) if postmortem_id else None
        found = found or await reading.in_channel(work, request.reader, request.channel)
        moved = await postmortems.change_status(work, request.reader, found, what, request.id, desk.clock.now())
        await interviews.show_buttons(work, moved, desk.say.guide, f"{moved.status}:{moved.version}", desk.clock.now())
    texts = {
        Move.CLOSE: "report.published",
        Move.REOPEN: "report.reopened",
        Move.CANCEL: "report.cancelled",
        Move.ARCHIVE: "report.archived",
    }
    return Answer(desk.say.say(texts[what], number=moved.number))


async def close_pressed(desk: Desk, request: Request) -> Answer:
    """ "Close and publish" on the card."""
    return await change(desk, request, Move.CLOSE, request.value)


async def reopen_pressed(desk: Desk, request: Request) -> Answer:
    """ "Reopen" on the card."""
    return await change(desk, request, Move.REOPEN, request.value)


async def listing(desk: Desk, request: Request) -> Answer:
    """All that the asker may know of."""
    async with desk.store.look(request.team) as work:
        found = await postmortems.listed(work, request.reader)
    return Answer(desk.say.say("list.title"), blocks.listing(found, desk.say))


async def template(desk: Desk, request: Request, rest: str) -> Answer:
    """`/postmortem template [name]`: which questions are asked."""
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        guide = desk.say.guide
        if rest:
            name = "_".join(rest.lower().split())
            found = await postmortems.choose_template(work, request.reader, found, guide, name, desk.clock.now())
    shown = ", ".join(f"`{t}`" for t in sorted(guide.templates))
    return Answer(desk.say.say("settings.chosen_template", template=guide.of(found).id, known=shown))


async def facilitator(desk: Desk, request: Request, rest: str) -> Answer:
    """`/postmortem facilitator [@somebody]`: who reads what is said privately."""
    named = mentioned(to_plain(rest))
    async with desk.store.work(request.team) as work:
        found = await reading.in_channel(work, request.reader, request.channel)
        if named:
            found = await postmortems.choose_facilitator(work, request.reader, found, named[0], desk.clock.now())
    return Answer(desk.say.say("private.facilitator", person=found.confidant))
