"""Takes a channel of an export into the database, as if it had been heard; a second time changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Message, Person
from bot.domain.postmortem import TITLE_LIMIT, Postmortem
from bot.store.work import Work
from bot.store.workspace import Channel


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it: the postmortem, and how many messages belong to it."""

    postmortem: Postmortem
    messages: int


async def take_in(
    work: Work, channel: Channel, people: Mapping[str, Person], messages: Sequence[Message], now: datetime
) -> Imported:
    """Store people and messages, and open a postmortem of the channel unless it has one. Nothing is posted."""
    for person in people.values():
        await work.workspace.put_person(person, now)
    await work.workspace.put_channel(await work.workspace.channel(channel.channel) or channel)
    for message in messages:
        edit = f"{message.edited_at.timestamp():.6f}" if message.edited_at else ""
        await work.messages.keep(message, now, edit)
        for name, by in message.reactions.items():
            for person_id in by:
                await work.messages.signal(channel.channel, message.ts, "reaction", name, person_id, "", removed=False)
        for person_id in message.pinned_by:
            await work.messages.signal(channel.channel, message.ts, "pin", "", person_id, "", removed=False)
    existing = await work.postmortems.latest_in(channel.channel)
    if existing is not None:
        return Imported(existing, len(messages))
    postmortem = Postmortem(
        id=f"import-{channel.channel}",
        number=await work.postmortems.next_number(),
        channel=channel.channel,
        title=(channel.purpose or channel.name)[:TITLE_LIMIT],
        created_by="",
        created_at=now,
        lead="",
    )
    await work.postmortems.add(postmortem)
    return Imported(postmortem, len(messages))
