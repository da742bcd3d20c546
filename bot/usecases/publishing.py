"""Published reports are kept in a place outside, too: written when they are closed, brought up to date when they change.

Nothing is sent from here: the outbox holds that it is to be done, so that an outage or a lost token delays it and loses
nothing, and closing never waits for it. What is private stays here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.access import Deed, Reader
from bot.domain.postmortem import Postmortem, Status
from bot.domain.published import Published
from bot.domain.trouble import THEIRS, Trouble
from bot.errors import BadInput
from bot.store.work import Work
from bot.usecases import reading

# People change several things at a time, and each writing is a version there.
REST = timedelta(minutes=1)


async def show_outside(work: Work, postmortem_id: str, now: datetime, *, wait: timedelta = REST, anew: bool = False) -> None:
    """Have the document outside brought up to date. `anew`: also where people took it away or wrote in it."""
    what = {"postmortem": postmortem_id, **({"anew": True} if anew else {})}
    ref = f"publish_anew:{postmortem_id}" if anew else f"publish:{postmortem_id}"
    delivery = f"{ref}:{now.timestamp():.6f}"[-64:]
    await work.outbox.replace(f"publish:{postmortem_id}", "publish", delivery, what, now + wait, ref)


async def ask(work: Work, reader: Reader, postmortem: Postmortem, now: datetime) -> None:
    """Somebody wants it there (again)."""
    await reading.allowed(work, reader, Deed.EDIT, postmortem)
    if postmortem.status is not Status.PUBLISHED:
        raise BadInput("error.publish_closed")
    if await reading.is_hidden(work, postmortem):
        raise BadInput("error.publish_private")
    await show_outside(work, postmortem.id, now, wait=timedelta(), anew=True)


async def written(work: Work, postmortem: Postmortem, published: Published, place: str, now: datetime) -> None:
    """It is there as it is here. The channel hears where, the first time."""
    before = await work.published.of(postmortem.id, published.place)
    await work.published.put(postmortem.id, published)
    if published.url and (before is None or before.url != published.url):
        details = {"place": place, "url": published.url, "number": postmortem.number}
        payload = {"key": "publish.there", "channel": postmortem.channel, "details": details}
        delivery = f"published:{published.digest[:16]}:{postmortem.id}"[:64]
        await work.outbox.add(postmortem.channel, "say", delivery, payload, now)


async def in_trouble(work: Work, postmortem: Postmortem, place: str, name: str, trouble: Trouble, now: datetime) -> None:
    """It cannot be brought up to date: whoever leads hears of it, once for each trouble."""
    known = await work.published.of(postmortem.id, place) or Published(place)
    if known.trouble == trouble:
        return
    digest = "" if trouble in THEIRS else known.digest
    await work.published.put(postmortem.id, replace(known, trouble=trouble.value, digest=digest))
    details = {"number": postmortem.number, "channel": postmortem.channel, "place": name, "url": known.url}
    payload = {"person": postmortem.lead, "key": f"publish.{trouble.value}", "details": details}
    delivery = f"publish_{trouble.value}:{now.timestamp():.0f}:{postmortem.id}"[:64]
    await work.outbox.add(postmortem.lead, "tell", delivery, payload, now)
