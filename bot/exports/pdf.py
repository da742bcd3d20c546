"""A document as PDF: real text with bookmarks, links and tags, in fonts that come with the extra `pdf`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from bot.domain.plain_text import BIDI, right_to_left
from bot.errors import BadInput
from bot.exports.document import Block, Document, Heading, Item, Listing, Paragraph, Picture, Span, Table, Text, is_address, plain

LAYOUT = Path(__file__).with_name("report.typ")
FONTS = ("manimgx_fonts", "noto_cjk_sans_jp_regular")


def pdf(document: Document) -> bytes:
    """The pages; the same document gives the same bytes. Raises BadInput where the extra is not installed."""
    try:
        import typst  # noqa: PLC0415 - an extra, and only an export needs it
    except ImportError as error:
        raise BadInput("error.no_pdf") from error
    told = {"document": json.dumps(data_of(document), ensure_ascii=False)}
    try:
        return _compiled(told, "ua-1")
    except typst.TypstError:
        # The standard for readers by ear refuses a sign that no font has; a page with a box in it is better than none.
        return _compiled(told, None)


def data_of(document: Document) -> dict[str, Any]:
    """The document as the layout reads it."""
    return {"title": document.title, "language": document.language, "blocks": [_block(b) for b in document.blocks]}


def _compiled(told: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    import typst  # noqa: PLC0415 - an extra, and only an export needs it

    made = typst.compile(
        LAYOUT,
        format="pdf",
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=told,
        pdf_standards=standard,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


@cache
def fonts() -> list[Path]:
    """Where the fonts lie; raises BadInput where the extra is not installed."""
    if not all(map(find_spec, FONTS)):
        raise BadInput("error.no_pdf")
    return [Path(str(files(name))) for name in FONTS]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(level, text, _anchor):
            return {"kind": "heading", "level": level, "text": _said(text), "rtl": right_to_left(text)}
        case Paragraph(text, quiet):
            return {"kind": "paragraph", "text": _text(text), "quiet": quiet, "rtl": right_to_left(plain(text))}
        case Listing(items, numbered):
            boxed = any(i.done is not None for i in items)
            return {"kind": "listing", "numbered": numbered, "boxed": boxed, "items": [_item(i) for i in items]}
        case Table(head, rows):
            cells = [[{"spans": _text(cell)} for cell in row] for row in rows]
            return {"kind": "table", "head": [_said(cell) for cell in head], "rows": cells}
        case Picture(svg, alt, _source):
            return {"kind": "picture", "svg": svg, "alt": alt}
    raise TypeError(block)


def _item(item: Item) -> dict[str, Any]:
    below = [_text(text) for text in item.below]
    return {"text": _text(item.text), "below": below, "done": item.done, "rtl": right_to_left(plain(item.text))}


def _text(text: Text) -> list[dict[str, Any]]:
    return [_span(span) for span in text if span.text]


def _span(span: Span) -> dict[str, Any]:
    link = span.link if is_address(span.link) else ""
    return {"text": _said(span.text), "link": link, "strong": span.strong}


def _said(text: str) -> str:
    # The typesetter works out directions by itself; marks for it would stand on the page as boxes.
    return BIDI.sub("", text)
