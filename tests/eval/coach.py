"""Scores the coach: on blame_dev.jsonl by ten-fold cross-validation and fitted to our own examples only, and by trade.

The model of meaning was fitted to all of our own examples and to nothing of blame_dev.jsonl. So by trade, with each trade
left out while fitting, the grammar alone is scored.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.coach_files import load_coach
from bot.domain.blame_rewrite import whole
from bot.domain.blame_text import sentences
from bot.domain.blameless import CLASSES, blended, probabilities
from tests.eval.train_coach import SHARE, SPEAKS_FROM, WITH_MEANING, Example, dev, fit, own

FOLDS, GROUPS = 10, 8


def score_coach(console: Console) -> dict[str, Any]:
    """Prints the table; returns the figures."""
    ours, theirs = own(), dev()
    apart = fit(ours)
    folds = [fit([*ours, *(e for at, e in enumerate(theirs) if at % FOLDS != fold)]) for fold in range(FOLDS)]
    found = {
        "dev, fitted to our own only": [_odds(apart, e) for e in theirs],
        "dev, ten-fold": [_odds(folds[at % FOLDS], e) for at, e in enumerate(theirs)],
    }
    rows = {name: figures(theirs, odds, SPEAKS_FROM) for name, odds in found.items()}
    meaning = load_coach().reader.meaning
    if meaning is not None:
        said = [meaning(e.text) for e in theirs]
        for name, odds in found.items():
            both = [blended(g, m, SHARE) for g, m in zip(odds, said, strict=True)]
            rows[f"{name}, with the extra"] = figures(theirs, both, WITH_MEANING)
    rows["our own, trade left out"], trades = _by_trade(ours)
    rewrites = _rewrites(theirs)
    _show(console, rows, rewrites)
    return {"figures": rows, "by_trade": trades, "rewrites": rewrites}


def _odds(weights: Mapping[str, Sequence[float]], example: Example) -> list[float]:
    known = {name: [w / 100 for w in weights[name]] for name in example.names if name in weights}
    return probabilities(known, set(example.names))


def figures(rows: Sequence[Example], odds: Sequence[Sequence[float]], limit: float) -> dict[str, Any]:
    """Precision, recall and F1 of blame; of what is true and was flagged, how much is named rightly; recall by kind."""
    flagged = [1 - o[0] >= limit for o in odds]
    hits = [(e, o) for e, o, f in zip(rows, odds, flagged, strict=True) if f and e.blame]
    precision, recall = len(hits) / max(1, sum(flagged)), len(hits) / max(1, sum(e.blame for e in rows))
    named = [CLASSES[max(range(1, len(CLASSES)), key=lambda k: o[k])] == e.category for e, o in hits]
    kinds = {c: f"{sum(e.category == c for e, _ in hits)} of {sum(e.category == c for e in rows)}" for c in CLASSES[1:]}
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    named_rightly = sum(named) / max(1, len(named))
    return {"precision": precision, "recall": recall, "f1": f1, "category": named_rightly, "recall_by_category": kinds}


def _by_trade(ours: Sequence[Example]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Each trade read by weights that were fitted without it; several are left out at once, as a fit takes a while."""
    trades = sorted({e.trade for e in ours})
    left: list[tuple[Example, list[float]]] = []
    for group in (trades[at::GROUPS] for at in range(GROUPS)):
        weights = fit([e for e in ours if e.trade not in group])
        left += [(e, _odds(weights, e)) for e in ours if e.trade in group]
    each = {trade: [(e, o) for e, o in left if e.trade == trade] for trade in trades}
    return _of_pairs(left), {trade: _of_pairs(pairs) for trade, pairs in each.items()}


def _of_pairs(pairs: Sequence[tuple[Example, list[float]]]) -> dict[str, Any]:
    return figures([e for e, _ in pairs], [o for _, o in pairs], SPEAKS_FROM)


def _rewrites(rows: Sequence[Example]) -> dict[str, Any]:
    coach = load_coach()
    coach.remark("the driver should have asked")  # so that the model is in memory
    began = time.process_time()
    for e in rows:
        coach.reader.find(e.text)
    spent = time.process_time() - began
    made = [(e, r) for e in rows if (r := coach.remark(e.text)) is not None]
    offered = [(e, r.rewrite) for e, r in made if r.rewrite is not None]
    lost = [e.id for e, text in offered if not whole(e.text, text, coach.reader.lexicon)]
    count = sum(len(sentences(e.text)) for e in rows)
    return {"remarks": len(made), "rewrites": len(offered), "facts_lost_in": lost, "ms_a_sentence": 1000 * spent / count}


def _show(console: Console, rows: Mapping[str, Mapping[str, Any]], rewrites: Mapping[str, Any]) -> None:
    table = Table("", "precision", "recall", "F1", "kind", *(c[:9] for c in CLASSES[1:]), title="Coach")
    for name, row in rows.items():
        shares = (f"{row[k]:.3f}" for k in ("precision", "recall", "f1", "category"))
        table.add_row(name, *shares, *(v.replace(" of ", "/") for v in row["recall_by_category"].values()))
    console.print(table)
    told = "{rewrites} rewrites for {remarks} remarks, facts lost in {lost}; {ms:.1f} ms of CPU a sentence"
    lost = len(rewrites["facts_lost_in"])
    console.print(told.format(**rewrites, lost=lost, ms=rewrites["ms_a_sentence"]))
