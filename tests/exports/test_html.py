"""The report as one file of HTML: complete in itself, and without anything in it that people did not mean as text."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.composing import document
from bot.exports.document import Document, Paragraph, Span
from bot.exports.html import html_body, html_file
from bot.prompts import load_prompts
from tests.hostile import HOSTILE
from tests.reports import a_report, entry

SAY = load_prompts()
OURS = {
    "html", "head", "meta", "title", "style", "body", "nav", "main", "ol", "ul", "li", "a", "h1", "h2", "h3", "p", "strong",
    "time", "br", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "defs", "pattern", "rect",
    "line", "circle", "text", "path", "g", "polyline", "polygon",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects the tags, the addresses and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""
        self.names: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def page(said: str = "All shops.", name: str = "Sam") -> Reader:
    report = a_report(said=(said,), name=name, lines=[entry(said or "-")])
    return Reader(html_file(document(report, SAY.reports["internal"], SAY), "Contents"))


@given(st.one_of(st.text(), HOSTILE))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_what_people_wrote_stays_text(text: str) -> None:
    read = page(text, text)
    assert read.tags <= OURS
    assert not {n for n in read.names if n.startswith("on")}
    assert all(a.startswith(("#", "https://acme.slack.com/")) for a in read.addresses)


def test_the_file_loads_nothing_from_anywhere() -> None:
    made = html_file(document(a_report(), SAY.reports["internal"], SAY), "Contents")
    assert "<script" not in made
    assert "<link" not in made
    assert "url(http" not in made
    assert "default-src 'none'" in made


def test_parts_can_be_reached_from_the_top_and_times_be_read_by_machines() -> None:
    made = html_file(document(a_report(), SAY.reports["internal"], SAY), "Contents")
    assert '<a href="#timeline">' in made
    assert 'id="timeline"' in made
    assert '<time datetime="2026-11-24T08:00:00Z">2026-11-24 08:00 UTC</time>' in made


def test_what_reads_from_right_to_left_says_so() -> None:
    block = html_body(Document("t", "en", (Paragraph((Span("שלום checkout"),)), Paragraph((Span("checkout שלום"),)))), "")
    assert '<p dir="rtl">שלום checkout</p>' in block
    assert "<p>checkout שלום</p>" in block
