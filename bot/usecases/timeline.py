"""People's choices in the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.access import Deed, Reader
from bot.domain.classify import EntryKind
from bot.domain.curation import BY_HAND, Add, Change, EditText, Hide, Show, Step, key_of
from bot.domain.postmortem import Postmortem
from bot.errors import BadInput, NotFound
from bot.store.work import Work
from bot.usecases import coaching, reading
from bot.usecases.coaching import Shown, Source
from bot.usecases.postmortems import show_card


async def choose(work: Work, reader: Reader, postmortem: Postmortem, change: Change, request: str, now: datetime) -> None:
    """Add a choice; `request` is unique for one press."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    seq = await work.postmortems.next_step(postmortem.id)
    await work.postmortems.add_step(postmortem.id, Step(seq, request, change, reader.id, now))
    if isinstance(change, Add | EditText):
        source = Source("line", postmortem.id, change.keys[0])
        await coaching.look(work, source, Shown(reader.id, postmortem.channel), now)
    await show_card(work, postmortem, now)


async def add_message(work: Work, reader: Reader, channel: str, ts: str, request: str, now: datetime) -> Postmortem:
    """Take a message into the timeline of its channel's postmortem."""
    postmortem = await reading.in_channel(work, reader, channel)
    if await work.messages.one(channel, ts) is None:
        raise NotFound("error.no_message")
    await choose(work, reader, postmortem, Show((key_of(channel, ts),)), request, now)
    return postmortem


async def hide(work: Work, reader: Reader, postmortem: Postmortem, ts: str, request: str, now: datetime) -> None:
    """Leave a line out."""
    await choose(work, reader, postmortem, Hide((ts,)), request, now)


async def add_by_hand(
    work: Work, reader: Reader, postmortem: Postmortem, at: datetime, text: str, request: str, now: datetime
) -> None:
    """Add a line that no message holds."""
    if not text.strip():
        raise BadInput("error.no_text", field="text")
    line = Add(f"{BY_HAND}{request}", at, text.strip(), EntryKind.CONTEXT)
    await choose(work, reader, postmortem, line, request, now)


async def sign_off(work: Work, reader: Reader, postmortem: Postmortem, now: datetime) -> Postmortem:
    """Accept the timeline as it stands; later messages do not slip in, as the window ends now."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if postmortem.signed_off is not None:
        return postmortem
    signed = replace(postmortem, signed_off=(reader.id, now), until=postmortem.until or now, version=postmortem.version + 1)
    await work.postmortems.save(signed)
    await show_card(work, signed, now)
    return signed
