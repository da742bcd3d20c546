"""A Notion page: blocks within its limits, whatever people typed and however much."""

from __future__ import annotations

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from bot.exports.document import Document, Heading, Item, Listing, Paragraph, Picture, Span, Table
from bot.exports.notion_blocks import notion_blocks
from tests.exports.test_storage_format import a_document
from tests.hostile import HOSTILE
from tests.trackers.ledger import schemas

TAKEN = Draft202012Validator(schemas("notion.json", "places")["PATCH /blocks/{id}/children"])


def faults(document: Document) -> list[str]:
    blocks = notion_blocks(document)
    return [e.message for n in range(0, len(blocks), 100) for e in TAKEN.iter_errors({"children": blocks[n : n + 100]})]


@given(text=HOSTILE)
def test_whatever_people_typed_is_taken(text: str) -> None:
    assert faults(a_document(text)) == []


@pytest.mark.parametrize("times", [0, 1, 99, 100, 101, 250])
def test_however_much_it_is_it_is_taken_and_nothing_is_lost(times: int) -> None:
    long = tuple(Span(f"{n} " + "x" * 2500) for n in range(times))
    listed = Listing((Item(long, (long,) * min(times, 120)),))
    table = Table(("a", "b"), tuple(((Span(str(n)),), ()) for n in range(times)))
    made = Document("t", "en", (Heading(1, "t", "t"), Paragraph(long), listed, table, Picture("", "alt")))
    assert faults(made) == []
    rows = [b for b in notion_blocks(made) if b["type"] == "table"]
    assert sum(len(t["table"]["children"]) - 1 for t in rows) == times
