"""Steps that tests of the coach in Slack share: an interview thread, blame in it, the remark and its buttons."""

from __future__ import annotations

from typing import Any

from tests.journeys.stage import CHANNEL, Stage

ADA, SAM = "U0ADA", "U0SAM"
BLAME = "Errors from 13:20 to 13:41 on `checkout`. The night shift is lazy and should have looked at the alert."


async def interview(at: Stage) -> str:
    """Start a postmortem and open the thread of its summary."""
    await at.start()
    await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "interview summary")
    await at.quiet()
    return at.thread("Summary")


async def answer(at: Stage, thread: str, text: str = BLAME, person: str = SAM) -> str:
    ts = at.slack.people.say(person, CHANNEL, text, thread)
    await at.quiet()
    return ts


def remarks(at: Stage, person: str = SAM) -> list[dict[str, Any]]:
    """What the coach said to that person and is still to be seen."""
    return [m for m in at.only(person) if m["text"].startswith("A thought")]


def words(remark: dict[str, Any]) -> str:
    return "\n".join(str(b["text"]["text"]) for b in remark["blocks"] if b["type"] == "section")


async def press(at: Stage, remark: dict[str, Any], action: str, person: str = SAM, **chosen: Any) -> None:
    await at.slack.people.press(person, CHANNEL, remark["ts"], action, **chosen)
    await at.quiet()


async def submit(at: Stage, text: str, person: str = SAM) -> dict[str, Any]:
    view = at.slack.people.seen(person)["modals"][-1]
    faults = await at.slack.people.submit(person, view["id"], {"text": text})
    await at.quiet()
    return dict(faults)


async def report(at: Stage) -> str:
    """The whole report, as Ada reads it in Slack: its gist, and on from there."""
    await at.slack.people.slash(ADA, CHANNEL, "/postmortem", "report")
    shown = [str(at.only(ADA)[-1]["blocks"])]
    while "read_all" in shown[-1]:
        await at.slack.people.press(ADA, CHANNEL, at.only(ADA)[-1]["ts"], "read_all")
        shown.append(str(at.only(ADA)[-1]["blocks"]))
    return "".join(shown)
