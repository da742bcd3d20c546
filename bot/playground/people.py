"""What people do in the workspace: write, edit, react, press. Each sends what Slack would send."""

from __future__ import annotations

from typing import Any

from bot.playground.delivery import Courier
from bot.playground.interactions import Interactions
from bot.playground.state import Channel, Json, State
from bot.playground.web_api.canvases import written


class People(Interactions):
    """The hands of everybody in the workspace."""

    def __init__(self, state: State, courier: Courier) -> None:
        super().__init__(state, courier, self._fail)

    def tell(self, event: Json) -> None:
        """Deliver an event, if the bot is where it happened."""
        self._state.changes.touch()
        channel = self._state.channels.get(
            event.get("channel") or event.get("channel_id") or (event.get("item") or {}).get("channel") or ""
        )
        if channel is None or self._state.bot_user in channel.members:
            self._courier.event({"event_ts": event.get("ts") or self._state.new_ts(), **event})

    # --- messages ------------------------------------------------------------------------------

    def say(
        self,
        person: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        ts: str | None = None,
        **more: Any,
    ) -> str:
        """Write a message; returns its ts."""
        message: Json = {
            "type": "message",
            "user": person,
            "text": text,
            "ts": ts or self._state.new_ts(),
            "team": self._state.settings.team,
            **more,
        }
        if thread_ts:
            message["thread_ts"] = thread_ts
        return self.put(channel, message)

    def put(self, channel: str, message: Json) -> str:
        """Put a message of any shape into a channel (an integration's, one of an export); returns its ts."""
        place = self._state.channels[channel]
        place.messages[message["ts"]] = message
        self.tell({**message, "type": "message", "channel": channel, "channel_type": _kind(place)})
        return str(message["ts"])

    def edit(self, channel: str, ts: str, text: str, **more: Any) -> None:
        """Change a message's words, and what else is in it; None takes a part away."""
        place = self._state.channels[channel]
        old = place.messages[ts]
        new = {**old, "text": text, "edited": {"user": old.get("user", ""), "ts": self._state.new_ts()}, **more}
        new = {name: part for name, part in new.items() if part is not None}
        self._state.outdated(ts, old.get("blocks"))
        place.messages[ts] = new
        event = {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": channel,
            "ts": new["edited"]["ts"],
        }
        self.tell({**event, "message": new, "previous_message": old, "channel_type": _kind(place)})

    def delete(self, channel: str, ts: str) -> None:
        """Take a message away."""
        place = self._state.channels[channel]
        old = place.messages.pop(ts)
        place.pins = [p for p in place.pins if p != ts]
        event = {
            "type": "message",
            "subtype": "message_deleted",
            "hidden": True,
            "channel": channel,
            "ts": self._state.new_ts(),
        }
        self.tell({**event, "deleted_ts": ts, "previous_message": old, "channel_type": _kind(place)})

    def react(self, person: str, channel: str, ts: str, name: str, *, off: bool = False) -> None:
        """Set a reaction, or take it off."""
        message = self._state.channels[channel].messages[ts]
        reactions = {r["name"]: list(r["users"]) for r in message.get("reactions", ())}
        users = [u for u in reactions.get(name, []) if u != person] + ([] if off else [person])
        reactions[name] = users
        message["reactions"] = [{"name": n, "users": u, "count": len(u)} for n, u in reactions.items() if u]
        item = {"type": "message", "channel": channel, "ts": ts}
        kind = "reaction_removed" if off else "reaction_added"
        self.tell(
            {
                "type": kind,
                "user": person,
                "reaction": name,
                "item": item,
                "item_user": message.get("user", ""),
            }
        )

    def pin(self, person: str, channel: str, ts: str, *, off: bool = False) -> None:
        """Pin a message, or unpin it."""
        place = self._state.channels[channel]
        place.pins = [p for p in place.pins if p != ts] + ([] if off else [ts])
        item = {
            "type": "message",
            "channel": channel,
            "message": place.messages[ts],
            "created": int(self._state.now()),
        }
        kind = "pin_removed" if off else "pin_added"
        self.tell({"type": kind, "user": person, "channel_id": channel, "item": item})

    def invite_bot(self, person: str, channel: str) -> None:
        """Bring the bot into a channel."""
        self._state.channels[channel].members.add(self._state.bot_user)
        event = {
            "type": "member_joined_channel",
            "user": self._state.bot_user,
            "channel": channel,
            "inviter": person,
        }
        self.tell({**event, "channel_type": "C", "team": self._state.settings.team})

    # --- commands and presses ------------------------------------------------------------------

    async def slash(self, person: str, channel: str, command: str, text: str = "") -> None:
        """Type a slash command; what the bot answers at once is seen by that person alone."""
        place = self._state.channels[channel]
        payload = {
            "token": "local", "team_id": self._state.settings.team, "team_domain": self._state.settings.domain,  # nosec B105
            "channel_id": channel, "channel_name": place.name, "user_id": person, "user_name": self._state.people[person]["name"],
            "command": command, "text": text, "api_app_id": self._state.app_id, "is_enterprise_install": "false",
            "response_url": self._state.new_response_url(self.base, channel, person), "trigger_id": self._state.new_trigger(person),
        }  # fmt: skip
        ok, answer = await self._courier.ask("command", payload)
        if not ok:
            self._fail(person, channel, f"{command} failed with the error “operation_timeout”")
        elif answer:
            self._reply(answer if isinstance(answer, dict) else {"text": answer}, channel, person)

    def write_in_canvas(self, person: str, canvas: str, markdown: str) -> None:
        """Write in a canvas, below what is there; raises LookupError where there is none."""
        written(self._state, canvas, person, markdown)

    def open_home(self, person: str) -> None:
        """Open the bot's home page."""
        place, at = self._state.dm(person).id, self._state.new_ts()
        self._courier.event({"type": "app_home_opened", "user": person, "channel": place, "tab": "home", "event_ts": at})

    def _reply(self, answer: Json, channel: str, person: str) -> None:
        if answer.get("response_type") == "in_channel":
            self.put(
                channel,
                {
                    "type": "message",
                    "bot_id": self._state.bot_id,
                    "user": self._state.bot_user,
                    "ts": self._state.new_ts(),
                    **answer,
                },
            )
        else:
            self._state.ephemerals.append({**answer, "channel": channel, "to": person, "ts": self._state.new_ts()})
            self._state.changes.touch()

    def _fail(self, person: str, channel: str, text: str) -> None:
        self._state.errors.append({"to": person, "channel": channel, "text": text, "ts": self._state.new_ts()})
        self._state.changes.touch()

    # --- what they see -------------------------------------------------------------------------

    def seen(self, person: str) -> Json:
        """What a person sees: messages by channel, what only they see, modals, home page, errors."""
        mine = [c for c in self._state.channels.values() if person in c.members]
        return {
            "channels": {c.id: sorted(c.messages.values(), key=lambda m: m["ts"]) for c in mine},
            "only_you": [m for m in self._state.ephemerals if m["to"] == person],
            "modals": [self._state.views[v] for v in self._state.stacks.get(person, ())],
            "home": self._state.homes.get(person),
            "errors": [e for e in self._state.errors if e["to"] == person],
        }


def _kind(channel: Channel) -> str:
    return "im" if channel.im_of else "group" if channel.private else "channel"
