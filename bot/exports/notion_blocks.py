"""A document as the blocks of a Notion page.

Source: https://developers.notion.com/reference/block and https://developers.notion.com/reference/request-limits: a piece of
text has at most 2,000 characters, a text at most 100 pieces, a table at most 100 rows in one request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bot.exports.document import (
    Block,
    Document,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Span,
    Table,
    Text,
    is_address,
    under_its_title,
)

Json = dict[str, Any]
PIECE, PIECES, ROWS = 2000, 100, 100


def notion_blocks(document: Document) -> list[Json]:
    """The document without its own title, which is the page's."""
    return [made for block in under_its_title(document) for made in _block(block)]


def _block(block: Block) -> Iterable[Json]:
    match block:
        case Heading(level, text, _anchor):
            return _texts(f"heading_{min(level, 3)}", (Span(text),))
        case Paragraph(text, _quiet):
            return _texts("paragraph", text)
        case Listing(items, numbered):
            return [made for item in items for made in _item(item, numbered=numbered)]
        case Table(head, rows):
            return _tables(head, rows)
        case Picture(_svg, alt, source):
            image = [_made("image", {"type": "external", "external": {"url": source}})] if source else []
            return [*image, *_texts("paragraph", (Span(alt),))]
    raise TypeError(block)


def _item(item: Item, *, numbered: bool) -> Iterator[Json]:
    kind = "numbered_list_item" if numbered else "bulleted_list_item"
    first, *rest = _texts("to_do" if item.done is not None else kind, item.text)
    if item.done is not None:
        first["to_do"]["checked"] = item.done
    below = [made for text in item.below for made in _texts("bulleted_list_item", text)]
    if below:
        first[first["type"]]["children"] = below[:PIECES]
    yield first
    yield from rest
    yield from below[PIECES:]


def _tables(head: tuple[str, ...], rows: tuple[tuple[Text, ...], ...]) -> Iterator[Json]:
    """As many tables as the rows need, each with the head."""
    top = _row(tuple((Span(cell),) for cell in head))
    parts = [rows[n : n + ROWS - 1] for n in range(0, len(rows), ROWS - 1)] or [()]
    for part in parts:
        table = {"table_width": len(head), "has_column_header": True, "children": [top, *map(_row, part)]}
        yield _made("table", table)


def _row(cells: tuple[Text, ...]) -> Json:
    return _made("table_row", {"cells": [_rich(cell)[:PIECES] for cell in cells]})


def _texts(kind: str, text: Text) -> list[Json]:
    """As many blocks of a kind as the text needs; there is always one."""
    pieces = _rich(text)
    parts = [pieces[n : n + PIECES] for n in range(0, len(pieces), PIECES)] or [[]]
    return [_made(kind, {"rich_text": part}) for part in parts]


def _made(kind: str, what: Json) -> Json:
    return {"type": kind, kind: what}


def _rich(text: Text) -> list[Json]:
    return [piece for span in text for piece in _pieces(span)]


def _pieces(span: Span) -> Iterator[Json]:
    link = {"link": {"url": span.link}} if is_address(span.link) and len(span.link) <= PIECE else {}
    for start in range(0, len(span.text), PIECE):
        piece: Json = {"type": "text", "text": {"content": span.text[start : start + PIECE], **link}}
        yield {**piece, "annotations": {"bold": True}} if span.strong else piece
