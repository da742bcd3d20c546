"""What somebody who is signed in may see: asked of Slack, and remembered for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict

import structlog

from bot.clock import Clock
from bot.domain.access import Reader
from bot.errors import SlackFailure
from bot.slack.gateway import Gateway
from bot.store.work import Store
from bot.usecases import nudges, signing_in
from bot.web.sessions import Session

log = structlog.get_logger()
REMEMBERED, MOST = 60.0, 5_000


class Readers:
    """Turns a session into a reader."""

    def __init__(self, store: Store, gateway: Gateway, clock: Clock) -> None:
        self._store, self._gateway, self._clock = store, gateway, clock
        self._known: OrderedDict[tuple[str, str], tuple[float, frozenset[str]]] = OrderedDict()

    async def of(self, session: Session) -> Reader:
        """The reader; raises NotAllowed for somebody who left meanwhile. While Slack does not say in which
        channels they are, they see what everybody may."""
        async with self._store.look(session.team) as work:
            await signing_in.admit(work, session.person)
        key = (session.team, session.person)
        until, channels = self._known.get(key, (0.0, frozenset()))
        if until > time.monotonic():
            return Reader(session.person, channels)
        try:
            channels = await self._gateway.channels_of(session.person)
        except SlackFailure as failure:
            log.warning("web.channels_unknown", error=failure.error, person=session.person)
            return Reader(session.person)
        self._known[key] = (time.monotonic() + REMEMBERED, channels)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return Reader(session.person, channels)

    async def meet(self, team: str, person: str) -> None:
        """Look at somebody who signs in; raises NotAllowed where they may not, SlackFailure where nobody can say."""
        found = await self._gateway.person(person)
        async with self._store.work(team) as work:
            await nudges.person_learned(work, found, self._clock.now())
            await signing_in.admit(work, person)
