"""Confluence's storage format: well-formed whatever people typed, and nothing of it is markup."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given

from bot.exports.document import Document, Heading, Item, Listing, Paragraph, Picture, Span, Table
from bot.exports.storage_format import storage_of
from tests.hostile import HOSTILE
from tests.places.confluence import NAMESPACES


def read(stored: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<page {NAMESPACES}>{stored}</page>")


def a_document(text: str) -> Document:
    said = (Span(text, link=f"https://acme.test/?q={text}", strong=True),)
    blocks = (
        Heading(1, "title", "top"),
        Heading(2, text, "a"),
        Paragraph(said, quiet=True),
        Listing((Item(said, (said,), done=True),), numbered=True),
        Table((text,), ((said,),)),
        Picture("<svg/>", text, f"https://acme.test/{text}"),
    )
    return Document(text, "en", blocks)


@given(text=HOSTILE)
def test_whatever_people_typed_it_is_well_formed_and_holds_no_tags_of_theirs(text: str) -> None:
    made = storage_of(a_document(text), f"P|{text}")
    known = {e.tag for e in read(storage_of(a_document("x"), "P").replace("x", "")).iter()} | {"br"}
    assert {e.tag for e in read(made).iter()} <= known


def test_the_title_is_the_page_s_own_and_a_strange_address_is_no_link() -> None:
    made = storage_of(Document("t", "en", (Heading(1, "t", "top"), Paragraph((Span("x", link="javascript:alert(1)"),)))))
    assert made == "<p>x</p>"
