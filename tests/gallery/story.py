"""A story that brings out everything the bot can show: an incident, its postmortem, and the weeks after."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from bot.playground.cast import INCIDENT, PRIVATE
from bot.playground.element_state import elements
from bot.playground.state import Json
from bot.playground.window.typed import encode
from bot.try_out import TriedOut

DAY = 86_400
# Said before the postmortem: minutes ago, who, what.
SAID = (
    (95, "U0ADA", "checkout errors are at 40 % since 14:05 UTC, alert `CheckoutErrorRate` fired"),
    (92, "U0SAM", "acknowledged, looking. Payments deployed v2.31 at 14:01"),
    (88, "U0LEO", "12 customers wrote to support: they cannot pay"),
    (80, "U0ZOE", "the connection pool of payments-db is full, 200 of 200 in use"),
    (71, "U0IFE", "declaring SEV2. Ada leads, Zoë looks at the database, Leo posts on the status page"),
    (66, "U0SAM", "rolling back payments to v2.30"),
    (58, "U0SAM", "rollback is done, error rate goes down"),
    (50, "U0ZOE", "pool is at 35 of 200. Errors are gone since 14:47 UTC"),
    (44, "U0IFE", "all clear, the incident is resolved. Thank you all"),
)
ANSWERS = (
    ("U0ADA", "Checkout failed for 42 minutes after a deploy that opened a connection for each request."),
    ("U0LEO", "For customers it began at 14:03: the first ticket came before the alert."),
    ("U0SAM", "The on-call engineer should have known better and carelessly skipped the load test."),
    ("U0ZOE", "Obviously the pool was too small, somebody forgot to raise it."),
)
LATER = {"close_postmortem", "reopen_postmortem", "item_done", "item_drop", "accept_timeline"}


class Story:
    """The people of the workspace, driven through the payloads that Slack would send."""

    place = INCIDENT

    def __init__(self, both: TriedOut) -> None:
        self._both = both
        self._slack = both.slack
        self._state = both.slack.state
        self._people = both.slack.people
        self._used: set[str] = set()

    async def quiet(self) -> None:
        """Wait until everything is in and out."""
        await self._slack.courier.idle()
        if self._slack.inside is not None:
            await self._slack.inside.quiet()
        await self._slack.courier.idle()

    async def steps(self) -> AsyncIterator[str]:
        """Each step of the story, told after it was done."""
        for name, deed in self._story():
            await deed()
            await self.quiet()
            yield name

    def _story(self) -> list[tuple[str, Callable[[], Awaitable[Any]]]]:
        command = self._command
        return [
            ("the app joins an incident channel", lambda: self._join("inc-3-login")),
            ("the app joins another channel", lambda: self._join("team-talk")),
            ("the home page of somebody new", self._home),
            ("an incident", self._incident),
            ("/postmortem", lambda: command("")),
            ("a wrong word", lambda: command("satrt")),
            ("/postmortem status before a start", lambda: command("status")),
            ("/postmortem start", lambda: command("start Checkout failed after a deploy")),
            ("the form is sent", lambda: self._submit("U0IFE", severity="sev2", services="checkout, payments-db")),
            ("/postmortem action list, still empty", lambda: command("action list")),
            ("/postmortem report, early", lambda: command("report")),
            ("Start interview", lambda: self._press_card("open_interview")),
            ("people answer", self._answers),
            ("people answer more", self._more_answers),
            ("/postmortem timeline", lambda: command("timeline")),
            ("everything in the window of the timeline", lambda: self._explore_window("timeline")),
            ("/postmortem action add", lambda: command("action add Alert when the pool is 80 % full @Zoë Tanaka in two weeks")),
            ("a weak item without owner and date", lambda: command("action add Be more careful with deploys on Fridays")),
            ("/postmortem action add, the form", lambda: command("action add")),
            ("the form of an item is sent", self._send_item),
            ("a message is made an action item", lambda: self._shortcut("make_action_item")),
            ("that form is closed", self._close_forms),
            ("a message is added to the timeline", lambda: self._shortcut("add_to_timeline")),
            *((f"/postmortem {word}", self._saying(word)) for word in ("status", "action list", "action show 1", "action done", "list", "mine", "settings", "nonsense at all")),
            ("somebody who is no member asks", lambda: self._people.slash("U0LEO", "C0GENERAL", "/postmortem", "status")),
            ("everything that can be pressed", self._press_everything),
            *self._reports(),
            ("an item is done", lambda: command("action done 1 the alert fired in a test")),
            ("a private postmortem", self._private),
            *((f"day {day}", self._weeks(day)) for day in (10, 13, 15, 21, 29, 36, 44, 60)),
            ("everything in direct messages", self._press_everything),
            ("the home pages, later", self._home),
            ("reopen", lambda: command("reopen")),
            ("accept and close for the rest", self._press_the_rest),
            ("cancel", lambda: command("cancel")),
        ]  # fmt: skip

    def _reports(self) -> list[tuple[str, Callable[[], Awaitable[Any]]]]:
        """The report is edited, reviewed and published."""
        command = self._command
        return [
            *((f"/postmortem {word}", self._saying(word)) for word in ("help timeline", "help interview", "people", "differences", "interview open", "edit")),
            *(step for n in (1, 2) for step in (("the form of a section's text", lambda: command("edit summary")), ("it is sent", self._text_sender(n)))),
            ("the form of a text that was edited twice", lambda: command("edit summary")),
            ("its earlier versions", self._earlier),
            ("these are closed", self._close_forms),
            ("answers by direct message", lambda: command("interview dm", "U0ADA")),
            ("a section as a form", lambda: command("interview form resolution")),
            ("it is closed", self._close_forms),
            ("/postmortem factors, where nothing points to any", lambda: command("factors")),
            ("what came together is written down", lambda: command("edit root_cause")),
            ("it is sent", lambda: self._submit("U0IFE", text="The connection pool was exhausted. The alert was muted since the migration.")),
            ("/postmortem factors", lambda: command("factors")),
            ("one of them is accepted", self._accept_factor),
            ("/postmortem report, with an edited section", lambda: command("report")),
            ("a review is asked for", lambda: command("review @Zoë Tanaka")),
            ("where the review stands", lambda: command("review")),
            ("a reviewer asks for changes", self._ask_for_changes),
            ("the form of a remark", self._remark),
            ("the remark is settled", self._settle),
            ("a reviewer finds it right", self._approve),
            ("close", lambda: command("close")),
            ("close, once more", lambda: command("close")),
            ("/postmortem publish, without a place", lambda: command("publish")),
            ("the home pages", self._home),
        ]  # fmt: skip

    def _saying(self, word: str) -> Callable[[], Awaitable[Any]]:
        return lambda: self._command(word)

    def _weeks(self, day: int) -> Callable[[], Awaitable[Any]]:
        return lambda: self._on_day(day)

    def _text_sender(self, number: int) -> Callable[[], Awaitable[Any]]:
        text = f"Checkout failed from 14:05 to 14:47 UTC after a deploy. Some 12 customers wrote to support. ({number})"
        return lambda: self._submit("U0IFE", text=text)

    async def _earlier(self) -> None:
        view = self._people.seen("U0IFE")["modals"][-1]
        await self._people.press_in_view("U0IFE", view["id"], "earlier_editions")

    async def _command(self, text: str, person: str = "U0IFE", channel: str = "") -> None:
        await self._people.slash(person, channel or self.place, "/postmortem", encode(text, self._state, labels=True))

    async def _join(self, name: str) -> None:
        place = self._state.add_channel(f"C0{name.upper().replace('-', '')}", name, ["U0IFE", "U0ADA"])
        self._people.invite_bot("U0IFE", place.id)

    async def _home(self) -> None:
        for person in ("U0IFE", "U0ZOE", "U0MEI"):
            self._people.open_home(person)
            await self.quiet()

    async def _incident(self) -> None:
        for minutes, person, text in SAID:
            at = self._state.now() - minutes * 60
            self._people.say(person, INCIDENT, text, ts=f"{at:.6f}")
            await self.quiet()

    async def _submit(self, person: str, **values: Any) -> None:
        view = self._people.seen(person)["modals"][-1]
        faults = await self._people.submit(person, view["id"], values)
        if faults:
            raise AssertionError(faults)

    async def _ask_for_changes(self) -> None:
        await self._press_newest("ask_for_changes", "U0ZOE")

    async def _remark(self) -> None:
        await self._submit("U0ZOE", section="impact", text="Say how many customers could not pay, and for how long.")

    async def _settle(self) -> None:
        await self._press_newest("settle_remark", "U0IFE")

    async def _approve(self) -> None:
        await self._press_newest("approve_report", "U0ZOE")

    async def _accept_factor(self) -> None:
        await self._press_newest("factor_accept", "U0IFE")

    async def _press_newest(self, action: str, person: str) -> None:
        alone = [(m["ts"], m["channel"]) for m in self._state.ephemerals if m["to"] == person and action in str(m.get("blocks"))]
        found = max([*alone, *((ts, channel) for ts, channel, _ in self._buttons(action))], default=None)
        assert found is not None, f"nobody sees {action}"
        await self._people.press(person, found[1], found[0], action)

    async def _send_item(self) -> None:
        view = self._people.seen("U0IFE")["modals"][-1]
        names = {b["block_id"]: b["element"]["type"] for b in view["blocks"] if b["type"] == "input"}
        day = datetime.fromtimestamp(self._state.now() + 12 * DAY, UTC).date().isoformat()
        given: dict[str, Any] = {
            "text": "Close connections in a finally block, and test that they are",
            "owner": "U0SAM",
            "due": day,
        }
        await self._submit("U0IFE", **{k: v for k, v in given.items() if k in names})

    async def _press_card(self, action: str) -> None:
        ts, channel, _ = next(self._buttons(action))
        await self._people.press("U0IFE", channel, ts, action)

    def _buttons(self, action: str) -> Any:
        for channel in self._state.channels.values():
            for m in reversed([*channel.messages.values()]):
                for _, element in elements(m.get("blocks")):
                    if element["action_id"] == action:
                        yield m["ts"], channel.id, element

    def _threads(self) -> list[str]:
        """The threads that the bot opened in the channel, oldest first."""
        place = self._state.channels[self.place]
        return [m["ts"] for m in place.messages.values() if m.get("bot_id") and place.replies(m["ts"])]

    async def _answers(self) -> None:
        for person, text in ANSWERS[:3]:
            self._people.say(person, INCIDENT, text, self._threads()[-6:][0])
            await self.quiet()

    async def _more_answers(self) -> None:
        for thread in self._threads()[-5:]:
            self._people.say(*self._answer(), thread)
            await self.quiet()

    def _answer(self) -> tuple[str, str, str]:
        return ANSWERS[3][0], INCIDENT, ANSWERS[3][1]

    async def _shortcut(self, callback: str) -> None:
        ts = next(m["ts"] for m in self._state.channels[INCIDENT].messages.values() if "12 customers" in m["text"])
        await self._people.shortcut("U0IFE", INCIDENT, ts, callback)

    async def _close_forms(self) -> None:
        for person, stack in self._state.stacks.items():
            for view in reversed([*stack]):
                await self._people.close_view(person, view)

    async def _private(self) -> None:
        self._people.say("U0ZOE", PRIVATE, "a token was found in a public log")
        await self._command("start A token in a log", "U0ZOE", PRIVATE)
        await self._submit("U0ZOE", private="private")

    async def _on_day(self, day: int) -> None:
        assert self._slack.inside is not None
        now = self._state.now()
        first = now - self._state.shift
        # Ten in the morning in London is a working hour in all three zones' days sooner or later.
        for hours in (1, 10, 15):
            self._state.shift = max(self._state.shift, (int(first // DAY) + day) * DAY + hours * 3600 - first)
            await self._slack.inside.ticked()
            await self.quiet()

    # --- whatever else can be pressed ----------------------------------------------------------

    async def _press_everything(self) -> None:
        await self._explore(lambda action: action not in LATER)

    async def _press_the_rest(self) -> None:
        await self._explore(lambda _: True)

    async def _explore(self, wanted: Callable[[str], bool]) -> None:
        """Press each thing once that was never pressed; forms that open are left open for a moment, then closed."""
        while (found := next(self._untouched(wanted), None)) is not None:
            person, channel, ts, block, element, chosen, key = found
            self._used.add(key)
            await self._people.press(person, channel, ts, element["action_id"], block.get("block_id", ""), None, **chosen)
            await self.quiet()
            if self.after_press is not None:
                await self.after_press(f"pressed: {key}")
            await self._close_forms()

    async def _explore_window(self, words: str, person: str = "U0IFE") -> None:
        """Press each thing once that can be pressed in a window which a command opens, and in those that it leads to."""
        ways: list[tuple[str, ...]] = [()]
        while ways:
            way = ways.pop(0)
            while (key := await self._step_on(words, person, way)) is not None:
                if self.after_press is not None:
                    await self.after_press(f"in the window of {words}: {' → '.join((*way, key))}")
                await self._close_forms()
                if len(way) < 1:
                    ways.append((*way, key))
            await self._close_forms()

    async def _step_on(self, words: str, person: str, way: tuple[str, ...]) -> str | None:
        """Open the window, go that way, and press what was never pressed; tells what that was."""
        await self._command(words, person)
        await self.quiet()
        for known in way:
            if await self._press_on_top(person, lambda key, known=known: key == known) is None:  # type: ignore[misc]
                return None
        key = await self._press_on_top(person, lambda key: key not in self._used)
        self._used |= {key} - {None}  # type: ignore[arg-type]
        return key

    async def _press_on_top(self, person: str, wanted: Callable[[str], bool]) -> str | None:
        stack = self._state.stacks.get(person, [])
        view = self._state.views[stack[-1]] if stack else {"blocks": [], "id": ""}
        for block, element in elements(view["blocks"]):
            for chosen, key in _choices(element, element["action_id"].split(":")[0]):
                if wanted(key):
                    await self._people.press_in_view(
                        person, str(view["id"]), element["action_id"], str(block.get("block_id", "")), None, **chosen
                    )
                    await self.quiet()
                    return key
        return None

    after_press: Callable[[str], Awaitable[None]] | None = None

    def _untouched(self, wanted: Callable[[str], bool]) -> Any:
        for person, channel, m in self._visible():
            for block, element in elements(m.get("blocks")):
                action = element["action_id"].split(":")[0]
                for chosen, key in _choices(element, action):
                    if key not in self._used and wanted(action):
                        yield person, channel, m["ts"], block, element, chosen, key

    def _visible(self) -> Any:
        for m in reversed(self._state.ephemerals):
            yield m["to"], m["channel"], m
        for channel in self._state.channels.values():
            person = "U0IFE" if "U0IFE" in channel.members else next(p for p in channel.members if p != self._state.bot_user)
            for m in reversed([*channel.messages.values()]):
                if m.get("bot_id"):
                    yield person, channel.id, m


def _choices(element: Json, action: str) -> list[tuple[Json, str]]:
    """What can be chosen in an element: each entry of a menu, else one press."""
    if element["type"] in {"overflow", "static_select", "radio_buttons"}:
        return [({"selected_option": o}, f"{action} · {o['text']['text']}") for o in element.get("options", ())[:12]]
    return [({}, action)] if element["type"] == "button" else []
