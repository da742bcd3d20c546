"""A report laid out as a document: headings, paragraphs, lists, tables, pictures, in no form yet. Every form that
people read (Markdown, HTML, PDF, canvas) renders this, so that none of them can lack what another has.

Texts are plain, as people read them: names in place of ids, nothing escaped. Each form escapes for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text. `at` is the moment (UTC) that it tells, for forms which can say it to a machine or in the
    reader's own zone."""

    text: str
    link: str = ""
    strong: bool = False
    at: datetime | None = None


Text = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Opens a part; `level` 1 is the document's own. `anchor` is unique in the document and safe in an address."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, in which lines may break; a `quiet` one is a remark on what stands above it."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list, with those below it. `done`: a box that is ticked or not; None has none."""

    text: Text
    below: tuple[Text, ...] = ()
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered or not."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; each row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG, made by us) and what it shows, in words. `source` is where it can be fetched, where it can."""

    svg: str
    alt: str
    source: str = ""


Block = Heading | Paragraph | Listing | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """The whole. `language` is a tag as in BCP 47."""

    title: str
    language: str
    blocks: tuple[Block, ...]


def under_its_title(document: Document) -> tuple[Block, ...]:
    """The blocks without the document's own heading, for places where the title stands above the page."""
    first, *rest = document.blocks or (None,)
    return tuple(rest) if isinstance(first, Heading) else document.blocks


def is_address(link: str) -> bool:
    """Whether a link leads to the web: whatever else it begins with is shown as text."""
    return link.startswith(("https://", "http://"))


def texts(document: Document) -> Iterator[Span]:
    """Every piece of text of the document in its order: what each form has to hold."""
    return chain.from_iterable(map(_texts, document.blocks))


def _texts(block: Block) -> Iterable[Span]:
    match block:
        case Heading(_level, text, _anchor):
            return (Span(text),)
        case Paragraph(text, _quiet):
            return text
        case Listing(items, _numbered):
            return chain.from_iterable((*item.text, *chain.from_iterable(item.below)) for item in items)
        case Table(head, rows):
            return (*map(Span, head), *chain.from_iterable(cell for row in rows for cell in row))
        case Picture(_svg, alt, _source):
            return (Span(alt),)
    raise TypeError(block)


def plain(text: Text) -> str:
    """A text without its links."""
    return "".join(span.text for span in text)
