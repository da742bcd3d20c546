"""Fits the weights of the draft's signals: `python -m tests.eval.train` writes bot/domain/timeline_weights.py.

Three small logistic regressions, each by Newton's method with a ridge, on the incidents under tests/data: what speaks
for a message by itself ("first"); the same with what the first scores around it tell ("second"); its kind ("kinds").
What the truth leaves open counts a little against a message, as a draft has to be short. Each incident weighs the same,
the shared ones more than our own.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Any

from bot.domain.first_look import FirstLook, weighed
from bot.domain.message import Message, Person
from bot.domain.milestones import MilestoneName, find_milestones
from bot.domain.signals import Signals, signals
from bot.domain.surroundings import surroundings
from bot.domain.units import HEARD, THRESHOLD, Weights, units_of
from bot.slack.export import read_export
from tests.eval.script import compile_script, scripts

DATA = Path(__file__).parent.parent / "data" / "incidents"
TARGET = Path("bot/domain/timeline_weights.py")
# How much a message that the truth leaves open, one that it calls noise and another that tells the same fact weigh.
NEUTRAL, NOISE, SAME_FACT = 0.25, 1.0, 0.4
RIDGE, KIND_RIDGE, ROUNDS = 0.0005, 0.002, 12
SHARED = 1.5  # what a shared incident weighs beside one of our own
LINES = 1.7
FIXED = {"pinned": 2.0, "asked_for": 4.0}
Row = tuple[Signals, float, float]


@dataclass(frozen=True)
class Incident:
    """An incident with its truth, read once."""

    name: str
    truth: Mapping[str, Any]
    messages: tuple[Message, ...]
    people: Mapping[str, Person]
    found: tuple[Signals, ...]
    ours: bool = False

    @property
    def must(self) -> set[str]:
        return {m["ts"] for m in self.truth["must_include"]}

    @property
    def same(self) -> set[str]:
        return {ts for m in self.truth["must_include"] for ts in m.get("alt", [])} - self.must

    def rows(self, found: Sequence[Signals]) -> list[Row]:
        """Signals, 1 or 0, and weight of each message that can be a line."""
        noise, size, rows = set(self.truth["must_exclude"]), len(self.messages), []
        for message, one in zip(self.messages, found, strict=True):
            label = 1.0 if message.ts in self.must | self.same else 0.0
            weight = (
                1.0
                if message.ts in self.must
                else SAME_FACT
                if message.ts in self.same
                else NOISE
                if message.ts in noise
                else NEUTRAL
            )
            if message.kind in HEARD:
                rows.append(({**one, "bias": 1.0}, label, weight / size * (1 if self.ours else SHARED)))
        return rows


@cache
def shared() -> tuple[Incident, ...]:
    """The incidents of tests/data/incidents."""
    return tuple(read(f) for f in sorted(DATA.iterdir()) if (f / "truth.json").exists())


@cache
def own() -> tuple[Incident, ...]:
    """Our own, compiled from their scripts."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(replace(read(compile_script(script, Path(folder))), ours=True) for script in scripts())


def read(folder: Path) -> Incident:
    truth = json.loads((folder / "truth.json").read_text())
    export = read_export(folder, truth["channel"]["name"])
    said = tuple(sorted(export.messages, key=lambda m: (m.at, m.ts)))
    return Incident(folder.name, truth, said, export.people, tuple(signals(said, export.people)))


def fit(incidents: Sequence[Incident]) -> Weights:
    """The weights that fit these incidents."""
    first = regress([row for i in incidents for row in i.rows(i.found)], RIDGE, FIXED)
    second = regress([row for i in incidents for row in i.rows(_around(i, first))], RIDGE)
    made = Weights(first, second, _kinds(incidents))
    # Our own have less of what a truth leaves open, so where to cut is learned from the shared ones.
    alike = [i for i in incidents if not i.ours] or incidents
    return _raised(made, mean(_cut(i, made) for i in alike))


def _around(incident: Incident, first: Mapping[str, float]) -> Sequence[Signals]:
    look = FirstLook(incident.messages, incident.found, weighed(incident.found, first))
    marks = find_milestones(incident.messages, incident.people, look)
    start, end = marks[MilestoneName.STARTED], marks[MilestoneName.RESOLVED]
    return surroundings(look, start.at if start else None, end.at if end else None).found


def _raised(weights: Weights, by: float) -> Weights:
    return replace(weights, second={**weights.second, "bias": weights.second["bias"] - by})


def _kinds(incidents: Sequence[Incident]) -> dict[str, dict[str, float]]:
    """For each kind, what tells it from the others; learned from what people wrote."""
    told = [(one, kind) for i in incidents for one, kind in _told(i) if "alert" not in one]
    kinds = sorted({kind for _, kind in told})
    return {k: regress([({**one, "bias": 1.0}, float(kind == k), 1.0) for one, kind in told], KIND_RIDGE) for k in kinds}


def _told(incident: Incident) -> Iterable[tuple[Signals, str]]:
    kinds = {m["ts"]: m["kind"] for m in incident.truth["must_include"]}
    words = ("word_", "has_", "figures", "opens_with_", "asks", "machine", "headed", "words_")
    for message, one in zip(incident.messages, incident.found, strict=True):
        if message.ts in kinds:
            yield {n: v for n, v in one.items() if n.startswith(words) or n == "alert"}, kinds[message.ts]


def _cut(incident: Incident, weights: Weights) -> float:
    """The score above which the incident gives LINES lines for each that a good timeline has."""
    wanted = round(len(incident.must) * LINES)
    low, high = -4.0, 4.0
    look = FirstLook(incident.messages, incident.found, weighed(incident.found, weights.first))
    marks = find_milestones(incident.messages, incident.people, look)
    for _ in range(8):  # units are joined only where both ends are lines, so the count depends on the cut
        middle = (low + high) / 2
        found = units_of(look, marks, _raised(weights, middle))
        lines = sum(u.score >= THRESHOLD for u in found)
        low, high = (middle, high) if lines > wanted else (low, middle)
    return (low + high) / 2


def regress(rows: Sequence[Row], ridge: float, fixed: Mapping[str, float] | None = None) -> dict[str, float]:
    """Logistic regression by Newton's method; `fixed` weights stay as they are."""
    kept = fixed or {}
    names = sorted({name for one, _, _ in rows for name in one} - kept.keys())
    index = {name: i for i, name in enumerate(names)}
    total = sum(weight for _, _, weight in rows)
    data = [([(index[n], v) for n, v in one.items() if n in index and v], sum(kept.get(n, 0.0) * v for n, v in one.items()), y, w / total)
            for one, y, w in rows]  # fmt: skip
    weights = [0.0] * len(names)
    ridges = [1e-6 if n == "bias" else ridge for n in names]
    for _ in range(ROUNDS):
        step = _solve(*_slope_and_curve(data, weights, ridges))
        weights = [w - s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-3:
            break
    return {**dict(zip(names, weights, strict=True)), **kept}


def _slope_and_curve(
    data: Sequence[Any], weights: Sequence[float], ridges: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    size = len(weights)
    slope = [r * w for r, w in zip(ridges, weights, strict=True)]
    curve = [[0.0] * size for _ in range(size)]
    for i, r in enumerate(ridges):
        curve[i][i] = r
    for one, offset, label, weight in data:
        guess = 1 / (1 + math.exp(-max(-30.0, min(30.0, offset + sum(weights[i] * v for i, v in one)))))
        pull, bend = weight * (guess - label), weight * guess * (1 - guess)
        for i, v in one:
            slope[i] += pull * v
            line, part = curve[i], bend * v
            for j, u in one:
                line[j] += part * u
    return curve, slope


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivoting."""
    size = len(right)
    rows = [[*line, right[i]] for i, line in enumerate(matrix)]
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(i + 1, size):
            factor = rows[r][i] / rows[i][i]
            if factor:
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][size] - sum(rows[i][c] * found[c] for c in range(i + 1, size))) / rows[i][i]
    return found


def write(weights: Weights) -> str:
    """The weights as a module that a person can read: strongest first."""
    lines = ["# fmt: off", "FIRST: dict[str, float] = {", *_lines(weights.first), "}"]
    lines += ["SECOND: dict[str, float] = {", *_lines(weights.second), "}", "KINDS: dict[str, dict[str, float]] = {"]
    for kind, of_kind in weights.kinds.items():
        parts = [line.strip() for line in _lines(of_kind)]
        lines += [f'    "{kind}": {{', *("        " + " ".join(parts[i : i + 6]) for i in range(0, len(parts), 6)), "    },"]
    return '"""Made by `python -m tests.eval.train`; do not edit by hand."""\n\n' + "\n".join([*lines, "}", "# fmt: on"]) + "\n"


def _lines(weights: Mapping[str, float]) -> list[str]:
    return [f'    "{name}": {weight:.2f},' for name, weight in sorted(weights.items(), key=lambda nw: -nw[1]) if round(weight, 2)]


def main() -> None:
    TARGET.write_text(write(fit([*shared(), *own()])))


if __name__ == "__main__":
    main()
