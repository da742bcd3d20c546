"""What somebody does in the timeline's windows, through the front door."""

from __future__ import annotations

from typing import Any

from tests.journeys.stage import CHANNEL, Stage

STORY = (
    ("U0SAM", "seeing 500s on checkout since 14:05 UTC, error rate 40 %"),
    ("U0ADA", "rolling back the 14:01 deploy of payments"),
    ("U0SAM", "lol, my coffee machine broke as well"),
    ("U0ZOE", "customers report 40 failed orders"),
    ("U0ADA", "rollback is done, errors are gone, incident is over"),
)


async def told(at: Stage) -> list[str]:
    """A short incident in the channel, and a postmortem of it; the ids of what was said."""
    ids = []
    for number, (who, text) in enumerate(STORY):
        ts = f"{at.slack.state.now() - 1800 + number * 240:.6f}"
        ids.append(at.slack.people.say(who, CHANNEL, text, ts=ts))
    await at.quiet()
    await at.start()
    return ids


class Curator:
    """One person with the timeline's window open."""

    def __init__(self, at: Stage, person: str, channel: str = CHANNEL) -> None:
        self.at, self.person, self.channel = at, person, channel

    async def open(self) -> Curator:
        """`/postmortem timeline`."""
        await self.at.slack.people.slash(self.person, self.channel, "/postmortem", "timeline")
        await self.settled()
        return self

    async def settled(self) -> None:
        """What a press began to show may come after its acknowledgement, where the machine is busy."""
        await self.at.until(lambda: not self.at.app.under_way)

    @property
    def modals(self) -> list[dict[str, Any]]:
        return list(self.at.slack.people.seen(self.person)["modals"])

    @property
    def top(self) -> dict[str, Any]:
        """The window on top."""
        return self.modals[-1]

    @property
    def text(self) -> str:
        """All that the window on top says."""
        return "\n".join(texts(self.top["blocks"]))

    def lines(self) -> list[dict[str, Any]]:
        """The blocks of the lines shown."""
        return [b for b in self.top["blocks"] if str(b.get("block_id")).startswith("line:")]

    def line(self, words: str) -> dict[str, Any]:
        """The line that says so."""
        return next(b for b in self.lines() if words in b["text"]["text"])

    async def choose(self, words: str, verb: str) -> Curator:
        """A deed of the three dots beside a line."""
        block = self.line(words)
        option = next(o for o in block["accessory"]["options"] if o["value"].startswith(f"{verb}|"))
        await self.press("line_menu", block["block_id"], selected_option=option)
        return self

    async def press(self, action: str, block: str = "", **more: Any) -> Curator:
        """Anything that can be pressed in the window on top."""
        await self.at.slack.people.press_in_view(self.person, self.top["id"], action, block, **more)
        await self.settled()
        return self

    async def more(self, value: str) -> Curator:
        """The three dots under the list."""
        await self.press("timeline_menu", selected_option={"value": value, "text": {"type": "plain_text", "text": value}})
        return self

    async def take(self, words: str, action: str = "take_line") -> Curator:
        """The button beside a line."""
        block = self.line(words)["block_id"]
        if action in {"take_line", "leave_line"} and "accessory" not in self.line(words):
            block = block.replace("line:", "offer:")
        await self.press(action, block, value=block.partition(":")[2])
        return self

    async def submit(self, **values: Any) -> dict[str, Any]:
        """Send the form on top; the errors it shows."""
        faults = dict(await self.at.slack.people.submit(self.person, self.top["id"], values))
        await self.settled()
        return faults


def texts(node: Any) -> list[str]:
    """Every text in blocks."""
    if isinstance(node, dict):
        own = [node["text"]] if isinstance(node.get("text"), str) else []
        return own + [t for child in node.values() for t in texts(child)]
    return [t for child in node for t in texts(child)] if isinstance(node, list) else []
