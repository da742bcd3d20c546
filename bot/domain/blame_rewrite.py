"""A blaming text → one that keeps its facts and leads on to a condition. It adds nothing, and checks itself.

What is not blame stays as it was written, and what somebody should have done is told as what was not done. From other blame only the facts are kept (times, numbers, names of systems, code,
links), behind a `[ ]` that the author fills in; the question follows. Whether the result is free of blame and whole is
for the reader to say, so no rewrite is offered that would fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.blame_passive import not_done
from bot.domain.blame_signals import Lexicon
from bot.domain.blame_text import Sentence, Token, sentences
from bot.domain.blameless import Reader

GAP = "[ ]"
WARY = 0.4
FACT_KINDS = frozenset({"code", "channel", "shout", "link", "number", "name"})
COUNTED = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "once",
        "twice",
        "third",
        "half",
    ]
)
BEFORE = frozenset(
    {
        "at",
        "from",
        "till",
        "until",
        "since",
        "to",
        "after",
        "by",
        "around",
        "between",
        "on",
        "for",
        "in",
        "of",
        "and",
        "times",
        "x",
    }
)
CLAUSE_ENDS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "->", "→"})
CONNECTORS = frozenset({"because", "since", "as", "so", "and", "but", "thanks", "due", "when", "if"})


def facts(text: str, lexicon: Lexicon) -> list[str]:
    """What must not be lost: times, numbers, code, links, channels and names of systems, as written, in order."""
    return [text[t.start : t.end] for s in sentences(text) for at, t in enumerate(s.tokens) if _is_fact(t, at, s.tokens, lexicon)]


def _is_fact(token: Token, at: int, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    if token.kind in FACT_KINDS or token.word in COUNTED:
        return True
    if token.kind != "word" or not token.capital or at == 0 or token.word in lexicon.function:
        return False
    if lexicon.classes.get(token.word, "SYSTEM") != "SYSTEM" or token.word in lexicon.names:
        return False
    return tokens[at - 1].kind != "punct" and not _is_person(at, tokens)


def _is_person(at: int, tokens: Sequence[Token]) -> bool:
    """Whether a capitalised word is somebody's name by what stands beside it."""
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    acts = {"'s", "should", "could", "would", "forgot", "broke", "never", "has", "had", "did", "does", "is", "was", "thinks"}
    return before in {"mr", "mrs", "ms", "dr", "by", "agent", "nurse", "because"} or after in acts


def whole(text: str, candidate: str, lexicon: Lexicon) -> bool:
    """Whether every fact of the text is in the candidate, and no number that was not in the text."""
    kept = all(fact in candidate for fact in facts(text, lexicon))
    said = set(re.findall(r"\d+", text))
    return kept and all(number in said for number in re.findall(r"\d+", candidate))


def rewrite(text: str, question: str, reader: Reader) -> str | None:
    """A version without the blame, or None where none passes its own check."""
    quick = _wary(reader)
    cut = sentences(text)
    versions = (
        [_plainly(s, text) or _kept(s, text, quick) for s in cut],
        [_kept(s, text, quick) for s in cut],
        [_bare(text, reader.lexicon)],
    )
    for candidate in (_joined(parts, question) for parts in versions):
        if whole(text, candidate, reader.lexicon) and reader.find(candidate) is None:
            return candidate
    return None


def _wary(reader: Reader) -> Reader:
    """A reader for the parts of a text: by grammar alone, as it is fast, and sooner inclined to see blame."""
    return replace(reader, meaning=None, weights=replace(reader.weights, speaks_from=WARY))


def _joined(parts: Sequence[str], question: str) -> str:
    text = " ".join(p if p[-1] in ".?!:]" else f"{p}." for p in parts if p)
    while f"{GAP} {GAP}" in text:
        text = text.replace(f"{GAP} {GAP}", GAP)
    return f"{text} {question}".strip()


def _plainly(sentence: Sentence, text: str) -> str | None:
    return not_done(text[sentence.start : sentence.stop].strip())


def _kept(sentence: Sentence, text: str, reader: Reader) -> str:
    """A sentence as it is where it is free of blame; else its clauses that are, and the facts of the others."""
    raw = text[sentence.start : sentence.stop].strip()
    if reader.find(raw) is None:
        return raw
    kept: list[str] = []
    lost: list[str] = []
    for tokens in _clauses(sentence.tokens):
        clause = text[tokens[0].start : tokens[-1].end]
        if len(tokens) > 2 and _tells(tokens, reader.lexicon) and reader.find(clause) is None:
            kept.append(_upper(clause) if not kept else clause)
        else:
            lost += _phrases(tokens, text, reader.lexicon)
    told = ", ".join(kept)
    missing = f"{GAP} ({', '.join(lost)})" if lost else GAP
    return f"{told}. {missing}" if told else missing


def _tells(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a clause tells of something: a fact in it, or a system, and nobody who is rated."""
    people = {"I", "WE", "YOU", "HE", "SOMEBODY", "EVERYBODY", "NOBODY", "WHO", "PEOPLE", "TEAM", "ROLE"}
    if any(lexicon.classes.get(t.word) in people or t.kind == "mention" or t.word in lexicon.names for t in tokens):
        return False
    rated = {"verdict", "praise", "closure", "hindsight", "neglect", "duty"}
    if any(lexicon.words.get(t.word, frozenset()) & rated for t in tokens) or any(t.kind == "emoji" for t in tokens):
        return False
    return any(t.kind in FACT_KINDS or lexicon.classes.get(t.word) == "SYSTEM" for t in tokens)


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    held: list[Token] = []
    for token in tokens:
        if token.word in CLAUSE_ENDS or token.kind == "gap":
            if held:
                yield held
            held = []
        elif token.word in CONNECTORS and held:
            yield held
            held = []
        else:
            held.append(token)
    if held:
        yield held


def _bare(text: str, lexicon: Lexicon) -> str:
    """Nothing but the facts, behind the blank for what happened."""
    told = [p for s in sentences(text) for p in _phrases(s.tokens, text, lexicon)]
    return f"{GAP} ({', '.join(told)})" if told else GAP


def _phrases(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> list[str]:
    """The facts of some tokens, each with the little words and the unit that belong to it."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if not _is_fact(token, at, tokens, lexicon):
            continue
        first = at - 1 if at and tokens[at - 1].word in BEFORE and tokens[at - 1].kind == "word" else at
        last = at + 1 if token.kind == "number" or token.word in COUNTED else at
        if last > at and not (last < len(tokens) and _is_unit(tokens[last], lexicon)):
            last = at
        if found and tokens[first].start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], tokens[last].end))
        else:
            found.append((tokens[first].start, tokens[last].end))
    phrases = [text[a:b] for a, b in found]
    return [p for at, p in enumerate(phrases) if p not in phrases[:at]]


def _is_unit(token: Token, lexicon: Lexicon) -> bool:
    if token.kind != "word" or token.word in lexicon.function or token.word in lexicon.words:
        return False
    return lexicon.classes.get(token.word, "SYSTEM") == "SYSTEM" and token.word not in lexicon.names


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:] if text[:1].isalpha() else text
