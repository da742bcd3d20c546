"""How good a draft of an incident is, by tests/data/incidents/README.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from statistics import mean
from typing import Any

from bot.domain.extract import impact_facts, proposed_actions
from bot.domain.message import Message
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.timeline import draft
from bot.domain.units import WEIGHTS, Weights
from tests.eval.train import Incident

KEYWORDS = re.compile(
    r"(?i)\b(down|error|fail\w*|restart\w*|rollback|rolled|deploy\w*|fix\w*|resolved|root cause|incident|alert|impact)\b"
)
BASELINES: Mapping[str, Callable[[Message], bool]] = {
    "every message": lambda _: True,
    "over 60 characters": lambda m: len(m.text) > 60,
    "keywords": lambda m: bool(KEYWORDS.search(m.text)),
}
NEAR = 10  # minutes within which a milestone counts as right


def score(incident: Incident, weights: Weights = WEIGHTS) -> dict[str, Any]:
    """Every figure of one incident."""
    truth, messages = incident.truth, incident.messages
    timeline = draft(messages, incident.people, weights=weights)
    picked = {ts for entry in timeline.entries for ts in entry.ts}
    out = {"incident": incident.name, "messages": len(messages), **_lines(truth, picked, len(timeline.entries))}
    out["missed"] = [(m["ts"], m["kind"], m["why"]) for m in truth["must_include"] if not _hit(m, picked)]
    out["noise_in"] = sorted(picked & set(truth["must_exclude"]))
    out["kinds_right"] = _kinds_right(truth, timeline.entries)
    out["milestones"] = {n.value: _milestone_error(truth, n, timeline.milestones.get(n)) for n in MilestoneName}
    out["near"] = sum(isinstance(e, float) and e <= NEAR for e in out["milestones"].values())
    out["actions"] = _actions(truth, proposed_actions(messages, incident.people))
    out["impact_facts"] = _facts(truth, {f.ts for f in impact_facts(messages)})
    out["baselines"] = {name: _baseline(truth, messages, takes) for name, takes in BASELINES.items()}
    return out


def _baseline(truth: Mapping[str, Any], messages: Iterable[Message], takes: Callable[[Message], bool]) -> dict[str, Any]:
    picked = {m.ts for m in messages if takes(m)}
    return _lines(truth, picked, len(picked))


def _lines(truth: Mapping[str, Any], picked: set[str], lines: int) -> dict[str, Any]:
    must, noise = truth["must_include"], set(truth["must_exclude"])
    kinds = sorted({m["kind"] for m in must})
    return {
        "recall": mean(_hit(m, picked) for m in must),
        "precision_proxy": 1 - len(picked & noise) / max(1, len(noise)),
        "noise_share": len(picked & noise) / max(1, len(picked)),
        "lines": lines,
        "lines_per_truth": lines / len(must),
        "recall_by_kind": {k: mean(_hit(m, picked) for m in must if m["kind"] == k) for k in kinds},
    }


def _hit(item: Mapping[str, Any], picked: set[str]) -> bool:
    return item["ts"] in picked or bool(picked & set(item.get("alt", [])))


def _kinds_right(truth: Mapping[str, Any], entries: Iterable[Any]) -> float:
    """Among the lines that stand for what the truth has: share whose kind is the truth's."""
    kinds = {m["ts"]: m["kind"] for m in truth["must_include"]}
    right = [e.kind.value in {kinds[ts] for ts in e.ts if ts in kinds} for e in entries if any(ts in kinds for ts in e.ts)]
    return mean(right) if right else 0.0


def _milestone_error(truth: Mapping[str, Any], name: MilestoneName, got: Milestone | None) -> float | str:
    """Minutes between what was found and what is true; "missed" or "invented" where one of them is nothing."""
    want = truth[f"{name}_at"]
    accepted = [want["at"]] if want else []
    accepted += truth.get("also_accept", {}).get(f"{name}_at", [])
    if got is None:
        return 0.0 if want is None else "missed"
    if not accepted:
        return "invented"
    return min(float(abs((got.at - datetime.fromisoformat(a.replace("Z", "+00:00"))).total_seconds())) / 60 for a in accepted)


def _actions(truth: Mapping[str, Any], found: Sequence[Any]) -> dict[str, float]:
    wanted = truth["action_items"]
    by_ts = {f.ts: f for f in found}
    hits = [w for w in wanted if w["ts"] in by_ts]
    owners = [by_ts[w["ts"]].owner == w["owner"] for w in hits]
    dues = [(by_ts[w["ts"]].due.isoformat() if by_ts[w["ts"]].due else None) == w["due"] for w in hits]
    right = {w["ts"] for w in wanted}
    return {
        "recall": len(hits) / len(wanted) if wanted else 1.0,
        "precision": mean(f.ts in right for f in found) if found else float(not wanted),
        "owner": mean(owners) if owners else 0.0,
        "due": mean(dues) if dues else 0.0,
    }


def _facts(truth: Mapping[str, Any], found: set[str]) -> float:
    return mean(f["ts"] in found for f in truth["impact_facts"]) if truth["impact_facts"] else 1.0
