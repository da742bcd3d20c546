"""What the people of the demo incident do with the bot once the incident is over, by tests/data/demo/script.json."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Protocol

from bot.domain.interview import Template
from tests.demo.place import Place
from tests.journeys.onlooker import CHANNEL

# How many of the script's answers, in its order, belong to each question of a section.
SPOKEN: dict[str, tuple[int, ...]] = {
    "summary": (2,),
    "impact": (3, 2),
    "timeline": (2, 0, 2),
    "root_cause": (2, 1, 2, 3),
    "history": (1,),
    "resolution": (3, 2, 1, 2, 1),
    "action_items": (4,),
}


class Audience(Protocol):
    """Who is shown what happens."""

    def did(self, person: str, what: str) -> None: ...
    def look(self, place: str, to: str = "") -> None: ...
    def alone(self, person: str) -> None: ...


class Story:
    """The people's part. Everything goes through what a person has in Slack: words, buttons, forms, shortcuts."""

    def __init__(self, at: Place, script: dict[str, Any], template: Template, audience: Audience) -> None:
        self._at, self._script, self._template, self._audience = at, script, template, audience
        self._people = at.slack.people
        self.lead: str = script["start"]["modal"]["lead"]
        self._items: dict[str, int] = {}

    async def start(self) -> None:
        """`/postmortem start`, and the form."""
        start, form = self._script["start"], self._script["start"]["modal"]
        person = start["user"]
        self._audience.did(person, f"{start['command']} {start['text']}")
        await self._people.slash(person, CHANNEL, start["command"], start["text"])
        began = int(datetime.fromisoformat(form["began"]).timestamp())
        values = {"title": form["title"], "severity": form["severity"], "services": ", ".join(form["services"])}
        await self._submit(person, {**values, "began_at": began, "lead": form["lead"], "private": "open"})
        self._audience.look(CHANNEL)

    async def interview(self) -> None:
        """All threads are opened; each question is answered by those who know, then somebody asks for the next."""
        await self._press_card(self.lead, "open_interview")
        self._audience.look(CHANNEL)
        for section, answers in groupby(self._script["answers"], key=lambda a: a["section"]):
            found = self._template.section(section)
            assert found is not None
            await self._section(self._at.thread(found.title), list(answers), SPOKEN[section])

    async def _section(self, thread: str, answers: list[dict[str, Any]], counts: tuple[int, ...]) -> None:
        assert sum(counts) == len(answers)
        for number, count in enumerate(counts):
            if number:
                await self._next_question(thread)
            for answer in answers[:count]:
                self._audience.did(answer["user"], answer["text"])
                self._people.say(answer["user"], CHANNEL, answer["text"], thread)
                await self._at.quiet()
            answers = answers[count:]
            self._audience.look(CHANNEL)

    async def _next_question(self, thread: str) -> None:
        asked = [m for m in self._at.from_bot() if m.get("thread_ts") == thread and "next_question" in str(m["blocks"])]
        await self._people.press(self.lead, CHANNEL, asked[-1]["ts"], "next_question")
        await self._at.quiet()

    async def curate(self) -> None:
        """Hide a line, add one that no message holds, accept."""
        hide, add = self._script["timeline"]["hide"], self._script["timeline"]["add"]
        view = await self._open_list(hide["user"])
        line = next(b["block_id"] for b in view["blocks"] if str(b.get("block_id")).startswith("line:"))
        chosen = {"text": {"type": "plain_text", "text": "Hide"}, "value": f"hide|{CHANNEL}:{hide['ts']}"}
        await self._people.press_in_view(hide["user"], view["id"], "line_menu", line, selected_option=chosen)
        self._audience.did(hide["user"], f"hides a line: {hide['reason']}")
        view = await self._open_list(self.lead)
        await self._people.press_in_view(self.lead, view["id"], "add_line")
        at = int(datetime.fromisoformat(add["at"]).timestamp())
        self._audience.did(self.lead, f"adds a line at {add['at']}: {add['text']}")
        await self._submit(self.lead, {"at": at, "text": add["text"]})
        await self._people.press_in_view(self.lead, view["id"], "accept_timeline")
        await self._at.quiet()
        self._audience.did(self.lead, "accepts the timeline")
        self._audience.look(CHANNEL)

    async def promise(self) -> None:
        """Each item comes from a message, by its shortcut."""
        today = datetime.now(UTC).date()
        for number, item in enumerate(self._script["action_items"], 1):
            await self._people.shortcut(item["by"], CHANNEL, item["ts"], "make_action_item")
            due = (today + timedelta(days=int(item["due"]))).isoformat()
            self._audience.did(item["by"], f"makes a message an action item: {item['text']} (by {due})")
            await self._submit(item["by"], {k: item[k] for k in ("text", "owner", "kind")} | {"due": due})
            self._items[item["id"]] = number
        self._audience.look(CHANNEL)

    async def publish(self) -> None:
        """`/postmortem close`."""
        self._audience.did(self.lead, "/postmortem close")
        await self._people.slash(self.lead, CHANNEL, "/postmortem", "close")
        await self._at.quiet()
        self._audience.alone(self.lead)
        self._audience.look(CHANNEL)

    async def weeks_later(self) -> None:
        """The clock moves on until every owner had a reminder; one finishes an item, one asks for a week more."""
        waiting = list(self._script["nudges"])
        owners = {i["owner"] for i in self._script["action_items"]}
        for day in self._days():
            for hour in (4, 11, 18):  # a working hour for owners in Asia, Europe and America
                await self._at.move_to(day, hour)
            for owner in owners:
                self._audience.look(self._at.slack.state.dm(owner).id, f"{self._name(owner)}, day {day}")
            waiting = [n for n in waiting if not await self._react_to(n)]
            if not waiting and all(self._reminded(o) for o in owners):
                return
        raise AssertionError("an owner was never reminded")

    def _days(self) -> list[int]:
        """The working days, counted from today, on which a reminder may be due."""
        today = datetime.now(UTC).date()
        dues = [int(i["due"]) for i in self._script["action_items"]]
        days = {due + off for due in dues for off in (-2, -1, 0, 1, 7, 8, 9)}
        return sorted(d for d in days if (today + timedelta(days=d)).weekday() < 5)

    def _reminded(self, owner: str) -> bool:
        return bool(self._at.from_bot(self._at.slack.state.dm(owner).id))

    def _name(self, person: str) -> str:
        return str(self._at.slack.state.people[person]["profile"]["display_name"])

    async def _react_to(self, plan: dict[str, Any]) -> bool:
        """Do what the plan says if the person has a reminder for the item by now."""
        person, number = plan["user"], self._items[plan["item"]]
        dm = self._at.slack.state.dm(person).id
        found = next(
            (m for m in self._at.from_bot(dm) if f"`{number}`" in str(m["blocks"]) and "item_done" in str(m["blocks"])), None
        )
        if found is None:
            return False
        if plan["do"] == "complete":
            words = f"action done {number} {plan['evidence']}"
            self._audience.did(person, f"/postmortem {words}")
            await self._people.slash(person, CHANNEL, "/postmortem", words)
        else:
            self._audience.did(person, f"presses “In a week”: {plan['reason']}")
            await self._people.press(person, dm, found["ts"], "item_snooze")
        await self._at.quiet()
        self._audience.alone(person)
        return True

    async def _press_card(self, person: str, action: str) -> str:
        card = self._at.card()
        assert card is not None
        button = next(e for b in card["blocks"] for e in b.get("elements", ()) if e.get("action_id") == action)
        await self._people.press(person, CHANNEL, card["ts"], action)
        await self._at.quiet()
        return str(button["value"])

    async def _open_list(self, person: str) -> dict[str, Any]:
        """`/postmortem timeline`: the window, as soon as its lines stand in it."""
        await self._people.slash(person, CHANNEL, "/postmortem", "timeline")
        async with asyncio.timeout(20):
            while "line_menu" not in str(self._people.seen(person)["modals"][-1]["blocks"]):
                await asyncio.sleep(0.05)
        return dict(self._people.seen(person)["modals"][-1])

    async def _submit(self, person: str, values: dict[str, Any]) -> None:
        modal = self._people.seen(person)["modals"][-1]
        faults = await self._people.submit(person, modal["id"], values)
        assert not faults, faults
        await self._at.quiet()
