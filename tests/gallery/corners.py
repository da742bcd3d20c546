"""What happens to few: a second incident, later, in a channel of its own, for all that the story does not come across."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.slack import ids
from tests.gallery.story import DAY, Story

PLACE, OTHER = "C0INC5QUEUE", "C0INC6BROKER"
PEOPLE = ("U0IFE", "U0ADA", "U0SAM", "U0LEO", "U0ZOE", "U0MEI")
SAID = (
    ("U0ADA", "the queue of orders grows, 12,000 wait since 09:10 UTC"),
    ("U0SAM", "restarted the consumers, no change"),
    ("U0LEO", "customers ask where their confirmation is, 31 tickets"),
    ("U0MEI", "telling the shops that confirmations are late"),
    ("U0ZOE", "mitigated: the second consumer group takes half of the load"),
)


class Corners(Story):
    """Told after the story, in the same workspace."""

    place = PLACE

    def _story(self) -> list[tuple[str, Callable[[], Awaitable[Any]]]]:
        command = self._command
        return [
            ("a second incident, months later", self._long_incident),
            ("its start", lambda: command("start The queue of orders stood still")),
            ("its form is sent", lambda: self._submit("U0IFE", severity="sev3", services="orders")),
            ("a long timeline in the thread", self._timeline_in_thread),
            ("its interview", lambda: command("interview summary")),
            ("two people remember it differently", self._differing),
            ("where memories differ", lambda: command("differences")),
            ("they agree after all", lambda: self._press_newest(ids.AGREE, "U0IFE")),
            ("two answers are marked as differing", self._mark),
            ("the form of it is sent", self._mark_sent),
            ("something is said privately", self._privately),
            ("the facilitator reads it", lambda: self._press_newest(ids.READ_PRIVATE, "U0IFE")),
            ("these are closed", self._close_forms),
            ("the causes", lambda: command("interview root_cause")),
            ("until safeguards are asked for", self._until_safeguards),
            ("the form of a safeguard", lambda: self._press_newest(ids.RECORD_FORM, "U0IFE")),
            ("it is sent", self._safeguard_sent),
            ("who is not heard yet is invited", self._invited),
            ("somebody declines", lambda: self._press_newest(ids.DECLINE, "U0MEI")),
            ("somebody answers by direct message to the end", self._to_the_end),
            ("under their name", lambda: self._press_newest(ids.USE_MY_NAME, "U0SAM")),
            ("the timeline is signed off, and more is said", self._said_later),
            ("the window offers it", lambda: self._explore_window("timeline")),
            ("another incident draws on the same channel", self._second),
            ("a line is of the other one", self._moved_apart),
            ("what stands apart", lambda: self._explore_window("timeline")),
            ("it is published", lambda: command("close")),
            ("somebody writes in its canvas", self._written_in),
            ("the canvas is made anew", lambda: self._press_newest(ids.CANVAS_ANEW, "U0IFE")),
            ("a list of many action items", self._many_items),
            ("more of that list", lambda: self._press_newest(ids.ITEMS_MORE, "U0IFE")),
            ("their dates for a calendar", lambda: command("calendar")),
            ("four more, and a search", self._search),
            ("more of what was found", lambda: self._press_newest(ids.SEARCH_MORE, "U0IFE")),
        ]  # fmt: skip

    async def _long_incident(self) -> None:
        self._state.add_channel(PLACE, "inc-5-queue", [*PEOPLE])
        self._people.invite_bot("U0IFE", PLACE)
        for person, text in SAID:
            self._people.say(person, PLACE, text)
            await self.quiet()
        for number in range(26):
            ts = self._people.say(
                PEOPLE[number % 6], PLACE, f"partition {number} of the queue is read again, lag {4000 - 150 * number}"
            )
            self._people.pin("U0IFE", PLACE, ts)
            await self.quiet()

    async def _timeline_in_thread(self) -> None:
        await self._command("timeline")
        view = self._people.seen("U0IFE")["modals"][-1]
        await self._people.press_in_view("U0IFE", view["id"], ids.TIMELINE_MENU, "", None, selected_option={"value": "thread"})
        await self._close_forms()

    def _thread(self) -> str:
        return self._threads()[-1]

    async def _say(self, person: str, text: str) -> None:
        self._people.say(person, PLACE, text, self._thread())
        await self.quiet()

    async def _differing(self) -> None:
        await self._say("U0ADA", "The queue was down for 40 minutes.")
        await self._say("U0SAM", "It was down for 95 minutes, from what I saw.")

    async def _mark(self) -> None:
        await self._say("U0ZOE", "The broker gave up first.")
        newest = [*self._state.channels[PLACE].messages.values()]
        ts = next(m["ts"] for m in reversed(newest) if m["text"] == "The broker gave up first.")
        await self._people.shortcut("U0IFE", PLACE, ts, ids.MARK_DIFFERENT)

    async def _mark_sent(self) -> None:
        view = self._people.seen("U0IFE")["modals"][-1]
        other = view["blocks"][0]["element"]["options"][0]["value"]
        await self._submit("U0IFE", other=other)

    async def _privately(self) -> None:
        await self._press_newest(ids.PRIVATELY, "U0LEO")
        view = self._people.seen("U0LEO")["modals"][-1]
        await self._submit(
            "U0LEO",
            **{
                b["block_id"]: "I did not dare to say that I had muted the alert." for b in view["blocks"] if b["type"] == "input"
            },
        )

    async def _until_safeguards(self) -> None:
        for _ in range(12):
            if next(self._buttons(ids.RECORD_FORM), None) is not None:
                return
            await self._press_newest(ids.NEXT_QUESTION, "U0IFE")
            await self.quiet()

    async def _safeguard_sent(self) -> None:
        view = self._people.seen("U0IFE")["modals"][-1]
        texts = [b["block_id"] for b in view["blocks"] if b["type"] == "input" and b["element"]["type"] == "plain_text_input"]
        await self._submit("U0IFE", **dict.fromkeys(texts, "The alert on lag looked at the wrong queue."))

    async def _invited(self) -> None:
        today = int(self._state.shift // DAY)
        for day in range(1, 5):
            await self._on_day(today + day)

    async def _to_the_end(self) -> None:
        await self._command("interview dm", "U0SAM")
        await self.quiet()
        place = self._state.dm("U0SAM").id
        for _ in range(60):
            if any(channel == place for _, channel, _ in self._buttons(ids.USE_MY_NAME)):
                return
            self._people.say("U0SAM", place, "skip")
            await self.quiet()

    async def _said_later(self) -> None:
        await self._command("timeline")
        await self._press_on_top("U0IFE", lambda key: key == ids.ACCEPT_TIMELINE)
        await self._close_forms()
        self._people.say("U0ZOE", PLACE, "rolled back the broker to 3.1, all orders are confirmed, resolved")
        await self.quiet()

    async def _second(self) -> None:
        self._state.add_channel(OTHER, "inc-6-broker", [*PEOPLE])
        self._people.invite_bot("U0IFE", OTHER)
        await self.quiet()
        await self._command("start The broker lost its disk", channel=OTHER)
        await self._submit("U0IFE", severity="sev2", services="broker")
        await self.quiet()
        await self._command("timeline add-channel #inc-5-queue", channel=OTHER)

    async def _moved_apart(self) -> None:
        await self._command("timeline")
        await self._press_on_top("U0IFE", lambda key: key == f"{ids.LINE_MENU} · {self._both.app.say.say('line.apart')}")
        await self._close_forms()

    async def _written_in(self) -> None:
        canvas = self._state.channels[PLACE].canvas
        self._people.write_in_canvas("U0SAM", canvas, "Sam's own words")
        await self._command("action add Watch the lag of every partition @Zoë Tanaka")

    async def _many_items(self) -> None:
        for number in range(9):
            await self._command(f"action add Alert on the lag of partition {number} @Zoë Tanaka in two weeks")
            await self.quiet()
        await self._command("action list unfinished everywhere")

    async def _search(self) -> None:
        for number in range(5):
            await self._command(f"start Orders wait again, case {number + 1}")
            await self.quiet()
            if self._people.seen("U0IFE")["modals"]:
                await self._submit("U0IFE", severity="sev3", services="orders")
            await self._command("close")
            await self.quiet()
        await self._command("search orders")
