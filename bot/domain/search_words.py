"""Words to look for and texts to look in, taken apart in one way: so every database that holds them finds the same.

A word is a run of letters and digits, without accents and in small letters. `db-primary-2` is three words in a row and
is looked for as such, so it is found as a whole and by part. `PaymentGateway` is one word, and its parts are found, too.
Scripts that set no spaces are taken apart into overlapping pairs of characters: two characters in a row find each place
where they stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

LONGEST_QUERY, MOST_TERMS, LONGEST_WORD = 400, 12, 60
# Stands between texts that are no sentence together. No query holds it, so no phrase reaches across.
BREAK = "·"
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
# Indic vowel signs are marks, which `\w` leaves out; the danda among them is a full stop.
RUN = re.compile(rf"(?P<pairs>[{UNSPACED}]+)|(?:(?![{UNSPACED}])(?:[^\W_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff]))+")
WITHIN = re.compile("(?:[^\\W_]|[\u0900-\u0963\u0966-\u0dff])+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
CHUNK = re.compile(r'"([^"]*)"?|([^\s"]+)')
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"') | dict.fromkeys("＊∗", "*"))
# Letters that are no letter with an accent to Unicode, but to those who type.
PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
# Not taken off: they are no accents but part of the letter (vowel signs, the sound marks of kana, viramas).
OWN = frozenset({0, 8, 9})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in its text."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to stand in a row; of the last one only the beginning where `prefix` says so."""

    words: tuple[str, ...]
    prefix: bool = False


@cache
def _mark(character: str) -> bool:
    return unicodedata.combining(character) not in OWN


def fold(text: str) -> str:
    """The text as it is compared: small letters, no accents, one form of each character."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not _mark(c)).casefold()).translate(PLAIN)


def words(text: str) -> list[Word]:
    """The words of a text in their order."""
    found: list[Word] = []
    for run in RUN.finditer(text):
        if run["pairs"]:
            found += _pairs(run[0], run.start())
        else:
            found += [Word(f[:LONGEST_WORD], run.start(), run.end()) for f in WITHIN.findall(fold(run[0]))]
    return found


def _pairs(run: str, start: int) -> Iterator[Word]:
    """Each character with the one after it, and the last one by itself: whatever is looked for begins one of them."""
    signs = [(folded, n) for n, c in enumerate(run) if (folded := "".join(WITHIN.findall(fold(c))))]
    for (first, at), (second, last) in pairwise(signs):
        yield Word(first + second, start + at, start + last + 1)
    for folded, at in signs[-1:]:
        yield Word(folded, start + at, start + at + 1)


def humps(text: str) -> list[tuple[Word, ...]]:
    """The parts of the names in a text that are written like `PaymentGateway`."""
    found = []
    for run in RUN.finditer(text):
        cuts = [0, *(m.start() for m in HUMP.finditer(run[0])), len(run[0])]
        if len(cuts) > 2:
            row = (Word(fold(run[0][a:b])[:LONGEST_WORD], run.start() + a, run.start() + b) for a, b in pairwise(cuts))
            found.append(tuple(row))
    return found


def terms(query: str) -> tuple[Term, ...]:
    """What somebody typed: words in any order, "words in a row", beginnings*; of the last word the beginning is enough."""
    chunks = list(CHUNK.finditer(query[:LONGEST_QUERY].translate(QUOTES)))
    found: list[Term] = []
    for number, chunk in enumerate(chunks):
        quoted, bare = chunk[1], chunk[2]
        found += _terms(quoted or bare or "", last=number == len(chunks) - 1 and quoted is None)
    return tuple(dict.fromkeys(found))[:MOST_TERMS]


def _terms(text: str, *, last: bool) -> Iterator[Term]:
    cut = text.rstrip().endswith("*")
    row: list[str] = []
    end = len(text.rstrip("* "))
    for run in RUN.finditer(text):
        if not run["pairs"]:
            row += [f[:LONGEST_WORD] for f in WITHIN.findall(fold(run[0]))]
            continue
        if row:
            yield Term(tuple(row))
            row = []
        pairs = tuple(w.folded for w in _pairs(run[0], 0))
        if pairs:  # one sign alone begins every pair that it stands in
            yield Term(pairs[:-1]) if len(pairs) > 1 else Term(pairs, prefix=True)
    if row:
        # Of a name with a number at its end nothing is left out: db-2 is not db-20.
        yield Term(tuple(row), prefix=(cut and end > 0) or (last and len(row[-1]) > 1 and row[-1].isalpha()))
