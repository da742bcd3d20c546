"""Presses, choices, forms and shortcuts: each goes to the bot as the payload that Slack would send."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.block_check import view_faults
from bot.playground.delivery import Courier
from bot.playground.element_state import VALUES, elements, find_element, state_values
from bot.playground.state import Json, State

STACK = 3
# What a window has that says nothing of it.
UNSAID: Json = {"submit": None, "close": None, "private_metadata": "", "callback_id": "", "external_id": ""}


class Interactions:
    """What people press. `fail` shows a sentence of Slack's to somebody."""

    def __init__(self, state: State, courier: Courier, fail: Callable[[str, str, str], None]) -> None:
        self._state = state
        self._courier = courier
        self._fail = fail
        self.base = ""

    async def press(
        self,
        person: str,
        channel: str,
        ts: str,
        action_id: str,
        block_id: str = "",
        values: Mapping[str, Any] | None = None,
        **chosen: Any,
    ) -> None:
        """Press a button of a message (or choose in its menu: `selected_option=…` and the like)."""
        message = self.message(person, channel, ts)
        element = self._pressed(ts, message.get("blocks"), action_id, block_id)
        action = {**element, **chosen, "action_ts": self._state.new_ts()}
        container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": "to" in message}
        if message.get("thread_ts"):
            container["thread_ts"] = message["thread_ts"]
        place = {"id": channel, "name": self._state.channels[channel].name}
        payload: Json = {"type": "block_actions", "actions": [action], "container": container, "message": message}
        state = state_values(message.get("blocks"), values or {})
        if state:
            payload["state"] = {"values": state}
        url = self._state.new_response_url(self.base, channel, person, ts)
        await self._interact(person, channel, {**payload, "channel": place, "response_url": url})

    def _pressed(self, key: str, blocks: Any, action_id: str, block_id: str) -> Json:
        """The element as it is, or as it was when somebody saw it: a press reaches the app either way, as in Slack."""
        for version in self._state.blocks_shown(key, blocks):
            with contextlib.suppress(LookupError):
                return find_element(version, action_id, block_id)
        raise LookupError(f"nothing to press is called {action_id}")

    def message(self, person: str, channel: str, ts: str) -> Json:
        """A message of a channel, or one that only this person sees; raises LookupError where there is none."""
        found = self._state.channels[channel].messages.get(ts)
        mine = (m for m in self._state.ephemerals if m["ts"] == ts and m["to"] == person)
        found = found or next(mine, None)
        if found is None:
            raise LookupError("this message is gone")
        return found

    async def press_in_view(
        self,
        person: str,
        view_id: str,
        action_id: str,
        block_id: str = "",
        values: Mapping[str, Any] | None = None,
        **chosen: Any,
    ) -> None:
        """Press a button in a modal or on the home page."""
        view = self._state.views[view_id]
        action = {**self._pressed(view_id, view["blocks"], action_id, block_id), **chosen, "action_ts": self._state.new_ts()}
        view["state"] = {"values": state_values(view["blocks"], values or {})}
        container = {"type": "view", "view_id": view_id}
        await self._interact(person, "", {"type": "block_actions", "actions": [action], "container": container, "view": view})

    async def submit(self, person: str, view_id: str, values: Mapping[str, Any]) -> Json:
        """Submit a modal. `values`: block_id → text, or Slack's own state of the element. Returns the errors shown."""
        view = self._state.views[view_id]
        view["state"] = {"values": state_values(view["blocks"], values)}
        payload = {"type": "view_submission", "view": view, "response_urls": self._response_urls(person, view)}
        ok, answer = await self._courier.ask("interaction", self._common(person, payload))
        if not ok:
            self._fail(person, "", "We had some trouble connecting. Try again?")
            return {"_": "timeout"}
        answer = answer if isinstance(answer, dict) else {}
        if answer.get("response_action") == "errors":
            return dict(answer.get("errors") or {})
        self._after_submit(person, view, answer)
        return {}

    def _after_submit(self, person: str, view: Json, answer: Json) -> None:
        action, new = answer.get("response_action"), answer.get("view")
        stack = self._state.stacks.setdefault(person, [])
        if action in {"update", "push"}:
            faults = view_faults(new)
            if faults or not isinstance(new, dict):
                self._fail(person, "", f"{action}: invalid_arguments: {faults[0]}")
                return
        if action == "update" and isinstance(new, dict):
            self._state.outdated(view["id"], view["blocks"])
            # It takes the whole place of the old one: what it does not have is gone.
            view.update({**UNSAID, **_numbered(new), "hash": self._state.new_ts()})
        elif action == "push" and isinstance(new, dict) and len(stack) < STACK:
            self._push(stack, _numbered(new))
        elif action == "clear":
            stack.clear()
        elif stack and stack[-1] == view["id"]:
            stack.pop()
        self._state.changes.touch()

    def _push(self, stack: list[str], view: Json) -> None:
        number = self._state.new_ts()
        name = f"V{number.replace('.', '')}"
        root = stack[0] if stack else name
        more = {"state": {"values": {}}, "team_id": self._state.settings.team}
        self._state.views[name] = {"private_metadata": "", "callback_id": "", **view, **more, "id": name, "hash": number,
                                   "root_view_id": root}  # fmt: skip
        stack.append(name)

    def _response_urls(self, person: str, view: Json) -> list[Json]:
        urls = []
        for block, element in elements(view["blocks"]):
            if element.get("response_url_enabled"):
                name = VALUES[element["type"]][0]
                channel = view["state"]["values"][block["block_id"]][element["action_id"]].get(name)
                if channel:
                    url = self._state.new_response_url(self.base, channel, person)
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    urls.append({**ids, "channel_id": channel, "response_url": url})
        return urls

    async def close_view(self, person: str, view_id: str, *, clear: bool = False) -> None:
        """Close the modal on top, or the whole stack; the bot is told where it asked to be."""
        stack = self._state.stacks.get(person, [])
        if view_id not in stack:
            return
        view = self._state.views[view_id]
        if clear:
            stack.clear()
        else:
            stack.remove(view_id)
        self._state.changes.touch()
        if view.get("notify_on_close"):
            payload = {"type": "view_closed", "view": view, "is_cleared": clear}
            await self._courier.ask("interaction", self._common(person, payload))

    async def suggest(self, person: str, where: Mapping[str, str], block_id: str, action_id: str, typed: str) -> Json:
        """What an external menu offers for what was typed. `where`: `view`, or `channel` and `ts`."""
        if where.get("view"):
            view = self._state.views[where["view"]]
            place: Json = {"view": view, "container": {"type": "view", "view_id": view["id"]}}
        else:
            message = self.message(person, where["channel"], where["ts"])
            container = {"type": "message", "message_ts": where["ts"], "channel_id": where["channel"]}
            place = {"message": message, "container": container, "channel": {"id": where["channel"]}}
        payload = {"type": "block_suggestion", "block_id": block_id, "action_id": action_id, "value": typed, **place}
        ok, answer = await self._courier.ask("interaction", self._common(person, payload))
        return answer if ok and isinstance(answer, dict) else {"error": "The app did not answer in time"}

    async def shortcut(self, person: str, channel: str, ts: str, callback_id: str) -> None:
        """Use a message shortcut."""
        place = self._state.channels[channel]
        payload = {"type": "message_action", "callback_id": callback_id, "message": place.messages[ts], "message_ts": ts,
                   "channel": {"id": channel, "name": place.name}, "action_ts": self._state.new_ts(),
                   "response_url": self._state.new_response_url(self.base, channel, person)}  # fmt: skip
        await self._interact(person, channel, payload)

    async def global_shortcut(self, person: str, callback_id: str) -> None:
        """Use a shortcut that belongs to no message."""
        payload = {"type": "shortcut", "callback_id": callback_id, "action_ts": self._state.new_ts()}
        await self._interact(person, "", payload)

    async def _interact(self, person: str, channel: str, payload: Json) -> None:
        ok, _ = await self._courier.ask("interaction", self._common(person, payload))
        if not ok:
            self._fail(person, channel, "The app did not answer in time")

    def _common(self, person: str, payload: Json) -> Json:
        team = {"id": self._state.settings.team, "domain": self._state.settings.domain}
        user = {"id": person, "username": self._state.people[person]["name"], "team_id": team["id"]}
        ids = {"user": user, "team": team, "api_app_id": self._state.app_id, "enterprise": None}
        common = {**ids, "token": "local", "is_enterprise_install": False}  # nosec B105
        return {**common, "trigger_id": self._state.new_trigger(person), **payload}


def _numbered(view: Json) -> Json:
    return {**view, "blocks": [{"block_id": f"b{n}", **b} for n, b in enumerate(view["blocks"])]}
