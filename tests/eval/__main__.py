"""`make eval`: score the draft timeline on the incidents under tests/data, beside three baselines.

How to score: tests/data/incidents/README.md. The table goes to the terminal, the figures to out/eval.json.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.domain.extract import impact_facts, proposed_actions
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.timeline import draft
from bot.domain.timeline_weights import WEIGHTS
from bot.slack.export import read_export
from tests.eval.train import fit, incidents

DATA = Path(__file__).parent.parent / "data" / "incidents"
KEYWORDS = re.compile(
    r"(?i)\b(down|error|fail\w*|restart\w*|rollback|rolled|deploy\w*|fix\w*|resolved|root cause|incident|alert|impact)\b"
)


def score(folder: Path, weights: Mapping[str, float] = WEIGHTS) -> dict[str, Any]:
    truth = json.loads((folder / "truth.json").read_text())
    export = read_export(folder, truth["channel"]["name"])
    timeline = draft(export.messages, export.people, weights=weights)
    picked = {ts for entry in timeline.entries for ts in entry.ts}
    must, noise = truth["must_include"], set(truth["must_exclude"])
    out = {
        "incident": folder.name,
        "messages": len(export.messages),
        "lines": len(timeline.entries),
        **_hits(must, noise, picked),
    }
    out["lines_per_truth"] = len(timeline.entries) / len(must)
    out["missed"] = [(m["ts"], m["kind"], m["why"]) for m in must if not _hit(m, picked)]
    out["noise_in"] = sorted(picked & noise)
    out["milestones"] = {n.value: _milestone_error(truth, n, timeline.milestones.get(n)) for n in MilestoneName}
    out["actions"] = _actions(truth, proposed_actions(export.messages, export.people))
    facts = {f.ts for f in impact_facts(export.messages)}
    out["impact_facts"] = mean(f["ts"] in facts for f in truth["impact_facts"]) if truth["impact_facts"] else 1.0
    out["baselines"] = {
        "every message": _hits(must, noise, {m.ts for m in export.messages}),
        "over 60 characters": _hits(must, noise, {m.ts for m in export.messages if len(m.text) > 60}),
        "keywords": _hits(must, noise, {m.ts for m in export.messages if KEYWORDS.search(m.text)}),
    }
    return out


def _hit(item: dict[str, Any], picked: set[str]) -> bool:
    return item["ts"] in picked or bool(picked & set(item.get("alt", [])))


def _hits(must: list[dict[str, Any]], noise: set[str], picked: set[str]) -> dict[str, Any]:
    return {
        "recall": mean(_hit(m, picked) for m in must),
        "noise_share": len(picked & noise) / max(1, len(picked)),
    }


def _milestone_error(truth: dict[str, Any], name: MilestoneName, got: Milestone | None) -> float | str:
    want = truth[f"{name}_at"]
    accepted = [want["at"]] if want else []
    accepted += truth.get("also_accept", {}).get(f"{name}_at", [])
    if got is None:
        return 0.0 if want is None else "missed"
    if not accepted:
        return "invented"
    return min(float(abs((got.at - datetime.fromisoformat(a.replace("Z", "+00:00"))).total_seconds())) / 60 for a in accepted)


def _actions(truth: dict[str, Any], found) -> dict[str, Any]:
    wanted = truth["action_items"]
    by_ts = {f.ts: f for f in found}
    hits = [w for w in wanted if w["ts"] in by_ts]
    owners = [by_ts[w["ts"]].owner == w["owner"] for w in hits]
    dues = [(by_ts[w["ts"]].due.isoformat() if by_ts[w["ts"]].due else None) == w["due"] for w in hits]
    right = {w["ts"] for w in wanted}
    return {
        "recall": len(hits) / len(wanted),
        "precision": mean(f.ts in right for f in found) if found else 0.0,
        "owner": mean(owners) if owners else 0.0,
        "due": mean(dues) if dues else 0.0,
    }


def main() -> int:
    results = [score(folder) for folder in sorted(DATA.iterdir()) if (folder / "truth.json").exists()]
    table = Table(title="Draft timeline")
    for name in (
        "incident",
        "recall",
        "noise",
        "lines/truth",
        "milestones ≤ 10 min",
        "actions",
        "owner",
        "due",
        "impact facts",
    ):
        table.add_column(name)
    near = [sum(isinstance(e, float) and e <= 10 for e in r["milestones"].values()) for r in results]
    for r, good in zip(results, near, strict=True):
        a = r["actions"]
        figures = (r["recall"], r["noise_share"], r["lines_per_truth"])
        table.add_row(
            r["incident"],
            *(f"{f:.2f}" for f in figures),
            f"{good} of 5",
            *(f"{a[k]:.2f}" for k in ("recall", "owner", "due")),
            f"{r['impact_facts']:.2f}",
        )
    for name in results[0]["baselines"]:
        rows = [r["baselines"][name] for r in results]
        table.add_row(
            f"[dim]{name}",
            f"{mean(r['recall'] for r in rows):.2f}",
            f"{mean(r['noise_share'] for r in rows):.2f}",
        )
    unseen = [score(f, fit([o for o in incidents() if o != f])) for f in incidents()]
    table.add_row(
        "left out while fitting", *(f"{mean(r[k] for r in unseen):.2f}" for k in ("recall", "noise_share", "lines_per_truth"))
    )
    table.add_row("[bold]mean", f"{mean(r['recall'] for r in results):.2f}", f"{mean(r['noise_share'] for r in results):.2f}",
                  f"{mean(r['lines_per_truth'] for r in results):.2f}", f"{sum(near)} of {5 * len(results)}",
                  *(f"{mean(r['actions'][k] for r in results):.2f}" for k in ("recall", "owner", "due")))  # fmt: skip
    Console(width=140).print(table)
    if "-v" in sys.argv:
        Console(width=160).print_json(
            json.dumps([{k: r[k] for k in ("incident", "milestones", "missed", "noise_in")} for r in results])
        )
    out = Path("out")
    out.mkdir(exist_ok=True)
    (out / "eval.json").write_text(json.dumps(results, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
