"""Fits the coach's weights to tests/data/coach/*.jsonl and blame_dev.jsonl: `python -m tests.eval.train_coach`.

A softmax over named signals with L2, by full gradient steps with momentum (numpy, from the extra `coach`). Signals seen fewer
than three times are left out. The result, `prompts/coach/weights.json`, holds hundredths.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.coach_files import load_lexicon
from bot.domain.blame_signals import signals
from bot.domain.blameless import CLASSES, SCALE

DATA = Path(__file__).parent.parent / "data"
TARGET = Path("prompts/coach/weights.json")
RARE, L2, ROUNDS, RATE = 3, 0.7, 160, 1.6
SPEAKS_FROM, SHARE, WITH_MEANING = 0.65, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its true class, with the trade it is from and the names of its signals."""

    id: str
    text: str
    category: str
    trade: str
    names: frozenset[str]

    @property
    def blame(self) -> bool:
        return self.category != "none"


def examples(paths: Sequence[Path]) -> list[Example]:
    lexicon = load_lexicon()
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Example(r["id"], r["text"], r["category"], r.get("trade", "dev"), frozenset(s.name for s in signals(r["text"], lexicon)))
        for r in rows
    ]


def own() -> list[Example]:
    return examples(sorted((DATA / "coach").glob("*.jsonl")))


def dev() -> list[Example]:
    return examples([DATA / "blame_dev.jsonl"])


def fit(rows: Sequence[Example], l2: float = L2) -> dict[str, list[float]]:
    """The weights of each signal for each class, in hundredths."""
    counts = Counter(name for r in rows for name in r.names)
    index = {name: at for at, name in enumerate(sorted(n for n, c in counts.items() if c >= RARE))}
    x = np.zeros((len(rows), len(index)), dtype=np.float32)
    for at, row in enumerate(rows):
        known = [index[n] for n in row.names if n in index]
        x[at, known] = SCALE / math.sqrt(len(known) + 1)
    truth = np.zeros((len(rows), len(CLASSES)), dtype=np.float32)
    truth[np.arange(len(rows)), [CLASSES.index(r.category) for r in rows]] = 1
    weights = _descend(x, truth, l2)
    return {name: [round(100 * float(w)) for w in weights[at]] for name, at in index.items() if np.abs(weights[at]).max() >= 0.01}


def _descend(x: Any, truth: Any, l2: float) -> Any:
    weights = np.zeros((x.shape[1], truth.shape[1]), dtype=np.float32)
    ahead, step = weights, RATE / float(np.square(x).sum(axis=1).mean() / 4 + l2 / len(x)) / 2
    for turn in range(ROUNDS):
        scores = x @ ahead
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = x.T @ (raised / raised.sum(axis=1, keepdims=True) - truth) / len(x) + l2 / len(x) * ahead
        new = ahead - step * slope
        ahead = new + turn / (turn + 3) * (new - weights)
        weights = new
    return weights


def save(weights: Mapping[str, Sequence[float]]) -> None:
    rows = ",\n".join(f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(list(row))}" for name, row in sorted(weights.items()))
    head = f'"speaks_from": {SPEAKS_FROM}, "share": {SHARE}, "with_meaning": {WITH_MEANING}'
    TARGET.write_text(f'{{{head}, "signals": {{\n{rows}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    save(fit([*own(), *dev()]))
