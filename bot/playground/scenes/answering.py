"""Scripted people answer when the bot asks: each question is known by what its buttons carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.playground.scenes.story import Reply, Scene
from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground


@dataclass
class Asked:
    """A question that stands in a thread, and those who have something to say to it."""

    channel: str
    ts: str
    thread: str
    waiting: list[Reply] = field(default_factory=list)


class Answering:
    """Watches the scene's channels for questions. `say` says a reply, or offers it to whoever plays that person."""

    def __init__(
        self, play: Playground, scene: Scene, places: dict[str, str], say: Callable[[Asked, Reply], Awaitable[None]]
    ) -> None:
        self._play, self._scene, self._places, self._say = play, scene, places, say
        self._left = list(scene.replies)
        self._seen: set[tuple[str, str]] = set()
        self.asked: list[Asked] = []

    async def look(self) -> bool:
        """Answer what is new; whether anything was."""
        found = [a for a in self._questions() if a.waiting]
        for asked in found:
            self.asked.append(asked)
            for reply in list(asked.waiting):
                await self._say(asked, reply)
        return bool(found)

    def answered(self, asked: Asked, reply: Reply) -> bool:
        """A reply was given, or passed over; whether it was the last to its question, which is then put away."""
        if reply in asked.waiting:
            asked.waiting.remove(reply)
        if not asked.waiting and asked in self.asked:
            self.asked.remove(asked)
            return True
        return False

    def _questions(self) -> Iterator[Asked]:
        for key, channel in self._places.items():
            messages = list(self._play.state.channels[channel].messages.values())
            fresh = [m for m in messages if m.get("bot_id") == self._play.state.bot_id and (channel, m["ts"]) not in self._seen]
            for message in sorted(fresh, key=lambda m: str(m["ts"])):
                self._seen.add((channel, message["ts"]))
                if message.get("thread_ts"):
                    yield Asked(channel, message["ts"], message["thread_ts"], self._replies(message, key))

    def _replies(self, message: Json, place: str) -> list[Reply]:
        """Those to this question, and each only once."""
        carried = str(message.get("blocks") or "")
        fit = [r for r in self._left if r.asks in carried and r.place in {"", place}]
        first = fit[0].asks if fit else ""
        chosen = [r for r in fit if r.asks == first]
        self._left = [r for r in self._left if r not in chosen]
        return chosen
