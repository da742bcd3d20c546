"""`make eval`: score the draft timeline on the incidents under tests/data, beside three baselines.

How to score: tests/data/incidents/README.md. Tables on the terminal, every figure in out/eval.json. `-v` lists what was
missed and what noise got in. Ends with 1 where the shared incidents miss what is required.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.domain.milestones import MilestoneName
from tests.eval.coach import score_coach
from tests.eval.scoring import BASELINES, score
from tests.eval.train import fit, own, shared

COLUMNS = ("recall", "noise_share", "lines_per_truth")
ACTIONS = ("recall", "precision", "owner", "due")
KINDS = (
    "detection",
    "escalation",
    "hypothesis",
    "decision",
    "action",
    "mitigation",
    "resolution",
    "communication",
    "impact",
    "observation",
)
# What issue 5 asks of the shared incidents: at least, or at most.
REQUIRED = {
    "recall": (0.88, True), "noise_share": (0.08, False), "lines_per_truth": (1.6, False), "milestones": (12, True),
    "action recall": (0.80, True), "action owner": (0.85, True),
}  # fmt: skip
Result = dict[str, Any]


def main() -> int:
    everything = [*shared(), *own()]
    fitted = [score(i) for i in everything]
    unseen = [score(i, fit([o for o in everything if o is not i])) for i in everything]
    ours = len(shared())
    groups = {
        "shared": fitted[:ours],
        "shared, each left out while fitting": unseen[:ours],
        "our own": fitted[ours:],
        "our own, each left out while fitting": unseen[ours:],
    }
    console = Console(width=150)
    console.print(_main_table(groups), _kind_table(groups), _milestone_table(fitted))
    if "-v" in sys.argv:
        for name, results in groups.items():
            console.print(name)
            console.print_json(json.dumps([{k: r[k] for k in ("incident", "missed", "noise_in")} for r in results]))
    figures, coached = _figures(fitted[:ours]), score_coach(console)
    missed = {n: figures[n] for n, (limit, least) in REQUIRED.items() if (figures[n] < limit if least else figures[n] > limit)}
    out = Path("out")
    out.mkdir(exist_ok=True)
    (out / "eval.json").write_text(json.dumps({"figures": figures, "missed": missed, "coach": coached, **groups}, indent=1))
    console.print(f"Missed: {missed}" if missed else "Everything that is required of the shared incidents is met.")
    return 1 if missed else 0


def _figures(results: Sequence[Result]) -> dict[str, float]:
    return {
        **{name: mean(r[name] for r in results) for name in COLUMNS},
        "milestones": sum(r["near"] for r in results),
        **{f"action {name}": mean(r["actions"][name] for r in results) for name in ACTIONS},
        "impact facts": mean(r["impact_facts"] for r in results),
        "kinds right": mean(r["kinds_right"] for r in results),
    }


def _main_table(groups: dict[str, list[Result]]) -> Table:
    table = Table("incident", "recall", "noise", "lines/truth", "milestones ≤ 10 min", "actions", "precision", "owner", "due", "facts", "kind",
                  title="Draft timeline")  # fmt: skip
    for group, results in groups.items():
        for r in results:
            table.add_row(r["incident"], *_cells(_figures([r]), 5))
        table.add_row(f"[bold]mean of {group}", *_cells(_figures(results), 5 * len(results)), end_section=True)
    for name in BASELINES:
        rows = [r["baselines"][name] for r in groups["shared"]]
        table.add_row(f"[dim]{name} (shared)", *(f"{mean(r[c] for r in rows):.2f}" for c in COLUMNS))
    return table


def _cells(figures: dict[str, float], milestones: int) -> list[str]:
    return [f"{v:.0f} of {milestones}" if n == "milestones" else f"{v:.2f}" for n, v in figures.items()]


def _kind_table(groups: dict[str, list[Result]]) -> Table:
    table = Table("", *KINDS, title="Recall by kind")
    for group, results in groups.items():
        table.add_row(group, *_by_kind(results))
    for name in BASELINES:
        table.add_row(f"[dim]{name} (shared)", *_by_kind([r["baselines"][name] for r in groups["shared"]]))
    return table


def _by_kind(results: Iterable[Result]) -> list[str]:
    found = [r["recall_by_kind"] for r in results]
    return [f"{mean(values):.2f}" if (values := [f[k] for f in found if k in f]) else "–" for k in KINDS]


def _milestone_table(results: Sequence[Result]) -> Table:
    table = Table("incident", *(n.value for n in MilestoneName), title="Milestones: minutes beside the truth")
    for r in results:
        table.add_row(r["incident"], *(f"{e:.0f}" if isinstance(e, float) else e for e in r["milestones"].values()))
    return table


if __name__ == "__main__":
    sys.exit(main())
