"""The timed jobs. They hold no state: each is a tick that calls a use case; a missed one is caught up by the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.errors import StoreUnavailable
from bot.metrics import Metrics
from bot.prompts import Prompts
from bot.settings import Settings
from bot.store.work import Store, Work
from bot.usecases import hearing, interviews, nudges, participants, reviewing, roles, searching, sittings, trackers

log = structlog.get_logger()
Job = Callable[[Work], Awaitable[object]]


class Jobs:
    """What happens by itself, for each workspace."""

    def __init__(
        self,
        store: Store,
        say: Prompts,
        settings: Settings,
        clock: Clock,
        follow: nudges.Following,
        metrics: Metrics,
        *,
        tracked: bool = False,
    ) -> None:
        """`tracked`: whether action items have issues in a tracker."""
        self._store, self._say, self._settings, self._clock = store, say, settings, clock
        self._follow, self._metrics = follow, metrics
        # What each is called, what it does, and every how many seconds.
        self._table: tuple[tuple[str, Job, int], ...] = (
            ("nudges", self._nudges, 60),
            ("digests", self._digests, 600),
            ("interviews", self._interviews, 30),
            ("invitations", self._invitations, 300),
            ("reviews", self._reviews, 300),
            ("reconcile", self._reconcile, 600),
            ("roles", self._roles, 900),
            *([("issues", self._issues, 60)] if tracked else []),
        )
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self, every: float = 1.0) -> None:
        """Begin to tick; `every` stretches or shortens all intervals."""
        for name, job, seconds in (*self._table, ("retention", self._retention, 3600)):
            options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
            self._scheduler.add_job(self.run, "interval", (name, job), seconds=seconds * every, id=name, **options)
        options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(self.look_through, "interval", seconds=60 * every, id="search", **options)
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def run(self, name: str, job: Job) -> None:
        """One tick for every workspace; a database that is away is waited for until the next."""
        try:
            for team in await self._store.teams():
                async with self._store.work(team) as work:
                    await job(work)
        except (StoreUnavailable, OSError) as error:
            log.error("job.failed", job=name, error=type(error).__name__)
            self._metrics.ran(name, None)
        else:
            self._metrics.ran(name, self._clock.now())

    async def tick_all(self) -> None:
        """Every job once, now, but for the one that forgets."""
        for name, job, _ in self._table:
            await self.run(name, job)
        await self.look_through()

    async def look_through(self) -> None:
        """Bring what can be searched up to date; each postmortem in a transaction of its own, as that takes a while."""
        try:
            for team in await self._store.teams():
                await searching.keep_up(self._store, team, self._say.guide, self._clock.now())
        except (StoreUnavailable, OSError) as error:
            log.error("job.failed", job="search", error=type(error).__name__)
            self._metrics.ran("search", None)
        else:
            self._metrics.ran("search", self._clock.now())

    async def remind(self) -> None:
        """Only the reminders that are due now."""
        await self.run("nudges", self._nudges)

    async def _nudges(self, work: Work) -> object:
        sent = await nudges.send_due(work, self._follow, self._clock.now())
        self._metrics.nudged(sent)
        return sent

    async def _digests(self, work: Work) -> object:
        return await nudges.send_digests(work, self._follow, self._clock.now())

    async def _interviews(self, work: Work) -> object:
        quiet = timedelta(minutes=self._settings.interview_quiet_minutes)
        now = self._clock.now()
        await sittings.ask_again(work, self._say.guide, now)
        return await interviews.continue_quiet(work, self._say.guide, quiet, now)

    async def _invitations(self, work: Work) -> object:
        return await participants.invite_due(work, self._say.guide, self._follow, self._clock.now())

    async def _reconcile(self, work: Work) -> None:
        await hearing.reconcile(work, self._clock.now())

    async def _reviews(self, work: Work) -> object:
        return await reviewing.ask_again_due(work, self._say.guide, self._clock.now())

    async def _roles(self, work: Work) -> object:
        return await roles.look(work, self._clock.now())

    async def _issues(self, work: Work) -> object:
        return await trackers.look_at_old(work, self._clock.now())

    async def _retention(self, work: Work) -> object:
        return await hearing.forget_old(work, self._settings.retention_days, self._clock.now())
