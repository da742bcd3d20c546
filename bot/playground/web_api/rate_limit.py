"""Slack's rate limits: so many calls a minute by the method's tier, and messages at one a second in each channel."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

from bot.playground.state import Json
from bot.playground.web_api.methods import METHODS

MINUTE = 60.0
# Short bursts are allowed; then one message a second. All channels together: some hundred a minute.
BURST, POSTS_A_MINUTE = 4, 300


class RateLimit:
    """Counts calls. `now` in seconds: the workspace's time, so that moving its clock on ends a limit."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._room: dict[str, tuple[float, float]] = {}

    def wait(self, method: str, args: Json) -> int:
        """Count a call: 0 where it may go on, or how many seconds to wait."""
        entry = METHODS.get(method)
        if entry is None:
            return 0
        if entry.tier:
            return self._of_minute(method, entry.tier)
        return self._of_channel(str(args.get("channel") or "")) or self._of_minute(method, POSTS_A_MINUTE)

    def _of_minute(self, method: str, most: int) -> int:
        now, calls = self._now(), self._calls[method]
        while calls and calls[0] <= now - MINUTE:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + MINUTE - now))
        calls.append(now)
        return 0

    def _of_channel(self, channel: str) -> int:
        now = self._now()
        room, since = self._room.get(channel, (float(BURST), now))
        room = min(float(BURST), room + now - since)
        if room < 1:
            self._room[channel] = room, now
            return max(1, math.ceil(1 - room))
        self._room[channel] = room - 1, now
        return 0
