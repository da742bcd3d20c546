"""A document as HTML: the body for the web page, or one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from bot.domain.plain_text import right_to_left
from bot.exports.document import Block, Document, Heading, Item, Listing, Paragraph, Picture, Span, Table, Text, is_address, plain

COLUMNS_ON_A_PHONE = 2


@cache
def stylesheet() -> str:
    """What every page looks like: phone and desktop, light and dark, on paper."""
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def html_file(document: Document, contents: str) -> str:
    """The whole document as one file without any script or address to load from. `contents`: what the list of its
    parts is called."""
    title = escape(document.title)
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{stylesheet()}</style>\n</head>\n<body>\n"
        f"{html_body(document, contents)}\n</body>\n</html>\n"
    )


def html_body(document: Document, contents: str) -> str:
    """The document between `<body>` and `</body>`: a list of its parts, then the parts."""
    parts = [b for b in document.blocks if isinstance(b, Heading) and b.level == 2]
    listed = "".join(f'<li><a href="#{p.anchor}">{_safe(p.text)}</a></li>' for p in parts)
    nav = f'<nav class="contents" aria-label="{escape(contents)}"><ol>{listed}</ol></nav>' if parts else ""
    return f'{nav}\n<main class="report">\n{_joined(map(_block, document.blocks))}\n</main>'


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            return f'<h{level} id="{escape(anchor)}"{_turned(text)}>{_safe(text)}</h{level}>'
        case Paragraph(text, quiet):
            hushed = ' class="quiet"' if quiet else ""
            return f"<p{hushed}{_turned(plain(text))}>{_text(text)}</p>"
        case Listing(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>\n{_joined(map(_item, items))}\n</{tag}>"
        case Table(head, rows):
            return _table(head, rows)
        case Picture(svg, alt, _source):
            return f'<figure>{svg}<figcaption class="quiet">{_safe(alt)}</figcaption></figure>'
    raise TypeError(block)


def _item(item: Item) -> str:
    box = {None: "", True: "☑ ", False: "☐ "}[item.done]
    below = "".join(f"<li{_turned(plain(text))}>{_text(text)}</li>" for text in item.below)
    under = f"<ul>{below}</ul>" if below else ""
    boxed = "" if item.done is None else ' class="boxed"'
    return f"<li{boxed}{_turned(plain(item.text))}>{box}{_text(item.text)}{under}</li>"


def _table(head: tuple[str, ...], rows: tuple[tuple[Text, ...], ...]) -> str:
    """A table whose cells know what they are of, so that they can stand below each other on a phone."""
    top = "".join(f'<th scope="col">{_safe(cell)}</th>' for cell in head)
    lines = [
        "<tr>" + "".join(f'<td data-of="{escape(of)}">{_text(cell)}</td>' for of, cell in zip(head, row, strict=True)) + "</tr>"
        for row in rows
    ]
    wide = ' class="wide"' if len(head) > COLUMNS_ON_A_PHONE else ""
    return f"<table{wide}><thead><tr>{top}</tr></thead><tbody>\n{_joined(lines)}\n</tbody></table>"


def _text(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    made = _safe(span.text)
    if span.at is not None:
        made = f'<time datetime="{span.at:%Y-%m-%dT%H:%M:%SZ}">{made}</time>'
    if span.strong:
        made = f"<strong>{made}</strong>"
    if is_address(span.link):
        made = f'<a href="{escape(span.link)}" rel="noreferrer">{made}</a>'
    return made


def _turned(text: str) -> str:
    return ' dir="rtl"' if right_to_left(text) else ""


def _safe(text: str) -> str:
    return escape(text).replace("\n", "<br>")
