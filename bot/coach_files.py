"""Reads `prompts/coach/` once and checks it: the lexicon, the kinds of blame with their questions, the fitted weights."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.blame_rewrite import rewrite
from bot.domain.blame_signals import Lexicon
from bot.domain.blameless import CATEGORIES, CLASSES, Finding, Reader, Weights
from bot.errors import ConfigError
from bot.meaning import load_meaning
from bot.yaml_files import find, need, read


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of blame: what it is called, why it matters, and the questions, each with the cue that calls for it."""

    name: str
    why: str
    asks: Sequence[tuple[re.Pattern[str] | None, str]]

    def question(self, text: str) -> str:
        """The question that fits the text best."""
        return next(ask for cue, ask in self.asks if cue is None or cue.search(text))


@dataclass(frozen=True, slots=True)
class Remark:
    """What the coach has to say about a text: the kind, the words, a question, and a rewrite where one can be offered."""

    finding: Finding
    kind: Kind
    words: str
    question: str
    rewrite: str | None


# The reader weighs as if every second text were blame. Of what people really answer about one in eight is, so that it has to
# be surer before it speaks to anybody: a false alarm costs trust.
ALOUD, ALOUD_WITH_MEANING = 0.8, 0.85


@dataclass(frozen=True, slots=True)
class Coach:
    """The reader with its wording."""

    reader: Reader
    kinds: Mapping[str, Kind]

    def aloud(self, text: str) -> Remark | None:
        """What is said to somebody who wrote in a conversation: only what is sure."""
        return self._about(text, ALOUD if self.reader.meaning is None else ALOUD_WITH_MEANING)

    def remark(self, text: str) -> Remark | None:
        """What there is to say about a text; None where there is nothing."""
        return self._about(text, 0.0)

    def _about(self, text: str, sureness: float) -> Remark | None:
        found = self.reader.find(text)
        if found is None or found.sureness < sureness:
            return None
        kind = self.kinds[found.category]
        question = kind.question(text)
        return Remark(found, kind, text[found.start : found.end], question, rewrite(text, question, self.reader))


@cache
def load_coach(folder: Path | None = None, *, meaning: bool = True) -> Coach:
    """The coach by the files under prompts/coach, with the model of meaning where its extra is installed and wanted."""
    model = load_meaning(find("coach/meaning.npz", folder)) if meaning else None
    return Coach(Reader(load_lexicon(folder), load_weights(folder), model), load_kinds(folder))


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Which word is what; the first class that names a word counts."""
    path = find("coach/lexicon.yaml", folder)
    data = read(path)
    classes: dict[str, str] = {}
    for name, words in _lists(path, data, "classes"):
        for word in words:
            classes.setdefault(word, name)
    lists: dict[str, set[str]] = {}
    for name, words in _lists(path, data, "words"):
        for word in words:
            lists.setdefault(word, set()).add(name)
    emoji = {word: name for name, words in _lists(path, data, "emoji") for word in words}
    function, foreign, names = (frozenset(_words(need(path, data, n, str))) for n in ("function", "foreign", "names"))
    return Lexicon(classes, {w: frozenset(n) for w, n in lists.items()}, emoji, function, foreign, names)


def _lists(path: Path, data: Mapping[str, Any], name: str) -> list[tuple[str, list[str]]]:
    found = need(path, data, name, dict)
    return [(str(key), _words(str(value))) for key, value in found.items() if key != "__line__"]


def _words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


def load_kinds(folder: Path | None = None) -> dict[str, Kind]:
    """The kinds of blame; every category must be there, and end with a question that needs no cue."""
    path = find("coach/categories.yaml", folder)
    data = read(path)
    return {category: _kind(path, need(path, data, category, dict)) for category in CATEGORIES}


def _kind(path: Path, data: Mapping[str, Any]) -> Kind:
    asks = [(_cue(path, one), need(path, one, "ask", str)) for one in need(path, data, "ask", list)]
    if asks[-1][0] is not None:
        raise ConfigError(f"{path.name}, line {data['__line__']}: the last question must have no 'cue'")
    if any(ask.count("?") != 1 for _, ask in asks):
        raise ConfigError(f"{path.name}, line {data['__line__']}: one question at a time, please")
    return Kind(need(path, data, "name", str), need(path, data, "why", str), asks)


def _cue(path: Path, data: Mapping[str, Any]) -> re.Pattern[str] | None:
    if "cue" not in data:
        return None
    try:
        return re.compile(str(data["cue"]), re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"{path.name}, line {data['__line__']}: 'cue' is no valid pattern: {error}") from error


def load_weights(folder: Path | None = None) -> Weights:
    """The fitted weights, made by `python -m tests.eval.train_coach`."""
    path = find("coach/weights.json", folder)
    data = json.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, list[float]] = data["signals"]
    if any(len(row) != len(CLASSES) for row in rows.values()):
        raise ConfigError(f"{path.name}: every signal needs {len(CLASSES)} weights")
    # Packed: as lists of numbers they take three times the memory.
    scaled = {name: array("d", [w / 100 for w in row]) for name, row in rows.items()}
    return Weights(scaled, data["speaks_from"], data["share"], data["with_meaning"])
