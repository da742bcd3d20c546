"""`make demo`: a whole postmortem in the local workspace, over real HTTP and a real Socket Mode connection.

Replays the incident of tests/data/demo as it happened, then its people answer the interview in threads, accept
the timeline, promise action items, publish the report, and weeks later one of them finishes an item.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.domain.access import Reader
from bot.exports.markdown import markdown
from bot.logs import set_up_logs
from bot.store.migrate import upgrade
from bot.usecases import reading
from tests.demo.replay import load, meet, play
from tests.demo.story import Story
from tests.journeys.stage import CHANNEL, Stage, stage

OUT = Path("out/demo")


class Screen:
    """What somebody at a terminal sees: who saw what, in colour where there is one."""

    def __init__(self, at: Stage, pause: bool) -> None:
        self._at, self._pause = at, pause
        self.console = Console(highlight=False)
        self._seen: set[tuple[str, str, str]] = set()
        self._done = 0

    def act(self, title: str) -> None:
        """A new act; waits for Enter where that is wanted."""
        self.console.rule(f"[bold]{escape(title)}")
        if self._pause:
            self.console.input("Enter …")

    def did(self, person: str, what: str) -> None:
        """Something a person did."""
        profile = self._at.slack.state.people[person]["profile"]
        name = profile.get("display_name") or profile.get("real_name") or person
        self._line(name, "cyan", what)

    def look(self, place: str, label: str) -> None:
        """What the bot said or changed in a place since the last look."""
        for message in self._at.from_bot(place):
            key = (place, message["ts"], str(message.get("blocks")))
            if key not in self._seen:
                again = any(k[:2] == key[:2] for k in self._seen)
                self._seen.add(key)
                self._line(f"bot {label}", "green", ("(changed) " if again else "") + " ".join(_words(message)))

    def alone(self, person: str) -> None:
        """What only that person sees: the newest of it."""
        newest = self._at.only(person)[-1]
        self._line("  only they see", "magenta", " ".join(_words(newest)))

    async def progress(self, step: dict[str, Any]) -> None:
        """One step of the incident more."""
        self._done += 1
        if self._done % 60 == 0:
            await self._at.slack.courier.idle()
            self._line(f"{self._done} steps", "yellow", step.get("text") or f"({step['do']})")

    def _line(self, who: str, colour: str, text: str) -> None:
        short = " ".join(text.split())
        self.console.print(f"[{colour}]{escape(who):22}[/] {escape(short[:170] + ('…' if len(short) > 170 else ''))}")


def _words(message: dict[str, Any]) -> list[str]:
    texts = [(b.get("text") or {}).get("text", "") for b in message.get("blocks", ())]
    return [t for t in texts if t] or [message["text"]]


async def demo(pause: bool) -> str:
    """Play it all; returns the report."""
    script = load("script.json")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        await asyncio.to_thread(upgrade, url)
        async with stage(url, socket=True, channel=load("workspace.json")["channel"]["name"]) as at:
            screen = Screen(at, pause)
            story = Story(at, script, screen)
            screen.act("An incident happens")
            meet(at)
            await play(at, load("live.json"), screen.progress)
            screen.look(CHANNEL, "in the channel")
            screen.act("When it is over, somebody starts a postmortem")
            await story.start()
            screen.act("The interview: several people answer, in threads")
            await story.interview()
            screen.act("The timeline is looked through and accepted")
            await story.curate()
            screen.act("Improvements are promised, the report is published")
            await story.promise()
            await story.publish()
            screen.act("The weeks after")
            await story.weeks_later()
            assert not at.slack.state.errors, at.slack.state.errors
            async with at.app.store.work("T0PLAY") as work:
                reader = Reader(story.lead, frozenset({CHANNEL}))
                found = await reading.in_channel(work, reader, CHANNEL)
                return markdown(await reading.load_report(work, found, at.app.say.template), at.app.say)


def main() -> None:
    """Play it, write the report, show it."""
    set_up_logs("ERROR", "console")
    report = asyncio.run(demo("--pause" in sys.argv))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "report.md").write_text(report, encoding="utf-8")
    console = Console(highlight=False)
    console.rule("[bold]The report")
    console.print(escape(report))
    console.print(f"The report is at {OUT / 'report.md'}")


if __name__ == "__main__":
    main()
