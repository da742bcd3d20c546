"""The local workspace with the bot in it, for `postmortem-bot playground`."""

from __future__ import annotations

import asyncio
import contextlib
import socket as sockets
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer
from pydantic import SecretStr
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import App, build
from bot.errors import ConfigError
from bot.logs import set_up_logs
from bot.look_inside import LookInside
from bot.manifest import manifest
from bot.playground.cast import settle
from bot.playground.own_export import ExportFault, OwnExport, opened
from bot.playground.scenes.shelf import Shelf
from bot.playground.server import Playground, playground, served
from bot.playground.state import PlaygroundSettings, State
from bot.playground.window.routes import Window
from bot.prompts import load_prompts
from bot.settings import Settings, Transport
from bot.store.migrate import upgrade

PAGES = "/pages"


class _Passed:
    """Lets another application answer, by the same path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await self._app(scope, receive, send)


class WorkspaceClock:
    """The workspace's time: bot and people live on the same day, however far it was moved on."""

    def __init__(self, state: State) -> None:
        self._state = state

    def now(self) -> datetime:
        """The present moment there, aware UTC."""
        return datetime.fromtimestamp(self._state.now(), UTC)


@dataclass(frozen=True)
class TriedOut:
    """The workspace and the bot in it, both running."""

    slack: Playground
    app: App
    shelf: Shelf
    exports: OwnExport


@contextlib.asynccontextmanager
async def tried_out(port: int = 0, transport: Transport = Transport.SOCKET) -> AsyncIterator[TriedOut]:
    """Both, with an empty database; what is written is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'playground.db'}"
        await asyncio.to_thread(upgrade, url)
        async with playground(PlaygroundSettings(port=port)) as slack:
            slack.manifest = manifest(None)
            settle(slack.state)
            Window(slack).open()
            socket = transport is Transport.SOCKET
            settings = Settings(
                _env_file=None,  # type: ignore[call-arg]
                slack_bot_token=SecretStr(slack.settings.bot_token),
                slack_app_token=SecretStr(slack.settings.app_token if socket else ""),
                slack_signing_secret=SecretStr(slack.settings.signing_secret),
                slack_api_url=f"{slack.url}/api/",
                database_url=url,
                public_url=f"{slack.url}{PAGES}",
                slack_client_id=slack.settings.client_id,
                slack_client_secret=SecretStr(slack.settings.client_secret),
            )
            app = build(settings, WorkspaceClock(slack.state))
            # The bot's pages beside the workspace, so that one address shows both.
            slack.add_routes(Route(f"{PAGES}/{{rest:path}}", _Passed(app.asgi)))
            slack.inside, slack.traffic.on = LookInside(app), True
            async with served(app.asgi) as address, app.running():
                slack.settings.events_url = "" if socket else f"{address}/slack/events"
                shelf, exports = Shelf(slack), OwnExport(slack)
                slack.add_routes(*shelf.routes(), *exports.routes())
                try:
                    yield TriedOut(slack, app, shelf, exports)
                finally:
                    exports.close()
                    await shelf.close()


@dataclass(frozen=True)
class Brought:
    """A channel of an export that is there from the beginning."""

    export: Path
    channel: str


async def try_out(port: int, transport: Transport, show: bool, brought: Brought | None = None) -> None:
    """Run both until interrupted."""
    set_up_logs("WARNING", "console")
    _check_free(port)
    async with tried_out(port, transport) as both:
        if brought is not None:
            await _bring_in(both, brought)
        typer.echo(load_prompts().say("cli.playground", url=both.slack.url))
        if show:
            webbrowser.open(both.slack.url)
        await asyncio.Event().wait()


async def _bring_in(both: TriedOut, brought: Brought) -> None:
    """Once the bot hears, or else it would miss that it was invited."""
    while not both.app.connected:  # noqa: ASYNC110 - the bot has no event for it
        await asyncio.sleep(0.01)
    try:
        with opened(brought.export) as export:
            both.exports.bring_in(export, brought.channel)
    except ExportFault as fault:
        raise ConfigError(str(fault)) from fault


def _check_free(port: int) -> None:
    with contextlib.closing(sockets.socket()) as probe:
        probe.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConfigError(f"Port {port} is taken. Choose another one: postmortem-bot playground --port {port + 1}") from error
