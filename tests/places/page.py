"""A report on its way to a place, for the tests of each."""

from __future__ import annotations

from bot.exports.document import Document, Heading, Paragraph, Span
from bot.integrations.pages import Page


def page(*texts: str, title: str = "Postmortem 7 · Checkout is down") -> Page:
    paragraphs = (Paragraph((Span(text),)) for text in texts)
    made = Document(title, "en", (Heading(1, title, "top"), *paragraphs))
    return Page("P1", 7, title, made, {"postmortem": {"number": 7}}, "The report of postmortem 7.")
