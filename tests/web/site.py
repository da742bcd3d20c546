"""A browser without a screen, for tests of the web pages."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator

import httpx

from bot.usecases import signing_in
from tests.journeys.stage import CHANNEL, Stage, stage

PUBLIC = "http://bot.example/pm"


def address(at: Stage) -> str:
    """Where the bot listens."""
    return at.slack.settings.events_url.removesuffix("/slack/events")


@contextlib.asynccontextmanager
async def site(database_url: str) -> AsyncIterator[Stage]:
    """A workspace with a bot that has pages, and one postmortem."""
    async with stage(database_url, public_url=PUBLIC) as at:
        await at.start()
        yield at


def browser(at: Stage) -> httpx.AsyncClient:
    """Nobody's browser yet. It finds `bot.example` on this machine."""
    return httpx.AsyncClient(base_url=f"{address(at)}/pm", follow_redirects=False)


async def link_for(at: Stage, person: str, goes_to: str = "/") -> str:
    """The path of a fresh link that signs the person in."""
    async with at.app.store.work(at.slack.settings.team) as work:
        secret = await signing_in.make_link(work, person, goes_to, at.clock.now())
    return f"/enter/{at.slack.settings.team}/{secret}"


@contextlib.asynccontextmanager
async def signed_in(at: Stage, person: str) -> AsyncIterator[httpx.AsyncClient]:
    """The person's browser."""
    async with browser(at) as client:
        assert (await client.post(await link_for(at, person))).status_code == 303
        yield client


def word_of(page: str) -> str:
    """What a form of that page brings back."""
    found = re.search(r'name="word" value="([^"]+)"', page)
    assert found is not None
    return found[1]


async def save(client: httpx.AsyncClient, section: str, text: str, seen: int | None = None) -> httpx.Response:
    """Edit a section of the first postmortem as a person does."""
    page = (await client.get(f"/postmortems/1/edit/{section}")).text
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    form = {"word": word_of(page), "seen": found[1] if seen is None else str(seen), "text": text}
    return await client.post(f"/postmortems/1/edit/{section}", data=form)


def make_private(at: Stage, channel: str = CHANNEL) -> None:
    """The channel becomes one that only its members know."""
    at.slack.state.channels[channel].private = True
