"""The addresses at which a bot may answer a command or a press: five times within half an hour."""

from __future__ import annotations

import json

from bot.playground.block_check import block_faults, too_much_text
from bot.playground.people import People
from bot.playground.state import Json, ResponseUrl, State

SAID = ("text", "blocks", "attachments")


class ResponseUrls:
    """Takes the answers. `people` tells of what is thereby said to all."""

    def __init__(self, state: State, people: People) -> None:
        self._state, self._people = state, people

    def answer(self, key: str, body: bytes) -> tuple[int, str]:
        """What Slack says to an answer: status and text."""
        place = self._state.response_urls.get(key)
        if place is None or self._state.now() > place.ends:
            return 404, "expired_url"
        if place.uses <= 0:
            return 404, "used_url"
        try:
            said = json.loads(body)
        except ValueError:
            return 400, "invalid_payload"
        fault = _fault(said)
        if fault:
            return 400, fault
        place.uses -= 1
        self._do(place, said)
        return 200, "ok"

    def _do(self, place: ResponseUrl, said: Json) -> None:
        if said.get("delete_original"):
            self._delete(place)
        elif said.get("replace_original") and place.message_ts:
            self._replace(place, said)
        else:
            self._say(place, said)

    def _delete(self, place: ResponseUrl) -> None:
        self._state.ephemerals = [m for m in self._state.ephemerals if m["ts"] != place.message_ts]
        if place.message_ts in self._state.channels[place.channel].messages:
            self._people.delete(place.channel, place.message_ts)

    def _replace(self, place: ResponseUrl, said: Json) -> None:
        new: Json = {name: said[name] for name in SAID if name in said}
        for message in self._state.ephemerals:
            if message["ts"] == place.message_ts:
                self._state.outdated(message["ts"], message.get("blocks"))
                message.update(new)
        if place.message_ts in self._state.channels[place.channel].messages:
            gone = dict.fromkeys(set(SAID) - {*new, "text"})
            self._people.edit(place.channel, place.message_ts, **{"text": "", **gone, **new})

    def _say(self, place: ResponseUrl, said: Json) -> None:
        bot = {"type": "message", "user": self._state.bot_user, "bot_id": self._state.bot_id, "app_id": self._state.app_id}
        kept: Json = {name: said[name] for name in (*SAID, "thread_ts", "metadata") if name in said}
        message: Json = {"text": "", **bot, **kept, "ts": self._state.new_ts(), "team": self._state.settings.team}
        if said.get("response_type") == "in_channel":
            self._people.put(place.channel, message)
        else:
            self._state.ephemerals.append({**message, "channel": place.channel, "to": place.person, "is_ephemeral": True})


def _fault(said: object) -> str:
    if not isinstance(said, dict):
        return "invalid_payload"
    if said.get("delete_original"):
        return ""
    if not said.get("text") and not said.get("blocks") and not said.get("attachments"):
        return "no_text"
    blocks = said.get("blocks")
    if blocks and block_faults(blocks):
        return "invalid_blocks"
    return "msg_blocks_too_long" if blocks and too_much_text(blocks) else ""
