"""Does one step of a scene as its person would: writes, reacts, types a command and fills in the form that opens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.playground.scenes.story import Step, with_people, with_times
from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

LOOK, PATIENCE = 0.02, 20.0
T = TypeVar("T")
# %name% in a command is the number in the answer to an earlier one.
NUMBERED = re.compile(r"%([^%]+)%")


class Stuck(Exception):
    """A step cannot be done: what it needs is not there."""


class Hands:
    """The hands of a scene's people. `places` and `people` turn the scene's names into ids, `said` finds its messages."""

    def __init__(self, play: Playground, places: Mapping[str, str], people: Mapping[str, str]) -> None:
        self._play, self.places, self.people = play, places, people
        self.said: dict[str, str] = {}
        self.unsaid: set[str] = set()  # what somebody whom you play has not said, and may never say
        self.began = play.state.now()
        self._deeds: dict[str, Callable[[Step], Any]] = {
            "say": self._say, "alert": self._alert, "edit": self._edit, "delete": self._delete, "react": self._react,
            "pin": self._pin, "topic": self._topic, "leave": self._leave, "command": self._command, "press": self._press,
            "shortcut": self._shortcut, "fault": self._fault,
        }  # fmt: skip

    async def do(self, step: Step) -> None:
        """Do one step; raises Stuck. Without what you have not said, an answer goes to the channel, and an edit or a
        reaction has nothing to change."""
        if self._needs(step) & self.unsaid:
            if step.deed != "say":
                return
            step = replace(step, more={k: v for k, v in step.more.items() if k != "to"})
        try:
            done = self._deeds[step.deed](step)
            if asyncio.iscoroutine(done):
                await done
        except LookupError as error:
            raise Stuck(f"{step.deed} {step.what[:60]}: {error}") from error

    @staticmethod
    def _needs(step: Step) -> set[str]:
        own = {step.what} if step.deed in {"edit", "delete", "pin"} else set()
        return own | {str(step.more[word]) for word in ("to", "mark") if word in step.more}

    def text(self, raw: str) -> str:
        """Words with the people and the times they name."""
        return with_people(with_times(raw, self.began), self.people)

    # --- words ---------------------------------------------------------------------------------

    def _say(self, step: Step) -> None:
        more: Json = {"subtype": "thread_broadcast"} if step.more.get("also") else {}
        if "file" in step.more:
            name = str(step.more["file"])
            more["files"] = [{"id": f"F{len(self.said)}", "name": name, "title": name, "mode": "hosted", "filetype": name[-3:]}]
        text = "\n".join([self.text(step.what)] * int(step.more.get("times") or 1))
        people = self._play.people
        ts = people.say(self._who(step), self._channel(step), text, self._ref(step, "to") or None, **more)
        self._remember(step, ts)

    def _alert(self, step: Step) -> None:
        title, name = step.what, str(step.more.get("bot_name") or "Beacon")
        shown = {"color": "a30200", "fallback": title, "title": title, "text": str(step.more.get("text") or ""), "id": 1}
        if "link" in step.more:
            shown["title_link"] = str(step.more["link"])
        message = {"subtype": "bot_message", "text": "", "ts": self._play.state.new_ts(), "username": name,
                   "bot_id": "B0" + name.upper()[:8], "attachments": [shown]}  # fmt: skip
        self._remember(step, self._play.people.put(self._channel(step), message))

    def _edit(self, step: Step) -> None:
        self._play.people.edit(self._channel(step), self.said[step.what], self.text(str(step.more["text"])))

    def _delete(self, step: Step) -> None:
        self._play.people.delete(self._channel(step), self.said[step.what])

    def _react(self, step: Step) -> None:
        self._play.people.react(self._who(step), self._channel(step), self._ref(step, "mark"), step.what)

    def _pin(self, step: Step) -> None:
        self._play.people.pin(self._who(step), self._channel(step), self.said[step.what])

    def _topic(self, step: Step) -> None:
        place = self._play.state.channels[self._channel(step)]
        place.topic = step.what
        words = f"<@{self._who(step)}> set the channel topic: {step.what}"
        message = {"subtype": "channel_topic", "user": self._who(step), "text": words, "topic": step.what}
        self._play.people.put(place.id, {**message, "ts": self._play.state.new_ts()})

    def _leave(self, step: Step) -> None:
        person, channel = self.people[step.what], self._channel(step)
        message = {"subtype": "channel_leave", "user": person, "text": f"<@{person}> has left the channel"}
        self._play.people.put(channel, {**message, "ts": self._play.state.new_ts()})
        self._play.state.channels[channel].members.discard(person)

    # --- commands, buttons and forms -----------------------------------------------------------

    async def _command(self, step: Step) -> None:
        known = NUMBERED.sub(lambda m: self.said[m[1]], self.text(step.what))
        command, _, text = known.partition(" ")
        if "form" not in step.more:
            since = self._play.state.new_ts()
            await self._play.people.slash(self._who(step), self._channel(step), command, self._dated(text))
            self._note_number(step, since)
            return
        before = self._modal(self._who(step))
        await self._play.people.slash(self._who(step), self._channel(step), command, text)
        await self._fill(step, before)

    def _note_number(self, step: Step, since: str) -> None:
        """A command that is called something stands for the number in its answer, for later commands."""
        if step.name:
            answers = [m for m in self._play.state.ephemerals if m["to"] == self._who(step) and m["ts"] > since]
            number = re.search(r"\d+", str(answers[-1].get("text"))) if answers else None
            if number is None:
                raise Stuck(f"{step.what}: no number in the answer")
            self.said[step.name] = number[0]

    async def _press(self, step: Step) -> None:
        if step.more.get("window"):
            await self._press_in_window(step)
            return
        person, beside = self._who(step), str(step.more.get("beside") or "")
        channel, message = await self._until(lambda: self._showing(step, person, beside), step)
        before = self._modal(person)
        block = next(b for b in message["blocks"] if _holds(b, step.what) and beside in _near(message, b))
        element = next(e for e in _elements(block) if e.get("action_id") == step.what)
        chosen = {k: element[k] for k in ("value",) if k in element}
        await self._play.people.press(person, channel, message["ts"], step.what, **chosen)
        if "form" in step.more:
            await self._fill(step, before)

    async def _press_in_window(self, step: Step) -> None:
        """In the window that is open, once it shows the button; then it is closed."""
        person, views = self._who(step), self._play.state.views

        def shown() -> str:
            view = self._modal(person)
            return view if view and any(_holds(b, step.what) for b in views[view]["blocks"]) else ""

        view = await self._until(shown, step)
        await self._play.people.press_in_view(person, view, step.what)
        await self._play.people.close_view(person, view, clear=True)

    async def _shortcut(self, step: Step) -> None:
        person = self._who(step)
        before = self._modal(person)
        await self._play.people.shortcut(person, self._channel(step), self._ref(step, "mark"), step.what)
        if "form" in step.more:
            await self._fill(step, before)

    async def _fill(self, step: Step, before: str) -> None:
        person = self._who(step)
        await self._until(lambda: self._modal(person) not in {"", before}, step)
        values = {k: self._value(str(v)) for k, v in (step.more["form"] or {}).items()}
        errors = await self._play.people.submit(person, self._modal(person), values)
        if errors:
            raise Stuck(f"{step.deed} {step.what}: {errors}")

    def _showing(self, step: Step, person: str, beside: str) -> tuple[str, Json] | None:
        """The newest message with that button that the person sees: in the channel, for them alone, or in their DM."""
        state, channel = self._play.state, self._channel(step)
        dm = next((c for c in state.channels.values() if c.im_of == person and state.bot_user in c.members), None)
        seen = [(channel, m) for m in state.channels[channel].messages.values()]
        seen += [(channel, m) for m in state.ephemerals if m["to"] == person and m["channel"] == channel]
        seen += [(dm.id, m) for m in dm.messages.values()] if dm else []
        fit = [
            (c, m) for c, m in seen if any(_holds(b, step.what) and beside in _near(m, b) for b in m.get("blocks") or ())
        ]  # fmt: skip
        return max(fit, key=lambda pair: str(pair[1]["ts"]), default=None)

    async def _fault(self, step: Step) -> None:
        chosen = str(step.more.get("text") or "")
        await self._play.switches.turn(step.what, on=True, chosen=self.places.get(chosen, chosen))

    # --- what they see -------------------------------------------------------------------------

    def _modal(self, person: str) -> str:
        stack = self._play.state.stacks.get(person) or [""]
        return stack[-1]

    async def _until(self, look: Callable[[], T | bool | None], step: Step) -> T:
        """Look until it is there, as somebody at a screen does."""
        waited = 0.0
        while not (found := look()):
            if waited >= PATIENCE:
                raise Stuck(f"{step.deed} {step.what}: nothing came")
            await asyncio.sleep(LOOK)
            waited += LOOK
        return found  # type: ignore[return-value]

    def _who(self, step: Step) -> str:
        return self.people[step.who]

    def _channel(self, step: Step) -> str:
        return self.places[step.place]

    def _ref(self, step: Step, word: str) -> str:
        return self.said[str(step.more[word])] if word in step.more else ""

    def _remember(self, step: Step, ts: str) -> None:
        if step.name:
            self.said[step.name] = ts
            self.unsaid.discard(step.name)

    def _value(self, raw: str) -> Any:
        """A form's value: @sam is a person, +10d a date, -30m a moment."""
        if raw.startswith("@") and raw[1:] in self.people:
            return self.people[raw[1:]]
        now = datetime.fromtimestamp(self._play.state.now(), UTC)
        if raw[:1] in "+-" and raw[-1:] == "d" and raw[1:-1].isdigit():
            return (now + timedelta(days=int(raw[:-1]))).date().isoformat()
        if raw[:1] in "+-" and raw[-1:] == "m" and raw[1:-1].isdigit():
            return int((now + timedelta(minutes=int(raw[:-1]))).timestamp())
        return raw

    def _dated(self, text: str) -> str:
        """Words of a command with their dates: +10d."""
        return " ".join(str(self._value(w)) if w[:1] in "+-" else w for w in text.split(" "))


def _elements(block: Json) -> Iterator[Json]:
    for element in (*(block.get("elements") or ()), block.get("accessory"), block.get("element")):
        if isinstance(element, dict):
            yield element


def _holds(block: Json, action_id: str) -> bool:
    return any(e.get("action_id") == action_id for e in _elements(block))


def _near(message: Json, block: Json) -> str:
    """The words that belong to a button: its own block's, and those of the blocks above up to the row of buttons before."""
    words: list[str] = []
    for each in message["blocks"]:
        if "text" in each and any("action_id" in e for e in _elements(each)):
            words = []
        words.append(str(each))
        if each is block:
            break
        if each["type"] == "actions":
            words = []
    return "\n".join(words)
