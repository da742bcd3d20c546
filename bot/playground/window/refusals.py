"""What Slack refused of the app's calls, for those who would wonder why nothing happened."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.playground.server import Call, Playground
from bot.playground.state import Json

# What a well-behaved app runs into and tries again, or asks in order to find out.
EXPECTED = {"ratelimited", "already_pinned", "no_pin", "already_reacted", "no_reaction", "already_in_channel"}
PATH = re.compile(r"\[json-pointer:([^\]]*)\]")


class Refusals:
    """Reads the log of calls as it grows."""

    def __init__(self, place: Playground) -> None:
        self._place = place
        self._read = 0
        self._found: list[Json] = []

    def of(self, channel: str, person: str) -> list[Json]:
        """The refusals that belong into a channel, or to what this person did."""
        self._read_on()
        who = {"", person} if channel else {person}
        return [r["shown"] for r in self._found if r["channel"] == channel and r["person"] in who]

    def all(self) -> list[Json]:
        """All of them, oldest first."""
        self._read_on()
        return [r["shown"] for r in self._found]

    def _read_on(self) -> None:
        log = self._place.log
        for call in log[self._read :]:
            if call.answer.get("ok") is False and call.answer.get("error") not in EXPECTED:
                self._found.append(self._refusal(call))
        self._read = len(log)

    def _refusal(self, call: Call) -> Json:
        state = self._place.state
        trigger = state.triggers.get(str(call.args.get("trigger_id") or ""))
        person = str(call.args.get("user") or "") if call.method == "chat.postEphemeral" else trigger.person if trigger else ""
        faults = [str(m) for m in (call.answer.get("response_metadata") or {}).get("messages") or ()]
        shown = {
            "ts": state.new_ts(),
            "failed": True,
            "text": f"{call.method}: {call.answer.get('error')}",
            "faults": [{"text": PATH.sub("", f).strip(), "path": "".join(PATH.findall(f))} for f in faults],
            "sent": _sent(call.args),
        }
        return {"channel": str(call.args.get("channel") or ""), "person": person, "shown": shown}


def _sent(args: Json) -> Any:
    for name in ("blocks", "view"):
        value = args.get(name)
        if value:
            try:
                return json.loads(value) if isinstance(value, str) else value
            except ValueError:
                return value
    return None
