"""Who reads the web pages: a link from Slack signs in the one who asked for it, once."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from bot.errors import NotAllowed, NotFound
from bot.store.sign_ins import SignIn
from bot.store.work import Work

GOOD_FOR = timedelta(minutes=10)


async def make_link(work: Work, person: str, goes_to: str, now: datetime) -> str:
    """What stands in a new link that leads the person to a page (a path)."""
    secret = secrets.token_urlsafe(24)
    await work.sign_ins.add(secret, person, goes_to, now + GOOD_FOR, now)
    return secret


async def look_at_link(work: Work, secret: str, now: datetime) -> SignIn:
    """What a link is good for, without using it up: whatever looks at links before people do must not. Raises NotFound."""
    found = await work.sign_ins.find(secret, now)
    if found is None:
        raise NotFound("web.link_over")
    return found


async def use_link(work: Work, secret: str, now: datetime) -> SignIn:
    """Sign in; raises NotFound where the link was used or is over."""
    found = await work.sign_ins.use(secret, now)
    if found is None:
        raise NotFound("web.link_over")
    await admit(work, found.person)
    return found


async def admit(work: Work, person: str) -> None:
    """Raises NotAllowed for who left the workspace or is a guest in it: what is open to everybody there is not for them."""
    known = (await work.workspace.people([person])).get(person)
    if known is not None and (known.gone or known.outside or known.is_bot):
        raise NotAllowed("web.not_for_guests")
