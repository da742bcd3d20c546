"""What speaks for blame in a text and against it: named signals for a small linear model, and where each stands.

Words are read by what they are (a person, a team, a system, "we", "nobody"), so that what was learned from one trade holds
in another: "the anaesthetist should have asked" and "the shunter should have asked" give the same signals. Which word is
what stands in `prompts/coach/lexicon.yaml`; the weights are fitted by `python -m tests.eval.train_coach`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.blame_text import Sentence, Token, sentences

AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "eer", "ers", "ors", "ists", "ians", "eers")
PERSONS = frozenset(
    {"I", "WE", "YOU", "HE", "SOMEBODY", "EVERYBODY", "NOBODY", "WHO", "PEOPLE", "TEAM", "ROLE", "MENTION", "NAME"}
)
GROUPS = dict.fromkeys(("HE", "PEOPLE", "TEAM", "ROLE", "MENTION", "NAME"), "PERSON")
BREAKS = frozenset(
    {",", ";", ":", "-", "–", "—", "(", ")", "->", "→", "and", "but", "so", "since", "as", "because", "while", "when"}
)
MODALS = frozenset({"should", "ought", "could", "would", "might", "must", "shall", "can", "may", "'d"})
REGULAR = ("ed", "ing", "ly", "n't")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which word is what. `classes` has one class for a word, `words` the lists a word stands in."""

    classes: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    emoji: Mapping[str, str]
    function: frozenset[str]
    foreign: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """One signal and the stretch of the text that gave it."""

    name: str
    start: int
    end: int


def signals(text: str, lexicon: Lexicon) -> list[Seen]:
    """All signals of a text, each with its place; the same signal may be there several times."""
    cut = sentences(text)
    found: list[Seen] = [Seen("bias", 0, 0)]
    for at, sentence in enumerate(cut):
        place = "" if len(cut) == 1 else "last" if at == len(cut) - 1 else "first" if at == 0 else "mid"
        found += _of_sentence(sentence, lexicon, place)
    return found


def _of_sentence(sentence: Sentence, lexicon: Lexicon, place: str) -> Iterator[Seen]:
    tokens = [t for t in sentence.tokens if t.kind != "gap"]
    marks = [_mark(t, at, tokens, lexicon) for at, t in enumerate(tokens)]
    yield from _grams(tokens, marks, sentence)
    yield from _lists(tokens, lexicon, sentence)
    yield from _clauses(tokens, marks, lexicon)
    start, stop = sentence.start, sentence.stop
    if place:
        yield Seen(f"place:{place}:{sentence.end or '.'}", start, stop)
    size = "1-4" if len(tokens) < 5 else "5-9" if len(tokens) < 10 else "10-19" if len(tokens) < 20 else "20"
    yield Seen(f"size:{size}", start, stop)


def _mark(token: Token, at: int, tokens: list[Token], lexicon: Lexicon) -> str:
    """What a token is, for the patterns: a class, a function word as it is, or a shape."""
    if token.kind == "word":
        return _word_mark(token, at, tokens, lexicon)
    if token.kind == "emoji":
        return f"EMOJI-{lexicon.emoji.get(token.word.strip(':'), 'other')}"
    if token.kind == "punct":
        return token.word[0] if token.word[0] in ".?!" else token.word
    return {"mention": "MENTION", "number": "NUM", "name": "CODE"}.get(token.kind, token.kind.upper())


def _word_mark(token: Token, at: int, tokens: list[Token], lexicon: Lexicon) -> str:
    word = token.word
    if word in lexicon.function:
        return word
    if word in lexicon.classes:
        return lexicon.classes[word]
    if word in lexicon.words:
        return "~" + "+".join(sorted(lexicon.words[word]))
    if token.capital and at > 0 and tokens[at - 1].kind != "punct":
        return "NAME"
    determined = at > 0 and tokens[at - 1].word in ("the", "a", "an", "our", "their", "your", "some", "any", "no", "new")
    if determined and len(word) > 4 and word.endswith(AGENT_ENDINGS):
        return "ROLE"
    return next((f"~{end}" for end in REGULAR if word.endswith(end)), "X")


def _grams(tokens: list[Token], marks: list[str], sentence: Sentence) -> Iterator[Seen]:
    """Runs of one to four marks, with the sentence's ends, in two sizes of grain."""
    fine = ["^", *marks, "$" + sentence.end]
    coarse = ["^", *(GROUPS.get(m, m) for m in marks), "$" + sentence.end]
    places = [(sentence.start, sentence.start), *((t.start, t.end) for t in tokens), (sentence.stop, sentence.stop)]
    for size in (1, 2, 3, 4):
        for at in range(len(fine) - size + 1):
            start, end = places[at][0], places[at + size - 1][1]
            yield Seen("m:" + " ".join(coarse[at : at + size]), start, end)
            if size < 3 and fine[at : at + size] != coarse[at : at + size]:
                yield Seen("f:" + " ".join(fine[at : at + size]), start, end)
    words = ["^", *(_plain(t) for t in tokens), "$" + sentence.end]
    for size in (1, 2):
        for at in range(len(words) - size + 1):
            yield Seen("w:" + " ".join(words[at : at + size]), places[at][0], places[at + size - 1][1])


def _plain(token: Token) -> str:
    return token.word if token.kind in ("word", "punct", "emoji") else token.kind.upper()


def _lists(tokens: list[Token], lexicon: Lexicon, sentence: Sentence) -> Iterator[Seen]:
    """Which word lists meet in the sentence; a quoted word counts as one that was quoted."""
    seen: dict[str, Token] = {}
    for token in tokens:
        for name in lexicon.words.get(token.word, ()):
            seen.setdefault(name + ("-quoted" if token.quoted else ""), token)
    for name, token in seen.items():
        yield Seen(f"l:{name}", token.start, token.end)
        yield Seen(f"l:{name}{sentence.end or '.'}", token.start, token.end)
    for one in sorted(seen):
        for two in sorted(seen):
            if one < two:
                yield Seen(f"l:{one}&{two}", seen[one].start, max(seen[one].end, seen[two].end))


def _clauses(tokens: list[Token], marks: list[str], lexicon: Lexicon) -> Iterator[Seen]:
    """Who a clause is about (the first person or system in it), with what is said of them."""
    begin = 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].word in BREAKS:
            if at - begin > 1:
                yield from _clause(tokens[begin:at], marks[begin:at], lexicon)
            begin = at + 1


def _clause(tokens: list[Token], marks: list[str], lexicon: Lexicon) -> Iterator[Seen]:
    kinds = [GROUPS.get(m, m) for m in marks]
    subject = next((k for k in kinds if k == "PERSON" or k in PERSONS or k in ("SYSTEM", "CODE")), "NONE")
    start, end = tokens[0].start, tokens[-1].end
    words = [t.word for t in tokens]
    said = {name for w in words for name in lexicon.words.get(w, ())}
    for name in said:
        yield Seen(f"c:{subject}&{name}", start, end)
    modal = next((at for at, w in enumerate(words) if w in MODALS), None)
    if modal is not None:
        past = "have" in words[modal + 1 : modal + 4]
        yield Seen(f"c:{subject}&{words[modal]}&{'past' if past else 'plain'}", start, end)
    if any(w in ("n't", "not", "never", "no", "nothing") for w in words):
        yield Seen(f"c:{subject}&not", start, end)
    if "if" in words or "had" in words[:1]:
        yield Seen(f"c:{subject}&if", start, end)
    if words[0] in ("why", "how", "what", "who", "which", "did", "could", "can"):
        yield Seen(f"c:{words[0]}&{subject}", start, end)
    if "was" in words or "were" in words or "is" in words or "are" in words:
        yield Seen(f"c:{subject}&be", start, end)
