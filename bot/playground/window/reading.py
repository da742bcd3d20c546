"""How far each person has read each channel."""

from __future__ import annotations

from bot.playground.state import Channel, State

BEGINNING = "0"


class Reading:
    """Marks of what was read, by person and channel."""

    def __init__(self, state: State) -> None:
        self._state = state
        # Remarks on what went wrong that somebody has closed.
        self.put_away: set[str] = set()
        self._marks: dict[tuple[str, str], str] = {}

    def mark(self, person: str, channel: str) -> str:
        """The ts of the last message that was read."""
        return self._marks.get((person, channel), BEGINNING)

    def read(self, person: str, channel: str, ts: str) -> None:
        """Somebody has read as far as this."""
        if ts > self.mark(person, channel):
            self._marks[person, channel] = ts
            self._state.changes.touch()

    def unread(self, person: str, channel: Channel) -> tuple[int, int]:
        """How many messages are new to somebody, and how many of them call them."""
        mark = self.mark(person, channel.id)
        new = [m for m in channel.messages.values() if m["ts"] > mark and m.get("user") != person]
        called = [m for m in new if channel.im_of or f"<@{person}>" in str(m.get("text", ""))]
        return len(new), len(called)
