"""`make torture`: kill the bot at 50 random moments of the journey (`KILLS`, `SEED` change that) and compare."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console

from bot.playground.server import Fault
from tests.torture.journey import Journey, journey

Seen = Counter[tuple[str, str]]
# The share of kills that wait for a message to be posted and strike before the bot hears of it.
IN_A_CALL = 0.6


async def undisturbed() -> tuple[Seen, float]:
    """What people see when nothing goes wrong, and how long the journey takes in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        async with journey(Path(folder)) as made:
            began = time.monotonic()
            await made.go()
            await made.settled()
            return made.seen(), time.monotonic() - began


async def killed(moments: list[float], chance: random.Random) -> Seen:
    """What people see when the bot is killed at these moments, in seconds from the start."""
    with tempfile.TemporaryDirectory() as folder:
        async with journey(Path(folder)) as made:
            killer = asyncio.create_task(_kill(made, moments, chance))
            await made.go()
            await killer
            await made.settled()
            return made.seen()


async def _in_the_middle_of_a_call(made: Journey) -> None:
    """Wait until Slack did what the bot asked, while the bot has not heard of it: the worst moment of all."""
    hold = Fault("chat.postMessage", "slow", wait=0.5)
    made.slack.faults.append(hold)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            while hold.times:
                await asyncio.sleep(0.01)
    made.slack.faults.remove(hold)


async def _kill(made: Journey, moments: list[float], chance: random.Random) -> None:
    began = time.monotonic()
    for moment in moments:
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        if chance.random() < IN_A_CALL:
            await _in_the_middle_of_a_call(made)
        await made.bot.kill()
        await made.bot.start()
        # The next kill may well come before it is ready again, but not before it has had a chance to be.
        await asyncio.sleep(0.4)


def differences(with_kills: Seen, without: Seen) -> list[str]:
    """What stands more or less often than without the kills."""
    return [
        f"{with_kills[key]} instead of {without[key]} times in {key[0]}: {key[1][:120]!r}"
        for key in sorted({*with_kills, *without})
        if with_kills[key] != without[key]
    ]


async def torture(kills: int, seed: int, console: Console) -> int:
    """Journeys with kills until there were enough; the number of journeys that ended otherwise than without."""
    chance = random.Random(seed)
    without, length = await undisturbed()
    console.print(f"Without a kill: {sum(without.values())} messages from the bot, {length:.1f} s. Seed {seed}.")
    failed, left = 0, kills
    while left > 0:
        count = min(left, 3)
        moments = sorted(chance.uniform(0.05, length) for _ in range(count))
        wrong = differences(await killed(moments, chance), without)
        left -= count
        failed += bool(wrong)
        console.print(f"killed at {', '.join(f'{m:.2f}' for m in moments)} s: {'as without' if not wrong else 'DIFFERENT'}")
        for line in wrong:
            console.print(f"   {line}", markup=False)
    console.print(f"{kills} kills, {failed} journeys ended otherwise than without.")
    return failed


if __name__ == "__main__":
    sys.exit(min(1, asyncio.run(torture(int(os.environ.get("KILLS", "50")), int(os.environ.get("SEED", "1")), Console()))))
