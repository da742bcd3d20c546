"""What every place gets and gives; `page` makes one for the tests of each."""

from __future__ import annotations

from bot.exports.document import Document, Heading, Paragraph, Span
from bot.integrations.pages import Outside, Page

MARK = "P1"


def page(*texts: str, title: str = "Postmortem 7 · Checkout is down") -> Page:
    paragraphs = (Paragraph((Span(text),)) for text in texts)
    made = Document(title, "en", (Heading(1, title, "top"), *paragraphs))
    return Page(MARK, 7, title, made, {"postmortem": {"number": 7}}, "The report of postmortem 7.")


def test_a_page_has_one_mark_whatever_it_says() -> None:
    assert page("a").mark == page("b", title="another").mark
    assert Outside("1", "") == Outside("1", "")
