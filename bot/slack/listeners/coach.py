"""The buttons of the coach's private remark."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.postmortem import Postmortem
from bot.slack.blocks import coach as blocks
from bot.slack.listeners.asking import Answer, Desk, Request
from bot.usecases import coaching, reading, rewording
from bot.usecases.coaching import Offer


async def use_pressed(desk: Desk, request: Request) -> Answer:
    """ "Use this wording"."""
    offer = Offer.read(request.value)
    async with desk.store.work(request.team) as work:
        await rewording.accept(work, request.reader, offer, request.id, desk.clock.now())
    key = "coach.accepted" if offer.source.kind == "answer" else "coach.accepted_here"
    return Answer(desk.say.say(key), replace=True)


async def edit_pressed(desk: Desk, request: Request) -> Answer:
    """ "Edit it first": the form. The remark goes when the form is there."""
    view = blocks.form(Offer.read(request.value), request.channel, desk.say)
    await desk.gateway.call("views.open", trigger_id=request.trigger_id, view=view)
    return Answer(gone=True)


async def form_submitted(desk: Desk, request: Request) -> Answer:
    """The form: what stands in it is used."""
    channel, _, named = request.metadata.partition("\n")
    asker = Request(request.id, request.team, request.user, channel, request.trigger_id, request.body)
    offer = replace(Offer.read(named), text=str(request.form.get("text") or ""))
    async with desk.store.work(request.team) as work:
        await rewording.accept(work, asker.reader, offer, request.id, desk.clock.now())
    return Answer()


async def dismiss_pressed(_desk: Desk, _request: Request) -> Answer:
    """ "Dismiss"."""
    return Answer(gone=True)


async def off_pressed(desk: Desk, request: Request) -> Answer:
    """ "Not in this postmortem", "Never again for me"."""
    async with desk.store.work(request.team) as work:
        await coaching.switch(work, request.reader, request.value, on=False)
    return Answer(desk.say.say("coach.off_me" if request.value == "me" else "coach.off_here"), replace=True)


async def typed(desk: Desk, request: Request, words: str) -> Answer:
    """`coach on|off [here]`."""
    what, _, where = words.strip().lower().partition(" ")
    if what not in {"on", "off"} or where.strip() not in {"", "me", "here"}:
        return Answer(desk.say.say("coach.usage"))
    here = where.strip() == "here"
    async with desk.store.work(request.team) as work:
        found: Postmortem | None = await reading.in_channel(work, request.reader, request.channel) if here else None
        await coaching.switch(work, request.reader, found.id if found else "me", on=what == "on")
    return Answer(desk.say.say(f"coach.{what}_{'here' if here else 'me'}"))
