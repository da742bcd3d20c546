"""The local workspace with the bot in it, for `postmortem-bot playground`."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typer
from pydantic import SecretStr

from bot.app import build
from bot.look_inside import LookInside
from bot.playground.server import playground
from bot.playground.state import PlaygroundSettings, State
from bot.prompts import load_prompts
from bot.settings import Settings
from bot.store.migrate import upgrade


class WorkspaceClock:
    """The workspace's time: bot and people live on the same day, however far it was moved on."""

    def __init__(self, state: State) -> None:
        self._state = state

    def now(self) -> datetime:
        """The present moment there, aware UTC."""
        return datetime.fromtimestamp(self._state.now(), UTC)


async def try_out(port: int) -> None:
    """Run both until interrupted; what is written is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'playground.db'}"
        await asyncio.to_thread(upgrade, url)
        async with playground(PlaygroundSettings(port=port)) as slack:
            slack.state.add_person("U0ADA", "Ada", "Europe/London")
            slack.state.add_person("U0SAM", "Sam", "America/New_York")
            slack.state.add_channel("C0INC", "inc-1-example", ["U0ADA", "U0SAM", slack.state.bot_user])
            settings = Settings(
                slack_bot_token=SecretStr(slack.settings.bot_token),
                slack_app_token=SecretStr(slack.settings.app_token),
                slack_api_url=f"{slack.url}/api/",
                database_url=url,
            )
            app = build(settings, WorkspaceClock(slack.state))
            slack.inside, slack.traffic.on = LookInside(app), True
            async with app.running():
                typer.echo(load_prompts().say("cli.playground", url=slack.url))
                typer.echo(
                    f"""curl {slack.url}/control/slash -d '{{"person":"U0ADA","channel":"C0INC","command":"/postmortem","text":"help"}}'"""
                )
                await asyncio.Event().wait()
