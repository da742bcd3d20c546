"""`make simulate`: a year of followed action items, beside a model that says what is due when. DAYS and SEED change it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.cli import fast_loop
from bot.logs import set_up_logs
from bot.store.migrate import upgrade
from tests.bench.__main__ import postgres
from tests.simulation.oracle import Oracle
from tests.simulation.scoring import Score, score
from tests.simulation.world import world
from tests.simulation.year import BEGIN, Year, year

OUT = Path("out/simulation.json")
FIGURES = ("due", "sent", "missing", "twice", "unexpected", "out_of_hours", "late")


async def simulate(made: Year, url: str, seed: int, console: Console | None = None) -> tuple[Score, int]:
    """The score of a year, and how many replicas were killed in the middle of their work."""

    def progress(now: datetime) -> None:
        if console is not None and console.is_terminal:
            console.print(f"  {now:%d %b %Y}", end="\r")

    async with world(made, url, seed) as there:
        await there.run(progress)
        return score(made, Oracle(made).tell(there.done), there.said()), there.crashes


def main() -> int:
    days, seed = int(os.environ.get("DAYS") or 365), int(os.environ.get("SEED") or 1)
    console, began = Console(), time.monotonic()
    share = days / 365
    made = year(seed, days=days, incidents=max(4, round(200 * share)), items=round(1500 * share))
    set_up_logs("CRITICAL", "console")
    with postgres() as url, asyncio.Runner(loop_factory=fast_loop) as runner:
        upgrade(url)
        found, crashes = runner.run(simulate(made, url, seed, console))
    figures = {name: value if isinstance(value := getattr(found, name), int) else len(value) for name in FIGURES}
    table = Table(title=f"{days} days from {BEGIN:%d %b %Y}, {len(made.made)} items, {len(made.people)} people, {crashes} kills")
    for name in FIGURES:
        table.add_column(name, justify="right")
    table.add_row(*(str(figures[name]) for name in FIGURES))
    console.print(table)
    for fault in found.faults[:40]:
        console.print(f"  {fault}", style="red", highlight=False)
    OUT.parent.mkdir(exist_ok=True)
    took = round(time.monotonic() - began, 1)
    more = {"seed": seed, "seconds": took, "kills": crashes, "messages": dict(found.by_kind), "faults": found.faults}
    OUT.write_text(json.dumps({**figures, **more}, indent=1) + "\n")
    console.print(f"{took:.0f} s; {OUT}")
    return int(bool(found.faults))


if __name__ == "__main__":
    sys.exit(main())
