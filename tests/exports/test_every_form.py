"""Every sentence, link and time that stands in one form of the report stands in all of them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from pypdf import PdfReader

from bot.domain.edition import Edition
from bot.domain.report import Report
from bot.exports.canvas import canvas_of
from bot.exports.composing import document
from bot.exports.document import Picture, texts
from bot.exports.html import html_body
from bot.exports.markdown import markdown_of
from bot.exports.notion_blocks import notion_blocks
from bot.exports.pdf import pdf
from bot.exports.report_json import report_json
from bot.exports.storage_format import storage_of
from bot.prompts import load_prompts
from tests.reports import NOW, a_report, numbered

SAY = load_prompts()
SAID = (
    "All shops in Europe, 1,200 of them.\nSecond line (with brackets).",
    "1. numbered\n- dashed\n# hashed",
    "a|b *c* _d_ <e> &amp; f~g",
)


def report() -> Report:
    made = a_report(said=SAID, lines=numbered(12))
    part = replace(made.sections[0], edition=Edition("impact", 2, "What an editor wrote.\nIn two lines.", "U1", NOW))
    return replace(made, sections=(part,))


class Words(HTMLParser):
    """The text of a page, and where it leads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.links = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links |= {value or "" for name, value in attrs if name == "href" and not (value or "").startswith("#")}

    def handle_data(self, data: str) -> None:
        self.words += data


def bare(text: str) -> str:
    """Without blanks and without marks of direction: what differs between forms."""
    return "".join(s for s in text if not s.isspace() and s not in "\u2068\u2069")


def pieces(node: Any) -> list[dict[str, Any]]:
    """The pieces of text in blocks, in their order."""
    if isinstance(node, dict):
        return [node] if "text" in node else [p for v in node.values() for p in pieces(v)]
    return [p for v in node for p in pieces(v)] if isinstance(node, list) else []


def test_all_forms_hold_the_same_texts_and_links() -> None:
    made = document(report(), SAY.reports["internal"], SAY)
    page = Words(html_body(made, ""))
    rendered = Words(MarkdownIt("commonmark").enable("table").render(markdown_of(made)))
    printed = PdfReader(io.BytesIO(pdf(made)))
    on_paper = bare("".join(p.extract_text() for p in printed.pages))
    canvas = Words(MarkdownIt("commonmark").enable("table").render(canvas_of(made, "")))
    for span in texts(replace(made, blocks=tuple(b for b in made.blocks if not isinstance(b, Picture)))):
        assert all(bare(line) in bare(canvas.words) for line in span.text.splitlines()), span.text
    for span in texts(made):
        for line in span.text.splitlines():
            assert bare(line) in bare(page.words), line
            assert bare(line) in bare(rendered.words), line
            assert bare(line) in on_paper, line
    stored, blocks = Words(storage_of(made)), notion_blocks(made)
    in_notion = bare("".join(p["text"]["content"] for p in pieces(blocks)))
    for span in list(texts(made))[1:]:  # the first one is the page's own title there
        for line in span.text.splitlines():
            assert bare(line) in bare(stored.words), line
            assert bare(line) in in_notion, line
    links = {span.link for span in texts(made) if span.link}
    in_print = {a["/A"]["/URI"] for p in printed.pages for a in p.get("/Annots", ()) if "/A" in a and "/URI" in a["/A"]}
    assert links == page.links == rendered.links == in_print == canvas.links == stored.links
    assert links == {p["text"]["link"]["url"] for p in pieces(blocks) if "link" in p["text"]}


def test_the_form_for_programs_holds_what_people_said_and_when() -> None:
    told = json.dumps(report_json(report()), ensure_ascii=False)
    for text in (*SAID, "What an editor wrote.\nIn two lines.", "Alert on lag", "1,200 shops"):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in told
    for line in report().lines:
        assert f"{line.entry.at:%Y-%m-%dT%H:%M:%SZ}" in told
        assert all(link in told for link in line.links)
