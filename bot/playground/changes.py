"""Tells whoever looks on that something in the workspace changed."""

from __future__ import annotations

import asyncio


class Changes:
    """A number that grows with each change, and a way to wait for the next."""

    def __init__(self) -> None:
        self.version = 1
        self.over = False
        self._waiting: set[asyncio.Future[None]] = set()

    def touch(self) -> None:
        """Something changed."""
        self.version += 1
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    def close(self) -> None:
        """Nothing will change any more: whoever waits is let go."""
        self.over = True
        self.touch()

    async def after(self, version: int, seconds: float) -> int:
        """The version that is later than this one, or the same one when nothing changed for so long."""
        if self.version <= version and not self.over:
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await asyncio.wait({future}, timeout=seconds)
            self._waiting.discard(future)
        return self.version
