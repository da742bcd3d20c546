"""Steps that tests of followed action items share: promise one, let time pass, press and submit in a DM."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.journeys.stage import CHANNEL, Stage

SAM, ADA = "U0SAM", "U0ADA"


async def promise(at: Stage, days: int = 14, words: str = "Alert on lag", owner: str = SAM, by: str = ADA) -> int:
    """An item of Sam's that is due on a Wednesday; how many days from today."""
    today = at.clock.now().date()
    due = today + timedelta(days=days)
    due += timedelta(days=(2 - due.weekday()) % 7)
    await at.slack.people.slash(by, CHANNEL, "/postmortem", f"action add {words} <@{owner}> by {due.isoformat()}")
    await at.quiet()
    return (due - today).days


async def go_to(at: Stage, day: int, hour: int = 15) -> None:
    """15 o'clock UTC is 10 in New York, where Sam is."""
    at.clock.move_to(day, hour=hour)
    at.slack.state.shift = at.clock.shift.total_seconds()
    await at.app.jobs.tick_all()
    await at.quiet()


def reminders(at: Stage, person: str = SAM) -> list[dict[str, Any]]:
    return [m for m in at.from_bot(at.slack.state.dm(person).id) if "item_done" in str(m["blocks"])]


def said_to(at: Stage, person: str) -> str:
    return "\n".join(str(m["blocks"]) for m in at.from_bot(at.slack.state.dm(person).id))


async def press(at: Stage, message: dict[str, Any], action: str, person: str = SAM) -> None:
    await at.slack.people.press(person, at.slack.state.dm(person).id, message["ts"], action)
    await at.quiet()


async def submit(at: Stage, person: str = SAM, **values: str) -> dict[str, str]:
    modal = at.slack.people.seen(person)["modals"][-1]
    faults = await at.slack.people.submit(person, modal["id"], values)
    await at.quiet()
    return dict(faults or {})


def item_id(message: dict[str, Any]) -> str:
    """The item that a reminder's first button is about."""
    return next(str(e["value"]) for b in message["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "item_done")
