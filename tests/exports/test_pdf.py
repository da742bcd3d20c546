"""The report as PDF, read as a reader of PDF reads it."""

from __future__ import annotations

import io
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.exports.composing import document
from bot.exports.document import Document
from bot.exports.pdf import pdf
from bot.prompts import load_prompts
from tests.hostile import HOSTILE
from tests.reports import a_report, entry, numbered

SAY = load_prompts()


def made(*said: str, lines: int = 1) -> Document:
    report = a_report(said=said or ("All shops.",), lines=numbered(lines) if lines > 1 else [entry()])
    return document(report, SAY.reports["internal"], SAY)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    return "".join("".join(p.extract_text() for p in read(content).pages).split())


def test_it_is_text_with_bookmarks_links_and_tags() -> None:
    file = read(pdf(made(lines=120)))
    assert len(file.pages) > 1
    titles = [entry.title for entry in _flat(file.outline)]
    assert titles[0] == "Postmortem 7 · Checkout is down"
    assert "Timeline (times in UTC)" in titles
    addresses = {a["/A"]["/URI"] for page in file.pages for a in page.get("/Annots", ()) if "/A" in a and "/URI" in a["/A"]}
    assert "https://acme.slack.com/archives/C1/p1700000000000100" in addresses
    assert cast(Any, file.root_object["/MarkInfo"])["/Marked"]
    assert file.metadata is not None
    assert file.metadata.title == "Postmortem 7 · Checkout is down"


def _flat(outline: Any) -> list[Any]:
    return [e for part in outline for e in (_flat(part) if isinstance(part, list) else [part])]


def test_every_script_has_letters() -> None:
    said = (
        "Zażółć gęślą jaźń",
        "Привет, всё стоит",
        "Ελλάδα",
        "خدمة الدفع",
        "שלום עולם",
        "支払いが止まった",
        "결제 실패",
        "🎉 ☑",
    )
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in read(pdf(made(*said))).pages
        for font in cast(Any, page["/Resources"])["/Font"].values()
    }
    for family in ("NotoSans", "Arabic", "Hebrew", "CJK", "Emoji"):
        assert any(family in font for font in fonts), (family, fonts)
    told = words(pdf(made(*said)))
    for text in said[:3]:
        assert "".join(text.split()) in told


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf(made()) == pdf(made())


@given(
    st.one_of(
        st.text(alphabet=st.characters(codec="utf-8"), max_size=200),
        HOSTILE,
        st.sampled_from(["#let x = 1", "$x^2$", "*b* _i_ @ref <l>", "//", "\\u{41}"]),
    )
)
@settings(max_examples=25, derandomize=True, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    assert read(pdf(made(text))).pages


def test_markup_of_the_typesetter_is_text() -> None:
    text = '#let x = 1 $x^2$ *b* <label> @ref "quoted" \\n //no'
    assert "".join(text.split()) in words(pdf(made(text)))
