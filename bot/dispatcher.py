"""Sends what the outbox holds: in order per lane, each effect once, at Slack's pace."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import CallFailure, NotNow, StoreUnavailable
from bot.store.database import Database
from bot.store.outbox import Effect, Queue

LEASE = timedelta(seconds=60)
BATCH = 20
# At five minutes between attempts this is about a week: longer than any outage worth waiting for.
LIMIT = 2000
IDLE_SECONDS = 5.0
log = structlog.get_logger()

Handler = Callable[[Effect], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class RetryAt:
    """Try again then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will never work."""

    reason: str


def decide(failure: CallFailure, tries: int, now: datetime) -> RetryAt | GiveUp:
    """What becomes of an effect that failed. `tries` counts the attempts before this one."""
    if failure.permanent or tries >= LIMIT:
        return GiveUp(failure.error)
    wait = failure.wait if failure.wait is not None else min(300.0, 0.5 * 2 ** min(tries, 12))
    return RetryAt(now + timedelta(seconds=wait))


class Dispatcher:
    """A loop that is woken at each commit which filled the outbox. `handle` does one effect, `gave_up` hears of the lost."""

    def __init__(
        self, database: Database, clock: Clock, handle: Handler, gave_up: Callable[[Effect, CallFailure], Awaitable[None]]
    ) -> None:
        self._database = database
        self._clock = clock
        self._handle = handle
        self._gave_up = gave_up
        self._wake = asyncio.Event()
        self._stopped = False
        self._next: datetime | None = None  # when something is due, as of the last look
        self.resting = asyncio.Event()  # set while nothing is under way and nothing new is known of

    def wake(self) -> None:
        """Something was put into the outbox."""
        self.resting.clear()
        self._wake.set()

    def stop(self) -> None:
        """End after what is under way."""
        self._stopped = True
        self._wake.set()

    async def run(self) -> None:
        """Send until stopped; an outage of the database is waited out."""
        while not self._stopped:
            self._wake.clear()
            try:
                more = await self.tick()
                wait = 0.0 if more else self._until_next()
            except (StoreUnavailable, OSError) as error:
                log.error("dispatcher.database_unavailable", error=type(error).__name__)
                wait = 1.0
            if wait > 0 and not self._stopped:
                await self._sleep(wait)
        self.resting.set()

    async def _sleep(self, seconds: float) -> None:
        if not self._wake.is_set():
            self.resting.set()
        try:
            await asyncio.wait_for(self._wake.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self.resting.clear()

    def _until_next(self) -> float:
        if self._next is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(0.05, (self._next - self._clock.now()).total_seconds()))

    async def tick(self) -> int:
        """Claim what is due, one effect a lane, and do it; how many there were."""
        now = self._clock.now()
        async with self._database.begin() as connection:
            queue = Queue(connection)
            effects = await queue.claim(now, now + LEASE, BATCH)
            self._next = None if effects else await queue.next_at()
        await asyncio.gather(*(self._do(e) for e in effects))
        return len(effects)

    async def _do(self, effect: Effect) -> None:
        facts = {"effect": effect.kind, "delivery": effect.delivery, "team": effect.team, "lane": effect.lane}
        try:
            await self._handle(effect)
        except NotNow as later:
            async with self._database.begin() as connection:
                await Queue(connection).again(effect, later.until, "")
            return
        except CallFailure as failure:
            await self._failed(effect, failure, facts)
            return
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # A bug in one effect must not hold up its lane for ever.
            log.exception("dispatcher.bug", error=type(error).__name__, **facts)
            await self._failed(effect, CallFailure(type(error).__name__, permanent=effect.tries >= 2), facts)
            return
        async with self._database.begin() as connection:
            await Queue(connection).done(effect)

    async def _failed(self, effect: Effect, failure: CallFailure, facts: dict[str, str]) -> None:
        decision = decide(failure, effect.tries, self._clock.now())
        async with self._database.begin() as connection:
            queue = Queue(connection)
            if isinstance(decision, RetryAt):
                log.warning("dispatcher.again", error=failure.error, tries=effect.tries, **facts)
                await queue.again(effect, decision.at, failure.error)
                return
            log.error("dispatcher.gave_up", error=failure.error, **facts)
            await queue.give_up(effect, decision.reason)
        await self._gave_up(effect, failure)
