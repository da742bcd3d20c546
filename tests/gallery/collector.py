"""Notices every new kind of message, form and home page that the bot makes, whoever sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.element_state import elements
from bot.playground.state import State

# So many of a kind whose structure is the same and whose words differ: the threads of an interview, its questions.
MOST_ALIKE = 2


@dataclass(frozen=True)
class Shown:
    """Something on somebody's screen. `key` is a message's ts or a view's id; `place`: channel, alone, modal or home."""

    place: str
    person: str
    key: str
    channel: str = ""
    thread: str = ""
    words: str = ""
    signature: tuple[Any, ...] = ()


class Collector:
    """Looks at the workspace after each step."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._seen: set[tuple[Any, ...]] = set()
        self._alike: Counter[tuple[Any, ...]] = Counter()
        self.actions: set[str] = set()

    def fresh(self) -> list[Shown]:
        """What is new since the last look, one of each kind."""
        found = []
        for shown in self._all():
            alike = (shown.place, *shown.signature[:-1])
            if shown.signature in self._seen or (shown.place == "channel" and self._alike[alike] >= MOST_ALIKE):
                continue
            self._seen.add(shown.signature)
            self._alike[alike] += 1
            found.append(shown)
        return found

    def _all(self) -> Iterator[Shown]:
        for channel in self._state.channels.values():
            viewer = next((p for p in sorted(channel.members) if p != self._state.bot_user), "")
            for m in [*channel.messages.values()]:
                if m.get("bot_id") == self._state.bot_id and viewer:
                    yield self._message("channel", viewer, channel.id, m)
        for m in self._state.ephemerals:
            yield self._message("alone", m["to"], m["channel"], m)
        for person, stack in self._state.stacks.items():
            for view in [self._state.views[v] for v in stack[-1:]]:
                yield self._view("modal", person, view)
        for person, view in self._state.homes.items():
            yield self._view("home", person, view)

    def _message(self, place: str, person: str, channel: str, m: dict[str, Any]) -> Shown:
        words = _words(m.get("blocks")) or str(m.get("text") or "")
        thread = str(m.get("thread_ts") or "")
        return Shown(
            place, person, str(m["ts"]), channel, thread if thread != m["ts"] else "", words, self._kind(place, m, words)
        )

    def _view(self, place: str, person: str, view: dict[str, Any]) -> Shown:
        words = (view.get("title") or {}).get("text") or _words(view["blocks"])
        return Shown(place, person, view["id"], words=words, signature=self._kind(place, view, words))

    def _kind(self, place: str, made: dict[str, Any], words: str) -> tuple[Any, ...]:
        blocks = made.get("blocks") or ()
        used = sorted({e["action_id"].split(":")[0] for _, e in elements(blocks)})
        self.actions |= set(used)
        types = tuple(dict.fromkeys(b["type"] for b in blocks))
        start = re.sub(r"[\d\W_]+", " ", words)[:18].strip()
        told = "" if used and place == "channel" else start
        return (place, types, tuple(used), told)


def _words(blocks: Any) -> str:
    texts = [(b.get("text") or {}).get("text", "") for b in blocks or () if isinstance(b.get("text"), dict)]
    plain = re.sub(r"<[^>]*>|[*_`]", "", " ".join(t for t in texts if t))
    return " ".join(plain.split())[:90]
