"""Fits the weights of the draft's signals to the incidents under tests/data: `python -m tests.eval.train`.

Logistic regression by plain gradient descent, with L2. What the truth leaves open counts a little against a
message, as a draft has to be short. Each incident weighs the same.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from bot.domain.milestones import MilestoneName, find_milestones
from bot.domain.signals import signals
from bot.slack.export import read_export

DATA = Path(__file__).parent.parent / "data" / "incidents"
TARGET = Path("bot/domain/timeline_weights.py")
NEUTRAL, NOISE, L2, ROUNDS, RATE = 0.1, 1.0, 0.0005, 400, 1.2
LINES = 1.6
FIXED = {"pinned": 2.0, "asked_for": 4.0}
Example = tuple[dict[str, float], float, float]


def incidents() -> list[Path]:
    return sorted(f for f in DATA.iterdir() if (f / "truth.json").exists())


def examples(folder: Path) -> list[Example]:
    """Signals, 1 or 0, and weight of each message."""
    truth = json.loads((folder / "truth.json").read_text())
    export = read_export(folder, truth["channel"]["name"])
    said = sorted(export.messages, key=lambda m: (m.at, m.ts))
    marks = find_milestones(said, export.people)
    start, end = marks[MilestoneName.STARTED], marks[MilestoneName.RESOLVED]
    must = {m["ts"] for m in truth["must_include"]}
    other = {ts for m in truth["must_include"] for ts in m.get("alt", [])} - must
    noise = set(truth["must_exclude"])
    found = signals(said, start.at if start else None, end.at if end else None)
    rows: list[Example] = []
    for message, one in zip(said, found, strict=True):
        label = 1.0 if message.ts in must | other else 0.0
        weight = 1.0 if message.ts in must else 0.4 if message.ts in other else NOISE if message.ts in noise else NEUTRAL
        rows.append(({**one, "bias": 1.0}, label, weight / len(said)))
    return rows


def fit(folders: Sequence[Path]) -> dict[str, float]:
    """The weights that fit these incidents."""
    rows = [row for folder in folders for row in examples(folder)]
    total = sum(weight for _, _, weight in rows)
    weights = dict.fromkeys(sorted({name for one, _, _ in rows for name in one}), 0.0) | FIXED
    for _ in range(ROUNDS):
        slope = dict.fromkeys(weights, 0.0)
        for one, label, weight in rows:
            guess = 1 / (1 + math.exp(-sum(weights[n] * v for n, v in one.items())))
            for name, value in one.items():
                slope[name] += weight / total * (guess - label) * value
        for name in weights.keys() - FIXED.keys():
            weights[name] -= RATE * (slope[name] + (0 if name == "bias" else L2 * weights[name]))
    return weights | {"bias": weights["bias"] - _cut(folders, weights)}


def _cut(folders: Sequence[Path], weights: dict[str, float]) -> float:
    """The score above which these incidents give LINES messages for each one that a good timeline has."""
    cuts = []
    for folder in folders:
        rows = examples(folder)
        wanted = len(json.loads((folder / "truth.json").read_text())["must_include"]) * LINES
        scores = sorted((sum(weights.get(n, 0.0) * v for n, v in one.items()) for one, _, _ in rows), reverse=True)
        cuts.append(scores[min(len(scores) - 1, round(wanted))])
    return mean(cuts)


def main() -> None:
    lines = "".join(f'    "{name}": {weight:.2f},\n' for name, weight in sorted(fit(incidents()).items()))
    head = '"""Made by `python -m tests.eval.train`; do not edit by hand."""\n\nWEIGHTS: dict[str, float] = {\n'
    TARGET.write_text(f"{head}{lines}}}\n")


if __name__ == "__main__":
    main()
