"""A document as CommonMark. What people typed is escaped here, at the last moment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bot.domain.plain_text import calm, isolate
from bot.exports.document import Block, Document, Heading, Item, Listing, Paragraph, Picture, Span, Table, Text

MARKUP = {ord(sign): f"\\{sign}" for sign in r"\`*_{}[]<>#!|~&"}
# What begins a list, a line or a heading where it begins a line of text; anywhere else it reads better as it is.
FIRST = re.compile(r"^(\d*)(?:(?<=\d)([.)])|(?<!\d)([+=-]))")


def to_markdown(plain: str, names: Mapping[str, str] | None = None) -> str:
    """Plain text → CommonMark in which nothing of it is markup: hostile text stays text."""
    escaped = calm(plain, names).translate(MARKUP)
    lines = [FIRST.sub(r"\1\\\2\3", line.strip()) for line in escaped.splitlines()]
    return "  \n".join(map(isolate, lines))


def markdown_of(document: Document) -> str:
    """The whole document as Markdown."""
    return "\n\n".join(map(_block, document.blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, _anchor):
            return f"{'#' * level} {_escaped(text)}"
        case Paragraph(text, quiet):
            return f"*{_text(text)}*" if quiet else _text(text)
        case Listing(items, numbered):
            return "\n".join(_item(item, f"{n}. " if numbered else "- ") for n, item in enumerate(items, 1))
        case Table(head, rows):
            lines = [_row(map(_escaped, head)), f"|{'---|' * len(head)}", *(_row(map(_text, row)) for row in rows)]
            return "\n".join(lines)
        case Picture(_svg, alt, source):
            return f"![{_escaped(alt)}]({source})" if source else f"*{_escaped(alt)}*"
    raise TypeError(block)


def _item(item: Item, sign: str) -> str:
    box = {None: "", True: "[x] ", False: "[ ] "}[item.done]
    margin = " " * len(sign)
    lines = [sign + box + _text(item.text).replace("\n", f"\n{margin}")]
    lines += [f"{margin}- {_text(below)}".replace("\n", f"\n{margin}  ") for below in item.below]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace(chr(10), ' ') for cell in cells)} |"


def _text(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    """A piece of text; its outer blanks stand outside of what marks it, else nothing would be marked."""
    inner = span.text.strip(" ")
    if not inner:
        return span.text
    before, after = span.text[: len(span.text) - len(span.text.lstrip(" "))], span.text[len(span.text.rstrip(" ")) :]
    escaped = _escaped(inner)
    escaped = f"**{escaped}**" if span.strong and "\n" not in escaped else escaped
    return f"{before}[{escaped}]({span.link}){after}" if span.link else f"{before}{escaped}{after}"


def _escaped(text: str) -> str:
    return to_markdown(text)
