"""Cuts a Slack text into sentences of tokens, each knowing where it stands in the text.

Code spans, links, mentions, channels and emoji are one token each, so no word inside them is read.
Only the first `LIMIT` characters are looked at, so that a pasted log costs a bounded time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LIMIT = 20_000
LONGEST = 80  # tokens of one sentence; more is a log or a table, and is cut

_TOKEN = re.compile(
    r"""
    (?P<code>```.*?(?:```|\Z)|`[^`\n]+`)
  | (?P<mention><@[A-Z0-9]+(?:\|[^>\n]*)?>)
  | (?P<channel><\#[^>\n]*>|(?<!\w)\#[a-z][\w-]*)
  | (?P<shout><![^>\n]*>)
  | (?P<link><(?:https?|mailto|tel):[^>\n]*>|https?://\S+)
  | (?P<emoji>:[a-z][a-z0-9_+'-]+:|:[+-]1:|[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]?)
  | (?P<name>[A-Za-z0-9_]*[A-Za-z_][A-Za-z0-9_]*(?:[./:@+=\\-][A-Za-z0-9_]+)*[./_:=\\-]\d[\w.-]*
      | [A-Za-z0-9]+(?:_[A-Za-z0-9]+)+ | [A-Za-z]\w*\.[a-z]{1,5}\b(?!\s[A-Z]) | [a-z]+[A-Z]\w* | [A-Za-z]+\d\w*)
  | (?P<number>[\d]+(?:[.,:/–-]\d+)*(?:\s?%|(?:st|nd|rd|th|ms|s|m|h|d|k|K|M|min|hrs?|am|pm|x)\b)?)
  | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*)
  | (?P<gap>\n+)
  | (?P<punct>\.{2,}|[?!]+|[^\w\s]|_)
    """,
    re.VERBOSE | re.DOTALL,
)
_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "e.g", "i.e", "approx", "no", "etc", "inc", "dept", "sgt", "capt", "lt"]
)
_OPENING = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'"}
_SPLIT = {
    "shoulda": ("should", "have"), "coulda": ("could", "have"), "woulda": ("would", "have"), "cannot": ("can", "n't"),
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"), "dunno": ("do", "n't", "know"),
    "can't": ("can", "n't"), "won't": ("will", "n't"), "ain't": ("is", "n't"), "let's": ("let", "us"),
}  # fmt: skip
_BARE = {
    w + "nt": (w, "n't")
    for w in ["did", "does", "do", "could", "should", "would", "was", "were", "is", "are", "had", "has", "have", "must", "need"]
}  # "didnt", as it is typed in a hurry
_TAILS = ("n't", "'ve", "'re", "'ll", "'d", "'s", "'m")
_TAIL_WORD = {"'ve": "have", "'re": "are", "'ll": "will", "'m": "am"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, mark or Slack element. `word` is lower case; `start` and `end` count characters of the text."""

    word: str
    kind: str
    start: int
    end: int
    capital: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens between two full stops or line breaks; `end` is the mark that closes it, or ''."""

    tokens: tuple[Token, ...]
    end: str
    start: int
    stop: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order; any text is accepted, an empty one has none."""
    return tuple(_cut(list(_mark_quotes(list(_tokens(text[:LIMIT]))))))


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        raw = found.group()
        start, end = found.span()
        if kind == "word":
            for part in parts(raw.lower().replace("’", "'")):
                yield Token(part, "word", start, end, raw[:1].isupper())
        elif kind in ("name", "number", "punct"):
            yield Token(raw.lower().replace(" ", ""), kind, start, end, raw[:1].isupper())
        else:
            yield Token(raw.lower() if kind == "emoji" else kind, kind, start, end)


def parts(word: str) -> tuple[str, ...]:
    """A contraction as its words: "shouldn't've" is should, n't, have."""
    if word in _SPLIT:
        return _SPLIT[word]
    if word in _BARE:
        return _BARE[word]
    tail = next((t for t in _TAILS if word.endswith(t) and len(word) > len(t)), None)
    if tail is None:
        return (word,)
    return (*parts(word.removesuffix(tail)), _TAIL_WORD.get(tail, tail))


def _mark_quotes(tokens: list[Token]) -> Iterator[Token]:
    """Sets `quoted` on what stands between quotation marks, or on a line that begins with ">"."""
    closing, until, line_quoted = "", -1, False
    for at, token in enumerate(tokens):
        if token.kind == "gap":
            line_quoted = False
        if token.word in (">", "&gt") and (at == 0 or tokens[at - 1].kind == "gap"):
            line_quoted = True
        if at > until and token.word in _OPENING and (end := _closed(tokens, at)) is not None:
            closing, until = _OPENING[token.word], end
            yield token
            continue
        inside = at < until or line_quoted
        yield Token(token.word, token.kind, token.start, token.end, token.capital, quoted=inside and token.word != closing)


def _closed(tokens: list[Token], at: int) -> int | None:
    want = _OPENING[tokens[at].word]
    for there in range(at + 1, min(at + 60, len(tokens))):
        if tokens[there].kind == "gap":
            return None
        if tokens[there].word == want:
            return there
    return None


def _cut(tokens: list[Token]) -> Iterator[Sentence]:
    held: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind == "gap" or _is_stop(tokens, at) or len(held) >= LONGEST:
            if any(t.kind != "punct" for t in held):
                end = token.word[0] if token.kind == "punct" else ""
                yield Sentence(tuple(held), end, held[0].start, token.end if end else held[-1].end)
            held = [] if token.kind in ("gap", "punct") else [token]
        else:
            held.append(token)
    if any(t.kind != "punct" for t in held):
        yield Sentence(tuple(held), "", held[0].start, held[-1].end)


def _is_stop(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "punct" or token.word[0] not in ".?!…" or token.quoted:
        return False
    if token.word[0] in "?!":
        return True
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is None or (after is not None and after.start == token.end):
        return False  # a dot inside something
    listed = before.kind == "number" and (at == 1 or tokens[at - 2].kind in ("gap", "punct"))
    return not (before.word in _ABBREVIATIONS or listed)
