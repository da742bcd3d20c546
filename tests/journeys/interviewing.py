"""What people do in interviews, for tests that go through the front door."""

from __future__ import annotations

from typing import Any

from bot.domain.access import Reader
from bot.domain.report import Report
from bot.exports.composing import document
from bot.exports.markdown import markdown_of
from bot.usecases import reading
from tests.journeys.stage import CHANNEL, Stage

Json = dict[str, Any]


async def begin(at: Stage, *sections: str) -> None:
    """Start a postmortem and open these threads, all when none is named."""
    await at.start()
    for section in sections or ("",):
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", f"interview {section}")
        await at.quiet()


async def report_of(at: Stage) -> Report:
    async with at.app.store.work("T0PLAY") as work:
        found = await reading.in_channel(work, Reader("U0ADA", frozenset({CHANNEL})), CHANNEL)
        return await reading.load_report(work, found, at.app.say.guide)


async def report_text(at: Stage) -> str:
    return markdown_of(document(await report_of(at), at.app.say.reports["internal"], at.app.say))


def in_thread(at: Stage, title: str) -> list[Json]:
    """What the bot has said in a section's thread, by time."""
    root = at.thread(title)
    return [m for m in at.from_bot() if m.get("thread_ts") == root]


def words(message: Json) -> str:
    """What a message shows in its blocks, labels of buttons apart."""
    texts = [(b.get("text") or {}).get("text", "") for b in message["blocks"]]
    return "\n".join(t for t in texts if t)


def buttons(message: Json) -> list[str]:
    """What can be pressed under a message."""
    return [e["action_id"] for b in message["blocks"] if b["type"] == "actions" for e in b["elements"]]


async def say(at: Stage, person: str, title: str, text: str) -> str:
    """Reply in a section's thread."""
    ts = at.slack.people.say(person, CHANNEL, text, at.thread(title))
    await at.quiet()
    return ts


async def press(at: Stage, person: str, message: Json, action: str, channel: str = CHANNEL) -> None:
    await at.slack.people.press(person, channel, message["ts"], action)
    await at.quiet()


async def fill(at: Stage, who: str, **values: Any) -> Json:
    """Fill in the form that is open; gives the faults that were shown."""
    modal = at.slack.people.seen(who)["modals"][-1]
    faults = await at.slack.people.submit(who, modal["id"], values)
    await at.quiet()
    return faults


def dm(at: Stage, person: str) -> str:
    return at.slack.state.dm(person).id


def to(at: Stage, person: str) -> list[Json]:
    """What the bot has written to somebody by DM."""
    return at.from_bot(dm(at, person))


async def write(at: Stage, person: str, text: str, thread: str | None = None) -> str:
    """Write to the bot by DM."""
    ts = at.slack.people.say(person, dm(at, person), text, thread)
    await at.quiet()
    return ts
