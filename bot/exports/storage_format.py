"""A document in Confluence's storage format: XHTML in which all that people typed is escaped.

Source: https://confluence.atlassian.com/doc/confluence-storage-format-790796544.html.
"""

from __future__ import annotations

import re
from html import escape

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

# What XML 1.0 does not know, not even escaped.
NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storage_of(document: Document, mark: str = "") -> str:
    """The document without its own title, which is the page's; `mark` is an anchor that readers do not see."""
    return marked(mark) + "".join(map(_block, under_its_title(document)))


def marked(mark: str) -> str:
    """The mark as it stands in a page."""
    named = f'<ac:parameter ac:name="">postmortem-bot-{_safe(mark)}</ac:parameter>'
    return f'<ac:structured-macro ac:name="anchor">{named}</ac:structured-macro>' if mark else ""


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, _anchor):
            return f"<h{level}>{_safe(text)}</h{level}>"
        case Paragraph(text, quiet):
            return f"<p><em>{_text(text)}</em></p>" if quiet else f"<p>{_text(text)}</p>"
        case Listing(items, numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(map(_item, items))}</{tag}>"
        case Table(head, rows):
            top = "".join(f"<th>{_safe(cell)}</th>" for cell in head)
            lines = ("<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
            return f"<table><tbody><tr>{top}</tr>{''.join(lines)}</tbody></table>"
        case Picture(_svg, alt, source):
            shown = f'<ac:image ac:alt="{_safe(alt)}"><ri:url ri:value="{_safe(source)}" /></ac:image>' if source else ""
            return f"<p>{shown}<em>{_safe(alt)}</em></p>"
    raise TypeError(block)


def _item(item: Item) -> str:
    box = {None: "", True: "☑ ", False: "☐ "}[item.done]
    below = "".join(f"<li>{_text(text)}</li>" for text in item.below)
    return f"<li>{box}{_text(item.text)}{f'<ul>{below}</ul>' if below else ''}</li>"


def _text(text: Text) -> str:
    return "".join(map(_span, text))


def _span(span: Span) -> str:
    made = _safe(span.text).replace("\n", "<br />")
    made = f"<strong>{made}</strong>" if span.strong else made
    return f'<a href="{_safe(span.link)}">{made}</a>' if is_address(span.link) else made


def _safe(text: str) -> str:
    return escape(NO_XML.sub("", text))
