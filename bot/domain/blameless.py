"""Text → is it blame, of which kind, in which words, and what to ask instead. Pure; wording and weights are passed in.

What counts is defined in `tests/data/README-coach.md`. A linear model reads signals of grammar (`blame_signals`); where a model
of meaning is installed its opinion is weighed in. In doubt the coach says nothing: a false alarm costs trust.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.blame_signals import Lexicon, Seen, signals
from bot.domain.blame_text import Token, sentences

NONE = "none"
CATEGORIES = (
    "person-as-cause",
    "human-error",
    "counterfactual",
    "hindsight",
    "judgement",
    "negligence",
    "sarcasm",
)
CLASSES = (NONE, *CATEGORIES)
SCALE = 3.0
CLEAR = 0.985  # where grammar alone is this sure that there is nothing, the slower model is not asked
PLAIN, BEYOND_DOUBT = 0.94, 0.975  # so sure must grammar, and both together, be of a sentence that is taken out of its text
READ_CLOSELY = 12  # parts of a long text
MOST = 8_000  # characters that are read
LONG = 60  # words; a longer text is read a window of sentences at a time, as nobody's blame fills a page
WINDOW = 2
LEADING = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "at",
        "to",
        "and",
        "our",
        "in",
        "with",
        "for",
        "his",
        "her",
        "their",
        "its",
        "my",
        "your",
        "by",
        "on",
        "as",
        "that",
        "this",
    ]
)
Meaning = Callable[[str], Sequence[float]]
"""A model of meaning: the probability of each of CLASSES, in their order."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model: what each signal adds to each of CLASSES, and from which probability on the coach speaks.

    `share` is how much of the opinion a model of meaning has, where there is one; `with_meaning` the limit then.
    """

    signals: Mapping[str, Sequence[float]]
    speaks_from: float
    share: float = 0.5
    with_meaning: float = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """Blame that was found: which kind, where it stands (characters from `start` to `end`), and how sure we are."""

    category: str
    start: int
    end: int
    sureness: float


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads texts for blame."""

    lexicon: Lexicon
    weights: Weights
    meaning: Meaning | None = None

    def find(self, text: str) -> Finding | None:
        """The blame in a text, or None; silent about everything that is not English."""
        text = text[:MOST]
        cut = [(at, text[at:end]) for at, end in windows(text)]
        english = [(at, part) for at, part in self._likeliest(cut) if is_english(part, self.lexicon)]
        found = [_at(at, one) for at, part in english if (one := self._find(part)) is not None]
        if not found:
            found = [_at(at, one) for at, part in english for one in self._plain_ones(part)]
        return max(found, key=lambda f: f.sureness, default=None)

    def _plain_ones(self, text: str) -> Iterator[Finding]:
        """The blame of single sentences that is beyond doubt, where what stands beside them has drowned it."""
        cut = sentences(text)
        for sentence in cut if len(cut) > 1 else ():
            part = text[sentence.start : sentence.stop]
            if 1 - self._grammar(signals(part, self.lexicon))[0] > PLAIN:
                one = self._find(part)
                if one is not None and one.sureness > BEYOND_DOUBT:
                    yield _at(sentence.start, one)

    def _likeliest(self, cut: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The parts of a long text that grammar finds likeliest: the slower model is asked about few."""
        if len(cut) <= READ_CLOSELY or self.meaning is None:
            return cut
        return sorted(cut, key=lambda p: self._grammar(signals(p[1], self.lexicon))[0])[:READ_CLOSELY]

    def _grammar(self, seen: Sequence[Seen]) -> list[float]:
        return probabilities(self.weights.signals, {s.name for s in seen})

    def opinion(self, text: str) -> list[float]:
        """The probability of each of CLASSES for one short text."""
        return self._opinion(text, signals(text, self.lexicon))

    def _opinion(self, text: str, seen: Sequence[Seen]) -> list[float]:
        grammar = self._grammar(seen)
        if self.meaning is None or grammar[0] > CLEAR:
            return grammar
        return blended(grammar, self.meaning(text), self.weights.share)

    def _find(self, text: str) -> Finding | None:
        seen = signals(text, self.lexicon)
        odds = self._opinion(text, seen)
        limit = self.weights.speaks_from if self.meaning is None else self.weights.with_meaning
        if 1 - odds[0] < limit:
            return None
        kind = max(range(1, len(CLASSES)), key=lambda at: odds[at])
        start, end = span(text, seen, self.weights.signals, kind)
        return Finding(CLASSES[kind], start, end, 1 - odds[0])


def _at(place: int, one: Finding) -> Finding:
    """A finding in a part of a text, by its place in the whole."""
    return Finding(one.category, place + one.start, place + one.end, one.sureness)


def probabilities(weights: Mapping[str, Sequence[float]], names: set[str]) -> list[float]:
    """The probability of each of CLASSES: a softmax over the summed weights; unknown signals count for nothing."""
    rows = [weights[name] for name in sorted(names) if name in weights]
    scale = SCALE / math.sqrt(len(rows) + 1)
    sums = [scale * sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(CLASSES)
    top = max(sums)
    raised = [math.exp(s - top) for s in sums]
    return [r / sum(raised) for r in raised]


def blended(one: Sequence[float], two: Sequence[float], share: float) -> list[float]:
    """Two opinions as one: their geometric mean, `share` of it the second's."""
    raised = [max(a, 1e-6) ** (1 - share) * max(b, 1e-6) ** share for a, b in zip(one, two, strict=True)]
    return [r / sum(raised) for r in raised]


def span(text: str, seen: Sequence[Seen], weights: Mapping[str, Sequence[float]], kind: int) -> tuple[int, int]:
    """Which words say it: the run of words of one sentence that speaks most for `kind` and against none."""
    best, where = -math.inf, (0, len(text))
    gain: defaultdict[int, float] = defaultdict(float)
    for one in seen:
        row = weights.get(one.name)
        if row is not None and one.end > one.start and one.end - one.start < 60:
            for at in range(one.start, one.end):
                gain[at] += (row[kind] - row[0]) / (one.end - one.start)
    for sentence in sentences(text):
        spoken = [t for t in sentence.tokens if t.kind != "gap"]
        scores = [sum(gain[at] for at in range(t.start, t.end)) for t in spoken]
        total, first, last = _best_run(scores)
        if total > best and spoken:
            best, where = total, _trimmed(spoken[first : last + 1])
    return where


def _best_run(scores: Sequence[float]) -> tuple[float, int, int]:
    """The run with the greatest sum above the average of all: (sum, first, last)."""
    if not scores:
        return -math.inf, 0, 0
    lift = max(0.0, 0.5 * sum(scores) / len(scores))
    best, total = -math.inf, 0.0
    first = last = begin = 0
    for at, score in enumerate(scores):
        if total <= 0:
            total, begin = 0.0, at
        total += score - lift
        if total > best:
            best, first, last = total, begin, at
    return sum(scores[first : last + 1]), first, last


def _trimmed(tokens: Sequence[Token]) -> tuple[int, int]:
    """Where a run of tokens stands, without marks at its ends and without words that lead on to what is cut off."""
    words = [t for t in tokens if t.kind != "punct"] or list(tokens)
    last = max((at for at, t in enumerate(words) if t.word not in LEADING), default=len(words) - 1)
    return words[0].start, words[last].end


def windows(text: str) -> list[tuple[int, int]]:
    """The stretches that are judged one by one: a short text whole, a long one by neighbouring sentences."""
    if len(text.split()) <= LONG:
        return [(0, len(text))]
    cut = sentences(text)
    if len(cut) <= WINDOW:
        return [(s.start, s.stop) for s in cut] or [(0, len(text))]
    return [(one.start, two.stop) for one, two in pairwise(cut)]


def is_english(text: str, lexicon: Lexicon) -> bool:
    """Whether a text reads as English: enough words that only English has, few that only its neighbours have."""
    words = [t.word for s in sentences(text) for t in s.tokens if t.kind == "word"]
    if not words:
        return False
    foreign = sum(w in lexicon.foreign or (not w.isascii() and len(w) > 1) for w in words)
    known = sum(w in lexicon.function or w in lexicon.classes or w in lexicon.words for w in words)
    return known >= 0.3 * len(words) and foreign <= 0.12 * len(words)
