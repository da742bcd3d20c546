"""Looks at what somebody wrote and, where there is something to say, tells them alone. Nothing of it is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import Clock
from bot.coach_files import Coach
from bot.errors import SlackFailure
from bot.prompts import Prompts
from bot.slack.blocks import coach as blocks
from bot.slack.gateway import Gateway
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import coaching
from bot.usecases.coaching import Source

# A remark that comes long after the words is a reproach.
LATE = timedelta(minutes=15)


@dataclass(frozen=True)
class CoachEffects:
    """`secret` keys the hash of words that a remark was made on."""

    store: Store
    gateway: Gateway
    say: Prompts
    clock: Clock
    coach: Coach
    secret: str
    kinds: dict[str, Callable[[Effect], Awaitable[None]]] = field(init=False)

    def __post_init__(self) -> None:
        """The table of what is done for each kind of effect."""
        object.__setattr__(self, "kinds", {"coach": self._look})

    async def _look(self, effect: Effect) -> None:
        if effect.tries or effect.queued_at is None or self.clock.now() - effect.queued_at > LATE:
            return  # what may have been said is not said again
        source, person = Source.of(str(effect.payload["source"])), str(effect.payload["person"])
        async with self.store.look(effect.team) as work:
            text = await coaching.text_of(work, source)
            if text is None or not await coaching.wanted(work, source, person):
                return
        # Beside the loop, so that events are taken in meanwhile.
        made = await asyncio.to_thread(self.coach.aloud, text)
        if made is None:
            return
        async with self.store.work(effect.team) as work:
            if not await coaching.first_time(work, made.words, self.secret):
                return
        where = {"channel": str(effect.payload["channel"]), "thread_ts": effect.payload.get("thread_ts") or None}
        offer = coaching.Offer(source, coaching.mark_of(text), made.rewrite or "")
        shown = blocks.remark(made, offer, self.say)
        try:
            await self.gateway.call("chat.postEphemeral", **where, user=person, text=self.say.say("coach.text"), blocks=shown)
        except SlackFailure:
            return  # a remark that is lost does no harm, and no trace of it is to stay
