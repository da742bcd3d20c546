"""Start, close, reopen and cancel a postmortem."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.access import Deed, Reader
from bot.domain.guide import Guide
from bot.domain.postmortem import TITLE_LIMIT, Move, Postmortem, Severity, Status, move
from bot.errors import BadInput
from bot.store.work import Work
from bot.store.workspace import Channel
from bot.usecases import publishing, reading


@dataclass(frozen=True, slots=True)
class Start:
    """What the form asks. `request` is unique for one press, so that a repeated delivery starts nothing twice."""

    request: str
    channel: str
    by: str
    title: str
    severity: Severity = Severity.UNKNOWN
    services: tuple[str, ...] = ()
    began_at: datetime | None = None
    lead: str = ""
    private: bool = False
    template: str = ""


async def start(work: Work, asked: Start, now: datetime) -> tuple[Postmortem, bool]:
    """Start one; gives the one that is open already instead, and whether it is new."""
    title = " ".join(asked.title.split())
    if not title:
        raise BadInput("error.no_title", field="title")
    if asked.began_at and asked.began_at > now:
        raise BadInput("error.began_later", field="began_at")
    postmortem = Postmortem(
        id=asked.request,
        number=await work.postmortems.next_number(),
        channel=asked.channel,
        title=title[:TITLE_LIMIT],
        created_by=asked.by,
        created_at=now,
        lead=asked.lead or asked.by,
        severity=asked.severity,
        services=asked.services,
        private=asked.private,
        began_at=asked.began_at,
        template=asked.template,
    )
    existing = await work.postmortems.open_in(asked.channel) or await work.postmortems.get(asked.request)
    if existing is not None:
        return existing, False
    await work.postmortems.add(postmortem)
    # A channel that was never looked at counts as private until it is known to be open.
    channel = await work.workspace.channel(asked.channel) or Channel(asked.channel, private=True)
    await work.workspace.put_channel(replace(channel, kept=True))
    what = {"channel": asked.channel, "postmortem": postmortem.id}
    await work.outbox.add(asked.channel, "learn_channel", f"learn:{postmortem.id}", what, now)
    await work.outbox.add(asked.channel, "read_history", f"history:{postmortem.id}", what, now)
    await meet(work, postmortem.lead, now)
    await show_card(work, postmortem, now)
    return postmortem, True


async def change_status(
    work: Work, reader: Reader, postmortem: Postmortem, what: Move, request: str, now: datetime
) -> Postmortem:
    """Close, reopen or cancel; the second of two equal presses changes nothing."""
    deed = Deed.CANCEL if what is Move.CANCEL else Deed.CLOSE
    await reading.allowed(work, reader, deed, postmortem)
    other = await work.postmortems.open_in(postmortem.channel) if what is Move.REOPEN else None
    if other is not None and other.id != postmortem.id:
        raise BadInput("error.other_is_open")
    moved = move(postmortem, what, now)
    if moved is None and what is Move.ARCHIVE and postmortem.open:
        raise BadInput("error.cannot_archive")
    if moved is None:
        raise BadInput(f"error.already_{postmortem.status.value}")
    await work.postmortems.save(moved)
    await work.reviews.add_move(moved.id, moved.version, what, reader.id, now)
    if what is Move.CANCEL:
        await work.items.let_rest(moved.id)
    elif postmortem.status is Status.CANCELLED:
        await work.items.follow_again(moved.id, now)
    await show_card(work, moved, now)
    if what is Move.CLOSE:
        await publishing.show_outside(work, moved.id, now, wait=timedelta())
        await work.outbox.add(moved.channel, "report", f"report:{moved.id}:{moved.version}", {"postmortem": moved.id}, now)
    if what is Move.CANCEL:
        await work.outbox.add(
            moved.channel,
            "say",
            f"cancelled:{request}",
            {"key": "card.cancelled", "by": reader.id, "channel": moved.channel},
            now,
        )
    return moved


async def show_card(work: Work, postmortem: Postmortem, now: datetime) -> None:
    """Have the status card brought up to date; one update serves for all changes before it leaves."""
    delivery = f"card:{postmortem.id}:{now.timestamp():.6f}"
    await work.outbox.replace(postmortem.channel, "card", delivery, {"postmortem": postmortem.id}, now, f"card:{postmortem.id}")
    if postmortem.status is Status.PUBLISHED or await work.canvases.of(postmortem.id):
        await show_canvas(work, postmortem.id, now)
    if postmortem.status is Status.PUBLISHED:
        await publishing.show_outside(work, postmortem.id, now)


async def show_canvas(work: Work, postmortem_id: str, now: datetime) -> None:
    """Have the canvas of a published report brought up to date, where canvases are to be had."""
    ref, what = f"canvas:{postmortem_id}", {"postmortem": postmortem_id}
    await work.outbox.replace(ref, "canvas", f"{ref}:{now.timestamp():.6f}"[-64:], what, now, ref)


async def answer_canvas(work: Work, reader: Reader, postmortem_id: str, anew: bool, now: datetime) -> Postmortem:
    """What becomes of a canvas that people wrote in: written anew, or left to them."""
    found = await reading.allowed(work, reader, Deed.EDIT, await work.postmortems.get(postmortem_id))
    shown = await work.canvases.of(found.id)
    if shown is not None:
        await work.canvases.put(found.id, replace(shown, theirs=not anew, updated=0, digest=""))
        if anew:
            await show_canvas(work, found.id, now)
    return found


async def listed(work: Work, reader: Reader) -> tuple[Postmortem, ...]:
    """The newest ones that the reader may know of."""
    return tuple([p for p in await work.postmortems.all() if await reading.sees(work, reader, p)])


async def choose_template(
    work: Work, reader: Reader, postmortem: Postmortem, guide: Guide, name: str, now: datetime
) -> Postmortem:
    """Ask by another template from here on; what was answered stays."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if name not in guide.templates:
        raise BadInput("error.no_template", known=", ".join(f"`{t}`" for t in sorted(guide.templates)))
    chosen = replace(postmortem, template=name, version=postmortem.version + 1)
    await work.postmortems.save(chosen)
    await show_card(work, chosen, now)
    return chosen


async def choose_facilitator(work: Work, reader: Reader, postmortem: Postmortem, person: str, now: datetime) -> Postmortem:
    """Who reads what is said privately from here on; what was said before stays with whom it was said to."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    known = (await work.workspace.people([person])).get(person)
    if known is not None and known.is_bot:
        raise BadInput("error.bot_facilitates")
    chosen = replace(postmortem, facilitator=person, version=postmortem.version + 1)
    await work.postmortems.save(chosen)
    await meet(work, person, now)
    return chosen


async def meet(work: Work, person: str, now: datetime) -> None:
    """Have somebody's name learned who is not known yet."""
    if not await work.workspace.people([person]):
        await work.outbox.add(f"people:{person}", "learn_person", f"person:{person}", {"person": person}, now)
