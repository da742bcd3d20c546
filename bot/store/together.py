"""Work that arrives at once is committed at once: one commit for all that came while the last was under way."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.store.work import Store, Work

Job = Callable[[Work], Awaitable[None]]
MOST = 64


@dataclass(frozen=True, slots=True)
class _Waiting:
    team: str
    job: Job
    done: asyncio.Future[None]


class Together:
    """Runs jobs in shared transactions. A job whose turn fails takes no other with it: then each gets its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[_Waiting] = deque()
        self._running: asyncio.Task[None] | None = None

    async def do(self, team: str, job: Job) -> None:
        """Run a job; returns when it is committed, raises what it raised or StoreUnavailable. It may run twice, so it
        must do nothing outside its transaction."""
        mine = _Waiting(team, job, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        await mine.done

    async def _run(self) -> None:
        while self._waiting:
            team = self._waiting[0].team
            batch: list[_Waiting] = []
            while self._waiting and len(batch) < MOST and self._waiting[0].team == team:
                batch.append(self._waiting.popleft())
            if len(batch) == 1 or not await self._at_once(team, batch):
                for one in batch:
                    await self._alone(one)

    async def _at_once(self, team: str, batch: list[_Waiting]) -> bool:
        try:
            async with self._store.work(team) as work:
                for one in batch:
                    await one.job(work)
        except Exception:  # whose it was shows when each runs alone
            return False
        for one in batch:
            if not one.done.done():
                one.done.set_result(None)
        return True

    async def _alone(self, one: _Waiting) -> None:
        try:
            async with self._store.work(one.team) as work:
                await one.job(work)
        except Exception as error:  # handed to the caller, who knows what to do with it
            if not one.done.done():
                one.done.set_exception(error)
            return
        if not one.done.done():
            one.done.set_result(None)
