"""What people do in the window. Each deed checks that the person could do it in Slack, then lets `People` do it."""

from __future__ import annotations

import re
import secrets
from typing import Any

from bot.playground.server import Playground
from bot.playground.state import Channel, Json
from bot.playground.window.files import Files
from bot.playground.window.form_check import wrong_fields
from bot.playground.window.reading import Reading
from bot.playground.window.typed import encode

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


class Refused(Exception):
    """What Slack would not let somebody do, as a sentence for them."""


class Deeds:
    """The hands of whoever sits before the window. `DEEDS` lists what can be asked for."""

    def __init__(self, place: Playground, reading: Reading, files: Files) -> None:
        self._place = place
        self._state = place.state
        self._people = place.people
        self._reading = reading
        self._files = files

    def _channel(self, person: str, channel: str) -> Channel:
        found = self._state.channels.get(channel)
        if found is None or person not in found.members:
            raise Refused("You are not in this channel.")
        return found

    def _own(self, person: str, channel: str, ts: str) -> Json:
        message = self._channel(person, channel).messages.get(ts)
        if message is None:
            raise Refused("This message is gone.")
        if message.get("user") != person or message.get("bot_id"):
            raise Refused("Only whoever wrote a message can change it.")
        return message

    # --- writing -------------------------------------------------------------------------------

    async def write(
        self, person: str, channel: str, text: str = "", thread: str = "", broadcast: bool = False, files: tuple[str, ...] = ()
    ) -> None:
        """Send what was typed: a message, a reply, or a slash command."""
        place = self._channel(person, channel)
        if place.archived:
            raise Refused("This channel is archived. Nobody can write here.")
        if text.startswith("/") and not files:
            await self._command(person, place, text, thread)
            return
        kept = [k.shown for k in map(self._files.get, files) if k]
        if not text.strip() and not kept:
            raise Refused("There is nothing to send yet.")
        more: Json = {"files": kept, "subtype": "file_share", "upload": True} if kept else {}
        if thread and broadcast:
            more |= {"subtype": "thread_broadcast", "root": place.messages[thread]}
        ts = self._people.say(
            person, channel, encode(text, self._state), thread or None, client_msg_id=secrets.token_hex(8), **more
        )
        self._reading.read(person, channel, ts)

    async def _command(self, person: str, place: Channel, text: str, thread: str) -> None:
        command, _, rest = text.strip().partition(" ")
        known = {c["command"]: c for c in (self._place.manifest.get("features") or {}).get("slash_commands") or ()}
        if thread:
            raise Refused(f"Slack does not run commands in threads. Type {command} in the channel.")
        if command == "/me" and rest:
            self._people.say(person, place.id, encode(rest, self._state), subtype="me_message")
        elif command == "/invite":
            self._invite(person, place, rest)
        elif command in known or not known:
            typed = encode(rest, self._state, labels=True) if known.get(command, {}).get("should_escape") else rest
            await self._people.slash(person, place.id, command, typed)
        else:
            raise Refused(f"{command} is not a valid command. There are: {', '.join([*known, '/invite', '/me'])}.")

    def _invite(self, person: str, place: Channel, rest: str) -> None:
        called = re.findall(r"<@(\w+)>", encode(rest, self._state))
        if not called:
            raise Refused("Whom? Type /invite and a name, like /invite @Postmortem Bot.")
        for who in called:
            if who == self._state.bot_user:
                self._people.invite_bot(person, place.id)
            place.members.add(who)
            text = f"<@{who}> has joined the channel"
            joined = {"type": "message", "subtype": "channel_join", "user": who, "text": text, "ts": self._state.new_ts()}
            self._people.put(place.id, {**joined, "inviter": person})

    def edit(self, person: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message."""
        self._own(person, channel, ts)
        self._people.edit(channel, ts, encode(text, self._state))

    def delete(self, person: str, channel: str, ts: str) -> None:
        """Take one's own message away."""
        self._own(person, channel, ts)
        self._people.delete(channel, ts)

    def dismiss(self, person: str, ts: str) -> None:
        """Put away a message that only this person sees."""
        kept = [m for m in self._state.ephemerals if not (m["ts"] == ts and m["to"] == person)]
        self._state.ephemerals[:] = kept
        self._reading.put_away.add(ts)
        self._state.errors[:] = [e for e in self._state.errors if not (e["ts"] == ts and e["to"] == person)]
        self._state.changes.touch()

    # --- on messages ---------------------------------------------------------------------------

    def react(self, person: str, channel: str, ts: str, name: str) -> None:
        """Set a reaction, or take one's own off again."""
        message = self._channel(person, channel).messages[ts]
        users = next((r["users"] for r in message.get("reactions", ()) if r["name"] == name), ())
        self._people.react(person, channel, ts, name, off=person in users)

    def pin(self, person: str, channel: str, ts: str) -> None:
        """Pin a message, or unpin it."""
        place = self._channel(person, channel)
        self._people.pin(person, channel, ts, off=ts in place.pins)

    async def shortcut(self, person: str, channel: str, ts: str, callback_id: str) -> None:
        """Use a shortcut of the app on a message."""
        self._channel(person, channel)
        await self._people.shortcut(person, channel, ts, callback_id)

    # --- on the app's elements -----------------------------------------------------------------

    async def use(
        self, person: str, where: Json, action_id: str, block_id: str = "", chosen: Json | None = None, values: Json | None = None
    ) -> None:
        """Press a button, choose in a menu, pick a date: in a message or in a view."""
        more = chosen or {}
        if where.get("view"):
            self._view(person, where["view"])
            await self._people.press_in_view(person, where["view"], action_id, block_id, values, **more)
        else:
            self._channel(person, where["channel"])
            await self._people.press(person, where["channel"], where["ts"], action_id, block_id, values, **more)

    async def suggest(self, person: str, where: Json, action_id: str, block_id: str = "", typed: str = "") -> Json:
        """What the app offers in a menu for what was typed."""
        return await self._people.suggest(person, where, block_id, action_id, typed)

    async def submit(self, person: str, view: str, values: Json) -> Json:
        """Send a form; answers what is wrong with it, by block."""
        shown = self._view(person, view)
        return wrong_fields(shown, values) or await self._people.submit(person, view, values)

    async def close_view(self, person: str, view: str, clear: bool = False) -> None:
        """Close a form."""
        await self._people.close_view(person, view, clear=clear)

    def _view(self, person: str, view: str) -> Json:
        home = self._state.homes.get(person) or {}
        if view not in self._state.stacks.get(person, ()) and home.get("id") != view:
            raise Refused("This window is closed already.")
        return self._state.views[view]

    # --- around --------------------------------------------------------------------------------

    def open_home(self, person: str) -> None:
        """Look at the app's home page."""
        self._people.open_home(person)

    def read(self, person: str, channel: str, ts: str) -> None:
        """Have read as far as this."""
        self._channel(person, channel)
        self._reading.read(person, channel, ts)

    def message_to(self, person: str, other: str) -> str:
        """The direct messages between two people, or with the app."""
        if other == self._state.bot_user:
            return self._state.dm(person).id
        if other not in self._state.people or other == person:
            raise Refused("Whom do you want to write to?")
        both = {person, other}
        found = next((c.id for c in self._state.channels.values() if c.im_of and c.members == both), None)
        if found is None:
            found = f"D0{secrets.token_hex(4).upper()}"
            self._state.add_channel(found, "", both, im_of=other)
            self._state.changes.touch()
        return found

    def new_channel(self, person: str, name: str, private: bool = False) -> str:
        """Make a channel; everybody is in a public one."""
        wanted = name.strip().lstrip("#").lower().replace(" ", "-")
        if not NAME.fullmatch(wanted):
            raise Refused("A channel's name has small letters, digits, - and _, like inc-3-login.")
        if any(c.name == wanted for c in self._state.channels.values()):
            raise Refused(f"There is a channel #{wanted} already.")
        people = [p["id"] for p in self._state.people.values() if not p.get("is_bot")]
        number = f"C0{secrets.token_hex(4).upper()}"
        self._state.add_channel(number, wanted, [person] if private else people, private)
        self._state.changes.touch()
        return number


DEEDS = ("write", "edit", "delete", "dismiss", "react", "pin", "shortcut", "use", "suggest", "submit", "close_view",
         "open_home", "read", "message_to", "new_channel")  # fmt: skip


async def do(deeds: Deeds, name: str, person: str, args: dict[str, Any]) -> Any:
    """Do one of them by its name; raises Refused, TypeError or LookupError."""
    if name not in DEEDS:
        raise Refused(f"Nobody can {name} here.")
    made = getattr(deeds, name)(person, **args)
    return await made if hasattr(made, "__await__") else made
