"""`make demo`: a whole postmortem in the local workspace, with the bot as a process of its own.

Replays the incident of tests/data/demo as it happened, then its people answer the interview in threads, accept
the timeline, promise action items, publish the report, and weeks later they are reminded and one finishes an item.
First Slack reaches the bot by a Socket Mode WebSocket; it is restarted half way, and from then on by signed HTTP.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from rich.progress import Progress

from bot.prompts import load_prompts
from tests.demo.place import Place, place
from tests.demo.replay import load, meet, play
from tests.demo.screen import Screen
from tests.demo.story import Story
from tests.journeys.onlooker import CHANNEL

OUT = Path("out/demo")


async def demo(pause: bool) -> str:
    """Play it all; returns the report."""
    async with place(load("workspace.json")["channel"]["name"]) as at:
        screen = Screen(at, pause, acts=6)
        story = Story(at, load("script.json"), load_prompts().guide.templates["full"], screen)
        screen.act("An incident happens; the bot listens, by Socket Mode")
        meet(at)
        await incident(at, screen)
        screen.look(CHANNEL)
        screen.act("When it is over, somebody starts a postmortem")
        await story.start()
        screen.act("The interview: several people answer, in threads")
        await story.interview()
        screen.act("The bot is restarted, from now on over signed HTTP; the timeline is looked through and accepted")
        await at.restart()
        await story.curate()
        screen.act("Improvements are promised, the report is published")
        await story.promise()
        await story.publish()
        screen.act("The weeks after: owners are reminded")
        await story.weeks_later()
        assert not at.slack.state.errors, at.slack.state.errors
        return await at.report(1)


async def incident(at: Place, screen: Screen) -> None:
    """The steps of the incident, with a bar on a terminal and a line here and there."""
    steps = load("live.json")
    with Progress(console=screen.console, transient=True, disable=not sys.stdout.isatty()) as bar:
        task = bar.add_task("the channel", total=len(steps))

        async def after(step: dict[str, Any]) -> None:
            bar.advance(task)
            if bar.tasks[task].completed % 60 == 0 and "text" in step and "user" in step:
                await at.slack.courier.idle()
                screen.did(step["user"], step["text"])

        await play(at, steps, after)
    held = len(at.channel())
    screen.note(f"{len(steps)} steps: messages, threads, edits, deletions, reactions, pins; {held} messages are left.")


def main() -> None:
    """Play it, write the report, show it."""
    began = time.monotonic()
    report = asyncio.run(demo("--pause" in sys.argv))
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "report.md").write_text(report, encoding="utf-8")
    sys.stdout.write(f"\n{report}\n")
    sys.stdout.write(f"The report is at {OUT / 'report.md'}. It took {time.monotonic() - began:.0f} s.\n")


if __name__ == "__main__":
    main()
