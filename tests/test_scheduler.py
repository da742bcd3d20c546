"""The timed jobs: each looks after every workspace, and none of them minds an outage."""

from __future__ import annotations

import asyncio

from bot.errors import StoreUnavailable
from bot.store.work import Work
from tests.following import go_to, promise, reminders
from tests.journeys.stage import stage


async def test_a_tick_sends_what_is_due_and_the_next_sends_nothing(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        await go_to(at, day)
        assert len(reminders(at)) == 1
        await at.app.jobs.tick_all()
        await at.quiet()
        assert len(reminders(at)) == 1


async def test_a_job_runs_for_every_workspace(database_url: str) -> None:
    async with stage(database_url) as at:
        async with at.app.store.work("T1OTHER") as work:
            await work.workspace.set_home((await at.app.gateway.home())[1], at.clock.now())
        met = []

        async def note(work: Work) -> None:
            met.append(work.team)

        await at.app.jobs.run("note", note)
        assert sorted(met) == ["T0PLAY", "T1OTHER"]


async def test_a_database_that_is_away_ends_one_tick_and_no_other(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        ran = []

        async def fails(_work: Work) -> None:
            raise StoreUnavailable

        async def works(_work: Work) -> None:
            ran.append("worked")

        await at.app.jobs.run("fails", fails)
        await at.app.jobs.run("works", works)
        assert ran == ["worked"]


async def test_the_intervals_follow_the_setting(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        day = await promise(at)
        at.app.jobs.stop()
        await asyncio.sleep(0)
        at.clock.move_to(day, hour=15)
        at.app.jobs.start(0.001)
        await at.until(lambda: reminders(at))
