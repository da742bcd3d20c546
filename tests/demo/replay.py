"""Does in the local workspace, step by step, what was done in the demo incident's channel."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from bot.playground.people import People
from bot.playground.server import Playground
from tests.journeys.onlooker import CHANNEL, Onlooker

DEMO = Path(__file__).parent.parent / "data" / "demo"
Json = dict[str, Any]


def load(name: str) -> Any:
    """A file of the demo incident."""
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


class Workspace(Protocol):
    """Where the steps are done."""

    slack: Playground

    async def quiet(self) -> None: ...


# So many events may be under way at once: an incident of a day comes in seconds, but not in one moment.
AT_ONCE = 10


def meet(at: Onlooker) -> None:
    """Bring the people of the incident into the channel."""
    for person in json.loads((DEMO / "export" / "users.json").read_text(encoding="utf-8")):
        at.slack.state.people[person["id"]] = {"tz": "Etc/UTC", **person}
        at.slack.state.channels[CHANNEL].members.add(person["id"])


async def play(at: Workspace, steps: list[Json], after: Callable[[Json], Awaitable[None]] | None = None) -> None:
    """Do the steps; `after` is called after each."""
    for number, step in enumerate(steps, 1):
        do_step(at.slack.people, step)
        if number % AT_ONCE == 0:
            await at.slack.courier.idle()
        if after is not None:
            await after(step)
    await at.quiet()


def do_step(people: People, step: Json) -> None:
    """Do one step as its person did."""
    ts, do = step["ts"], step["do"]
    if do == "say":
        more: Json = {k: step[k] for k in ("files",) if k in step}
        more |= {"subtype": "thread_broadcast"} if step.get("broadcast") else {}
        people.say(step["user"], CHANNEL, step["text"], step.get("thread_ts"), ts, **more)
    elif do == "edit":
        people.edit(CHANNEL, ts, step["text"])
    elif do == "delete":
        people.delete(CHANNEL, ts)
    elif do == "react":
        people.react(step["user"], CHANNEL, ts, step["name"])
    elif do == "pin":
        people.pin(step["user"], CHANNEL, ts)
    else:
        words = {do: step["text"]} if "text" in step else {}
        text = f"<@{step.get('user')}> has {'joined' if do == 'join' else 'left'} the channel"
        remark = {"subtype": f"channel_{do}", "user": step.get("user"), "text": text, "ts": ts, **words}
        people.put(CHANNEL, step.get("raw") or remark)
