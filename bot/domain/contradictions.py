"""Where two people remember differently. Both stand, with their sources; nothing is settled or averaged here."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.figures import Figure, agree, figures
from bot.domain.interview import Answer

# Somebody says that it was otherwise.
DENIES = re.compile(
    r"(?i)(?:^|[.;,:!]\s*)no[,:]\s|\b(?:not true|i disagree|disagree with|i still say|it was(?:n't| not)\b|that(?:'s| is| was) not (?:true|right|correct|how|what)|"
    r"on the contrary|would not have|rather than|it was rather|i(?:'d| would) move|stimmt nicht|no es cierto|ce n'est pas)\b|"
    r"\bthe draft says\b"
)
RATHER = re.compile(r"(?i)\b(?:rather|actually|in fact|instead|more like|closer to|eher|más bien|plutôt)\b")
NOT_THAT = re.compile(r"(?i)\b(?:not|instead of|rather than)\s+(?:at |about |~)?([\d.,:]+\d)")
STARTS = re.compile(r"(?i)\b(?:start(?:ed|s)?|began|begun|onset)\b")
ENDS = re.compile(r"(?i)\b(?:ended|over|resolved|fixed|recovered|all clear|back to normal)\b")
DOWN = re.compile(r"(?i)\b(?:down|offline|outage|unavailable|failed|failing|lasted|unreachable|degraded|broken)\b")
CLAUSE = re.compile(r"(?i)[.;,:!?]\s|\n|\s(?:and|but|because|while)\s")
NEAR = 45  # characters between a word and the figure that it belongs to
WEIGHT = {"denied": 1, "figure": 2, "marked": 3}
APART = 5.0  # minutes that two memories of one moment may lie apart
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "also",
        "been",
        "before",
        "being",
        "both",
        "could",
        "does",
        "down",
        "during",
        "each",
        "even",
        "from",
        "have",
        "here",
        "into",
        "just",
        "last",
        "like",
        "made",
        "many",
        "more",
        "most",
        "much",
        "only",
        "other",
        "over",
        "said",
        "same",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "time",
        "took",
        "until",
        "very",
        "want",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "will",
        "with",
        "would",
        "your",
        "because",
        "through",
    ]
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody said by a press: two answers (as "channel|ts", in order) differ, or agree after all."""

    first: str
    second: str
    agree: bool


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two answers of different people that do not go together; `why` is a code: figure, denied, or marked by hand."""

    first: Answer
    second: Answer
    why: str


def key_of(answer: Answer) -> str:
    """The name of an answer."""
    return "|".join(answer.source)


def judged(a: Answer, b: Answer, agree_: bool) -> Judgement:
    """A judgement on two answers, whichever is named first."""
    first, second = sorted((key_of(a), key_of(b)))
    return Judgement(first, second, agree_)


def contradictions(
    answers: Sequence[Answer], starting: frozenset[str], judgements: Sequence[Judgement]
) -> tuple[Contradiction, ...]:
    """The pairs that differ, in order. `starting` are the questions (ids) that ask when it began; what people said by
    a press counts more than what the words look like."""
    by_hand = {(j.first, j.second): j.agree for j in judgements}
    found: list[Contradiction] = []
    said = [a for a in answers if a.has_content and not a.confirms]
    for a, b in itertools.combinations(said, 2):
        if a.user == b.user:
            continue
        mark = judged(a, b, False)
        agrees = by_hand.get((mark.first, mark.second))
        if agrees is None and a.section == b.section:
            why = _why(a, b, said, starting)
            found += [Contradiction(a, b, why)] if why else []
        elif agrees is False:
            found.append(Contradiction(a, b, "marked"))
    return _once(found)


def _once(found: Sequence[Contradiction]) -> tuple[Contradiction, ...]:
    """Two people who differ over several answers to one question differ once: over figures, where there are any."""
    best: dict[tuple[str, ...], Contradiction] = {}
    for one in found:
        a, b = one.first, one.second
        name = key_of(a), key_of(b)
        key = name if one.why == "marked" else (a.section, *sorted({a.question, b.question}), *sorted((a.user, b.user)))
        if key not in best or WEIGHT[one.why] > WEIGHT[best[key].why]:
            best[key] = one
    return tuple(best.values())


def _why(a: Answer, b: Answer, said: Sequence[Answer], starting: frozenset[str]) -> str:
    if _names_and_denies(a, b) or _names_and_denies(b, a):
        return "denied"
    if _moments_differ(a, b, starting) or _figures_differ(a, b, said):
        return "figure"
    return "denied" if _denies_the_one_before(a, b, said) else ""


def _names_and_denies(a: Answer, b: Answer) -> bool:
    """One says "not 13:38" where the other says 13:38."""
    return any(match[1] in b.text for match in NOT_THAT.finditer(a.text))


def _moments_differ(a: Answer, b: Answer, starting: frozenset[str]) -> bool:
    for label in (STARTS, ENDS):
        ours, theirs = (_labelled(x, label, label is STARTS and x.question in starting) for x in (a, b))
        if ours and theirs and not agree(ours, theirs, 0.0, APART):
            return True
    return False


def _labelled(answer: Answer, label: re.Pattern[str], first_too: bool) -> list[Figure]:
    """The times that a word marks as the start (or end); where the start was asked for, the first time is meant."""
    clocks = [f for f in figures(answer.text) if f.kind == "clock"]
    marked = [f for f in clocks if _near(answer.text, f, label)]
    return marked or (clocks[:1] if first_too else [])


def _near(text: str, figure: Figure, label: re.Pattern[str]) -> bool:
    begin = max(text.rfind(mark, 0, figure.start) for mark in (". ", ";", "\n", ", ")) + 1
    return label.search(text[max(begin, figure.start - NEAR) : figure.end + 15].split(",", maxsplit=1)[0]) is not None


def _figures_differ(a: Answer, b: Answer, said: Sequence[Answer]) -> bool:
    ours, theirs = figures(a.text), figures(b.text)
    for kind in {f.kind for f in ours} & {f.kind for f in theirs} - {"clock"}:
        mine, other = [f for f in ours if f.kind == kind], [f for f in theirs if f.kind == kind]
        if agree(mine, other) or not _same_thing(kind, (a, mine), (b, other), said):
            continue
        return True
    return False


def _same_thing(kind: str, a: tuple[Answer, list[Figure]], b: tuple[Answer, list[Figure]], said: Sequence[Answer]) -> bool:
    """Whether two figures of a kind are about the same: the same question, and words or size that tie them."""
    (first, ours), (second, theirs) = a, b
    if first.question != second.question:
        return False
    if kind == "money":
        sizes = [f.high for f in ours], [f.high for f in theirs]
        return max(map(max, sizes)) <= 5 * min(map(max, sizes))
    if kind == "length":
        return all(any(_about(x.text, f, DOWN) for f in fs) or RATHER.search(x.text) for x, fs in (a, b))
    if kind == "share":
        return len(_words(first, said) & _words(second, said)) >= 2
    return len(ours) == len(theirs) == 1 and bool(_words(first, said) & _words(second, said))


def _about(text: str, figure: Figure, cue: re.Pattern[str]) -> bool:
    """Whether the clause that a figure stands in has the cue."""
    begin = max((m.end() for m in CLAUSE.finditer(text, 0, figure.start)), default=0)
    after = CLAUSE.search(text, figure.end)
    return cue.search(text[begin : after.start() if after else len(text)]) is not None


def _denies_the_one_before(a: Answer, b: Answer, said: Sequence[Answer]) -> bool:
    """The later one denies, and of all who spoke before on this the other one is closest in words."""
    first, later = (a, b) if (a.at, a.source) <= (b.at, b.source) else (b, a)
    if first.question != later.question and not DENIES.search(later.text):
        return False
    strong = DENIES.search(later.text)
    if not strong and not (RATHER.search(later.text) and figures(later.text)):
        return False
    before = [x for x in said if x.section == later.section and x.user != later.user and x.at < later.at]
    likeness = {key_of(x): len(_stems(x.text) & _stems(later.text)) for x in before}
    same_question = [x for x in before if x.question == later.question]
    closest = max(before, key=lambda x: (likeness[key_of(x)], x.at), default=None)
    if closest is not None and likeness[key_of(closest)] >= 2:
        return key_of(closest) == key_of(first)
    return bool(same_question) and key_of(same_question[-1]) == key_of(first) and len(later.text.split()) <= 25


def _words(answer: Answer, said: Sequence[Answer]) -> set[str]:
    """The words of all that somebody said to a question."""
    mine = [x.text for x in said if x.user == answer.user and x.question == answer.question]
    return set().union(*map(_stems, mine)) if mine else _stems(answer.text)


def _stems(text: str) -> set[str]:
    return {w[:5] for w in (m.lower() for m in WORD.findall(text)) if w not in COMMON}
