"""What is seen of issues in a tracker beside action items, in a workspace that has one."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Browser

from bot.domain.action_item import ItemMove
from bot.playground.window.routes import Window
from bot.store.migrate import upgrade
from tests.gallery.camera import Camera, camera
from tests.gallery.collector import Collector
from tests.trackers import github
from tests.trackers.staged import Tracked, tracked

Step = tuple[str, Callable[[], Awaitable[Any]]]


async def issues(chrome: Browser, eye: Camera) -> set[str]:
    """Play it, with the pictures after those of `eye`; the names of what could be pressed."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'gallery.db'}"
        await asyncio.to_thread(upgrade, url)
        async with tracked(github, url) as t:
            other = replace(await camera(chrome, t.at.slack.url, eye.out), taken=eye.taken)
            Window(t.at.slack).open()
            collector = Collector(t.at.slack.state)
            collector.fresh()
            for name, deed in _story(t):
                await deed()
                await t.at.quiet()
                for shown in collector.fresh():
                    await other.shoot(shown, name)
                print(f"{len(eye.taken):4} {name}", flush=True)
            return collector.actions


def _story(t: Tracked) -> list[Step]:
    async def differ() -> None:
        held, due = t.ledger.one(), (await t.item()).due
        assert due is not None
        github.set_due(held, f"{due + timedelta(days=9)}")
        held.assignee = "stranger"
        await t.does(ItemMove.NEW_DATE, f"{due + timedelta(days=2)}")

    async def refused() -> None:
        t.ledger.token = "another"
        await t.does(ItemMove.DONE, "a graph", wait=False)
        await t.at.until(lambda: any("does not accept my token" in m["text"] for m in t.told()))
        await t.types("show 1", wait=False)
        t.ledger.token = "gh-token"
        t.at.clock.shift += timedelta(minutes=16)

    async def gone() -> None:
        t.ledger.issues.clear()
        await t.later(61)

    async def promise() -> None:
        t.at_work(hour=12)
        await t.types("add Alert on lag <@U0ADA> in two weeks")
        await t.types("show 1")

    return [
        ("/postmortem action show, with a tracker", promise),
        ("/postmortem action track 1", lambda: t.types("track 1")),
        ("both sides were changed", differ),
        ("/postmortem action show, with differences", lambda: t.types("show 1")),
        ("/postmortem action list, with an issue", lambda: t.types("list")),
        ("the token is refused", refused),
        ("/postmortem action track, words that are none", lambda: t.types("track 1 something")),
        ("/postmortem action account, nobody", lambda: t.types("account nobody")),
        ("the issue is deleted", gone),
        ("/postmortem action track 1 off", lambda: t.types("track 1 off")),
    ]
