"""Chromium for the tests of the window; where there is none they are skipped with the way to get it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from bot.try_out import TriedOut, tried_out
from tests.browser.chromium import HOW_TO_GET, browser, chromium

# A busy machine is slow; only a failure takes that long.
expect.set_options(timeout=45_000)


@pytest.fixture
async def chrome() -> AsyncIterator[Browser]:
    """A browser of this test's own."""
    if chromium() is None:
        if os.environ.get("REQUIRE_CHROMIUM"):
            pytest.fail(HOW_TO_GET)
        pytest.skip(HOW_TO_GET)
    async with browser() as made:
        yield made


@pytest.fixture
async def both() -> AsyncIterator[TriedOut]:
    """The workspace with the bot in it, as `make play` starts it, on a free port."""
    async with tried_out() as made:
        yield made
        # What was begun is ended before the bot is stopped.
        await made.slack.courier.idle()
        while (await made.app.store.outbox_counts(made.app.clock.now())).get("waiting"):
            await asyncio.sleep(0.01)
