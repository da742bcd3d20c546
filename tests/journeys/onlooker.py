"""What somebody who looks at the workspace sees of the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.server import Playground

CHANNEL = "C0INC"


@dataclass
class Onlooker:
    """A workspace to look at."""

    slack: Playground

    def channel(self, name: str = CHANNEL) -> list[dict[str, Any]]:
        return sorted(self.slack.state.channels[name].messages.values(), key=lambda m: m["ts"])

    def from_bot(self, name: str = CHANNEL) -> list[dict[str, Any]]:
        return [m for m in self.channel(name) if m.get("bot_id") == "B0BOT"]

    def only(self, person: str) -> list[dict[str, Any]]:
        return list(self.slack.people.seen(person)["only_you"])

    def card(self) -> dict[str, Any] | None:
        return next((m for m in self.from_bot() if m["text"].startswith("Postmortem ")), None)

    def thread(self, title: str) -> str:
        return str(next(m["ts"] for m in self.from_bot() if m["text"] == title))
