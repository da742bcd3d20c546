"""Whoever looks on hears of the next change, and of none when nothing changes."""

from __future__ import annotations

import asyncio

from bot.playground.changes import Changes


async def test_everybody_who_waits_is_told_of_a_change() -> None:
    changes = Changes()
    waiting = [asyncio.create_task(changes.after(changes.version, 10)) for _ in range(3)]
    await asyncio.sleep(0)
    changes.touch()
    assert await asyncio.gather(*waiting) == [2, 2, 2]


async def test_a_change_that_came_before_the_question_is_told_at_once() -> None:
    changes = Changes()
    changes.touch()
    assert await changes.after(1, 10) == 2


async def test_without_a_change_the_wait_ends_with_the_same_version() -> None:
    changes = Changes()
    assert await changes.after(1, 0.01) == 1
