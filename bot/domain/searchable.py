"""What of a report can be looked for, part by part; and the place in it that shows best why it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

from bot.domain.plain_text import calm
from bot.domain.postmortem import Severity
from bot.domain.report import Report, SectionPart
from bot.domain.search_words import BREAK, Term, Word, fold, humps, words

HEAD, TIMELINE, IMPACT, ITEMS = "head", "timeline", "impact_facts", "items"
# So many words of a postmortem can be found, and so many bytes of different ones: what PostgreSQL takes.
MOST_WORDS, MOST_BYTES = 60_000, 600_000
ROOM, LEAD, MOST_PLACES = 180, 40, 400


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report as text. `title` is empty where the part has its name from the one who shows it."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a database keeps to find a postmortem by: words with a space between, those of the title apart."""

    title: str
    body: str


class Piece(NamedTuple):
    """A piece of an excerpt, and whether it is what was looked for."""

    text: str
    hit: bool


def parts(report: Report) -> tuple[Part, ...]:
    """The parts of a report as its readers see it. The first one is its title."""
    p, names = report.postmortem, report.names
    severity = "" if p.severity is Severity.UNKNOWN else p.severity.value
    lines = [[line.entry.text, *(r.text for r in (*line.entry.notes, *line.entry.versions))] for line in report.lines]
    found = [
        Part(HEAD, "", calm(p.title, names)),
        *(Part(s.id, s.title, _joined(_of_section(s), names)) for s in report.sections),
        Part(ITEMS, "", _joined(chain.from_iterable((i.text, i.evidence) for i in report.items), names)),
        Part(IMPACT, "", _joined((f.fact.text for f in report.facts), names)),
        Part(HEAD, "", _joined((*p.services, severity), names)),
        Part(TIMELINE, "", _joined(chain.from_iterable(lines), names)),
    ]
    return tuple(part for n, part in enumerate(found) if part.text or n == 0)


def _of_section(part: SectionPart) -> Iterator[str]:
    if part.edition is not None:
        yield part.edition.text
    for question in part.questions:
        yield from (said.text for said in question.said)
        yield from question.unattributed


def _joined(texts: Iterable[str], names: Mapping[str, str]) -> str:
    return "\n".join(filter(None, (calm(text, names).strip() for text in texts)))


def indexed(found: Sequence[Part]) -> Indexed:
    """The words of all parts, as far as there is room; the timeline is last, so it is cut first."""
    if not found:
        return Indexed("", "")
    title, rest = found[0].text, "\n".join(part.text for part in found[1:])
    lines = (chain((w.folded for w in words(line)), (BREAK,)) for line in rest.split("\n"))
    body = chain(_humps(rest), chain.from_iterable(lines))
    return Indexed(" ".join(_fitting(chain((w.folded for w in words(title)), _humps(title)))), " ".join(_fitting(body)))


def _humps(text: str) -> Iterator[str]:
    for row in dict.fromkeys(tuple(w.folded for w in row) for row in humps(text)):
        yield from (BREAK, *row, BREAK)


def _fitting(found: Iterable[str]) -> Iterator[str]:
    room, known = MOST_BYTES, set[str]()
    for word in islice(found, MOST_WORDS):
        room -= 2
        if word not in known:
            known.add(word)
            room -= len(word.encode()) + 8
        if room < 0:
            return
        yield word


def marked(text: str, wanted: Sequence[Term]) -> tuple[Piece, ...]:
    """The whole text with what was looked for marked."""
    return _together(_pieces(text, [(a, b) for a, b, _ in _places(text, wanted)], 0, len(text)))


def excerpt(found: Sequence[Part], wanted: Sequence[Term]) -> tuple[Part, tuple[Piece, ...]]:
    """The part that shows most of what was looked for, and the place in it; the beginning where only the title has it."""
    best, shown = 0, None
    for part in found[1:]:
        places = _places(part.text, wanted)
        count, start, end = _densest(places)
        if count > best:
            best, shown = count, (part, _cut(part.text, [(a, b) for a, b, _ in places], start, end))
    if shown is not None:
        return shown
    first = found[1] if len(found) > 1 else found[0]
    return first, _cut(first.text, [], 0, 0)


def _places(text: str, wanted: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where the terms stand: (from, to, which), in order; not more than anybody looks at."""
    found: set[tuple[int, int, int]] = set()
    begin = 0
    for line in text.split("\n"):
        low = fold(line)
        likely = [(n, term) for n, term in enumerate(wanted) if term.words[0] in low]
        for row in (words(line), *humps(line)) if likely else ():
            found |= {(begin + a, begin + b, n) for n, term in likely for a, b in _matches(row, term)}
        if len(found) > MOST_PLACES:
            break
        begin += len(line) + 1
    return sorted(found)[:MOST_PLACES]


def _matches(row: Sequence[Word], term: Term) -> Iterator[tuple[int, int]]:
    size, last = len(term.words), term.words[-1]
    for at in range(len(row) - size + 1):
        end = row[at + size - 1]
        whole = end.folded == last or (term.prefix and end.folded.startswith(last))
        if whole and all(row[at + n].folded == term.words[n] for n in range(size - 1)):
            yield row[at].start, end.end


def _densest(places: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """(how many of the terms, from, to) of the stretch that holds most of them."""
    best = (0, 0, 0)
    for n, (start, end, _) in enumerate(places):
        within = [p for p in places[n : n + 60] if p[1] <= max(end, start + ROOM - LEAD)]
        count = len({which for _, _, which in within})
        if count > best[0]:
            best = (count, start, max(p[1] for p in within))
    return best


def _cut(text: str, places: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    """The stretch with some words around it."""
    first = start - LEAD if end > ROOM else 0
    last = max(end, first + ROOM)
    if first:
        first = next((n + 1 for n in range(first, start) if text[n].isspace()), start)
    if last < len(text):
        last = next((n for n in range(last, end, -1) if text[n].isspace()), last)
    dots = (Piece("…", False),)
    return _together([*(dots if first else ()), *_pieces(text, places, first, last), *(dots if last < len(text) else ())])


def _pieces(text: str, places: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[Piece]:
    at = first
    for start, end in sorted((max(a, first), min(b, last)) for a, b in places):
        if max(start, at) < end:
            yield from (Piece(text[at:start], False), Piece(text[max(start, at) : end], True))
            at = end
    yield Piece(text[at:last], False)


def _together(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """On one line; neighbours of a kind as one: a hit that goes on (pairs of characters overlap) is one hit."""
    together: list[Piece] = []
    for piece in found:
        text = piece.text.replace("\n", " ")
        if together and together[-1].hit == piece.hit:
            together[-1] = Piece(together[-1].text + text, piece.hit)
        elif text:
            together.append(Piece(text, piece.hit))
    return tuple(together)
