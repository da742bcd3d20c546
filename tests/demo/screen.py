"""What somebody at a terminal sees of the demo: who did what, and what each person saw of the bot."""

from __future__ import annotations

import re
import sys
from typing import Any

from rich.console import Console
from rich.text import Text

from tests.journeys.onlooker import Onlooker

DATE = re.compile(r"<!date\^\d+\^[^|>]*\|([^>]*)>")
LINK = re.compile(r"<(?:https?:[^|>]*)\|([^>]*)>")
MENTION = re.compile(r"<@([A-Z0-9]+)>")
MARKUP = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")
LONGEST = 220


class Screen:
    """Prints in colour on a terminal, in plain lines elsewhere, as wide as the terminal is."""

    def __init__(self, at: Onlooker, pause: bool, acts: int) -> None:
        self._at, self._pause, self._acts, self._act = at, pause, acts, 0
        self.console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        self._seen: dict[tuple[str, str], str] = {}

    def act(self, title: str) -> None:
        """A new act; waits for Enter where that is wanted."""
        if self._pause and self._act:
            self.console.input("\n[dim]Enter to go on …[/] ")
        self._act += 1
        self.console.print()
        self.console.print(f"[bold]{self._act}/{self._acts}  {title}[/]")

    def note(self, text: str) -> None:
        """Something that nobody says."""
        self.console.print(Text(text, style="dim"))

    def did(self, person: str, what: str) -> None:
        """Something a person did."""
        self._line(self.name(person), "cyan", what)

    def look(self, place: str, to: str = "") -> None:
        """What the bot said or changed in a place since the last look; `to` names the one whose place it is."""
        for message in self._at.from_bot(place):
            key, words = (place, str(message["ts"])), self._words(message)
            before = self._seen.get(key)
            self._seen[key] = words
            if before is None:
                where = f"to {to}" if to else "in a thread" if message.get("thread_ts") else "in the channel"
                self._line(f"bot {where}", "green", words)
            elif before.partition(" [")[0] != words.partition(" [")[0]:
                self._line("bot edits", "green", words)

    def alone(self, person: str) -> None:
        """What only that person sees: the newest of it."""
        self._line(f"only {self.name(person)} sees", "magenta", self._words(self._at.only(person)[-1]))

    def name(self, person: str) -> str:
        """What somebody is called."""
        profile = self._at.slack.state.people.get(person, {}).get("profile") or {}
        return str(profile.get("display_name") or profile.get("real_name") or person)

    def _words(self, message: dict[str, Any]) -> str:
        texts = [(b.get("text") or {}).get("text", "") for b in message.get("blocks", ())]
        plain = " · ".join(t for t in texts if t) or str(message["text"])
        for pattern in (DATE, LINK):
            plain = pattern.sub(r"\1", plain)
        plain = MARKUP.sub("", MENTION.sub(lambda m: f"@{self.name(m[1])}", plain))
        buttons = [e["text"]["text"] for b in message.get("blocks", ()) for e in b.get("elements", ()) if e["type"] == "button"]
        short = " ".join(plain.split()).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        cut = short[:LONGEST] + ("…" if len(short) > LONGEST else "")
        return cut + "".join(f" [{b}]" for b in dict.fromkeys(buttons[-5:]))

    def _line(self, who: str, colour: str, text: str) -> None:
        short = " ".join(text.split())
        self.console.print(Text.assemble((f"{who}: ", colour), short[: LONGEST + 160]))
