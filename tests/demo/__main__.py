"""`make demo`: a whole postmortem in the local workspace, over real HTTP and a real Socket Mode connection.

Replays an incident from tests/data/incidents into a channel, then several people answer the interview, accept
the timeline, promise action items, publish the report, and weeks later one of them finishes an item.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from bot.domain.access import Reader
from bot.exports.markdown import markdown
from bot.store.migrate import upgrade
from bot.usecases import reading
from tests.journeys.stage import CHANNEL, Stage, stage

DATA = Path(__file__).parent.parent / "data" / "incidents" / "waf-regex-cpu"
OUT = Path("out/demo")
LEAD, WAF, SUPPORT, RELEASE = "U0SUTH58KCM", "U00A92YJTY6", "U0JFY6ZYCPW", "U0Y892JC264"
ANSWERS = (
    ("Summary", LEAD, "From 09:42 to 10:09 UTC most traffic at the edge failed: a new rule used all CPU everywhere."),
    ("Impact", SUPPORT, "Customers saw 502 pages for 27 minutes; 4,100 chats and 1,870 tickets by 10:26."),
    ("Impact", LEAD, "For most it was rather 25 minutes: Asia recovered first."),
    ("Timeline", RELEASE, "The graph of the canary city was already climbing at 09:41, nobody looks at it during a push."),
    ("Root cause", WAF, "The CPU guard was lost in a refactor three weeks before, and rules go to all cities at once."),
    ("Resolution and recovery", LEAD, "The managed rules were switched off by hand until 10:52, then came back city by city."),
    ("Action items", RELEASE, "skip"),
)
screen = Console()


def act(title: str, pause: bool) -> None:
    screen.rule(f"[bold]{title}")
    if pause:
        screen.input("Enter …")


def show(who: str, text: str) -> None:
    screen.print(f"[cyan]{escape(who):18}[/] {escape(' '.join(text.split()))[:150]}")


def shown_by_bot(at: Stage, seen: set[str], place: str, label: str) -> None:
    """Print what the bot said in a place since the last look."""
    for message in at.from_bot(place):
        if message["ts"] not in seen:
            seen.add(message["ts"])
            show(label, " ".join(_words(message)))


def _words(message: dict[str, Any]) -> list[str]:
    texts = [(b.get("text") or {}).get("text", "") for b in message.get("blocks", ())]
    return [t for t in texts if t] or [message["text"]]


def raws() -> list[dict[str, Any]]:
    days = sorted((DATA / "edge-ops").glob("*.json"))
    return sorted((m for d in days for m in json.loads(d.read_text())), key=lambda m: m["ts"])


async def replay(at: Stage) -> int:
    """Put the incident into the channel as it happened; what was deleted then is deleted here, too."""
    for person in json.loads((DATA / "users.json").read_text()):
        at.slack.state.people[person["id"]] = {"tz": "Etc/UTC", **person}
        at.slack.state.channels[CHANNEL].members.add(person["id"])
    messages = [m for m in raws() if m.get("subtype") not in {"message_deleted", "tombstone"}]
    for number, message in enumerate(messages, 1):
        at.slack.people.put(CHANNEL, message)
        if number % 40 == 0:
            await at.slack.courier.idle()
            show("channel", f"{number} messages: {message.get('text') or '(an alert)'}")
    await at.quiet()
    return len(messages)


async def interview(at: Stage, seen: set[str]) -> None:
    card = at.card()
    assert card is not None
    await at.slack.people.press(LEAD, CHANNEL, card["ts"], "open_interview")
    await at.quiet()
    for title, person, text in ANSWERS:
        thread = at.thread(title)
        show(at.slack.state.people[person]["profile"]["display_name"], f"[{title}] {text}")
        at.slack.people.say(person, CHANNEL, text, thread)
        await at.quiet()
        shown_by_bot(at, seen, CHANNEL, "bot in the thread")


async def promises(at: Stage) -> None:
    for person, text in (
        (WAF, f"action add Put the CPU guard back, with a test that fails without it <@{WAF}> in two weeks"),
        (RELEASE, f"action add Staged rollout for rules, with an emergency lane <@{RELEASE}> in 3 weeks"),
    ):
        await at.slack.people.slash(person, CHANNEL, "/postmortem", text)
        show(at.slack.state.people[person]["profile"]["display_name"], f"/postmortem {text}")
        show("only they see", at.only(person)[-1]["text"])


async def weeks_later(at: Stage) -> None:
    seen: set[str] = set()
    for day in range(10, 26):
        for hour in (4, 14, 18):
            at.clock.move_to(day, hour=hour)
            await at.app.jobs.tick_all()
            await at.quiet()
        for person in (WAF, RELEASE):
            shown_by_bot(at, seen, at.slack.state.dm(person).id, f"DM on day {day}")
    dm = at.slack.state.dm(WAF).id
    first = at.from_bot(dm)[0]
    await at.slack.people.press(WAF, dm, first["ts"], "item_done")
    await at.quiet()
    show("only they see", at.only(WAF)[-1]["text"])


async def demo(pause: bool) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/demo.db"
        await asyncio.to_thread(upgrade, url)
        async with stage(url, socket=True) as at:
            seen: set[str] = set()
            act("An incident happens", pause)
            count = await replay(at)
            act(f"{count} messages later somebody starts a postmortem", pause)
            await at.start(LEAD, "A new WAF rule exhausts CPU everywhere")
            shown_by_bot(at, seen, CHANNEL, "bot in the channel")
            act("The interview", pause)
            await interview(at, seen)
            act("The timeline is accepted, improvements are promised", pause)
            card = at.card()
            assert card is not None
            await at.slack.people.press(LEAD, CHANNEL, card["ts"], "review_timeline")
            await at.slack.people.press(LEAD, CHANNEL, at.only(LEAD)[-1]["ts"], "accept_timeline")
            await promises(at)
            await at.slack.people.slash(LEAD, CHANNEL, "/postmortem", "close")
            await at.quiet()
            act("Weeks later", pause)
            await weeks_later(at)
            assert not at.slack.state.errors, at.slack.state.errors
            async with at.app.store.work("T0PLAY") as work:
                found = await reading.in_channel(work, Reader(LEAD, frozenset({CHANNEL})), CHANNEL)
                report = markdown(await reading.load_report(work, found, at.app.say.template), at.app.say)
    (OUT / "report.md").write_text(report, encoding="utf-8")
    act("The report", pause=False)
    screen.print(escape(report[:1500]))
    screen.print(f"\nThe whole report: {OUT / 'report.md'}, {len(report.splitlines())} lines")


if __name__ == "__main__":
    asyncio.run(demo("--pause" in sys.argv))
