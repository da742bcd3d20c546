"""What of a report can be looked for, and the place that shows why it was found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.edition import Edition
from bot.domain.search_words import terms
from bot.domain.searchable import MOST_WORDS, Part, excerpt, indexed, marked, parts
from tests.reports import NOW, POSTMORTEM, a_report, entry


def test_every_part_that_readers_see_can_be_found() -> None:
    report = a_report(said=("All shops <@U2>",), lines=(entry("the pool was full"),))
    edited = replace(report.sections[0], edition=Edition("impact", 1, "Orders were lost", "U1", NOW))
    found = parts(replace(report, sections=(edited,)))
    told = "\n".join(p.text for p in found)
    assert found[0].text == POSTMORTEM.title
    for words in ("Orders were lost", "All shops @Sam O'Neill", "Alert on lag", "1,200 shops", "the pool was full", "checkout"):
        assert words in told, words


def test_the_place_shows_most_of_what_was_looked_for_with_its_hits() -> None:
    found = (
        Part("head", "", "Checkout is down"),
        Part("a", "A", "x " * 300 + "the connection pool was full"),
        Part("b", "B", "pool"),
    )
    part, pieces = excerpt(found, terms("pool connection"))
    assert part.id == "a"
    assert [p.text for p in pieces if p.hit] == ["connection", "pool"]
    assert pieces[0].text.startswith("…")
    assert sum(len(p.text) for p in pieces) < 300


def test_where_only_the_title_has_it_the_beginning_is_shown() -> None:
    part, pieces = excerpt((Part("head", "", "Checkout is down"), Part("a", "A", "It failed.")), terms("checkout"))
    assert (part.id, [p.text for p in pieces]) == ("a", ["It failed."])
    assert marked("Checkout is down", terms("check"))[0].hit


def test_a_long_report_keeps_what_a_database_takes() -> None:
    kept = indexed((Part("head", "", "t"), Part("a", "", " ".join(f"word{n}" for n in range(MOST_WORDS * 2)))))
    assert len(kept.body.split()) <= MOST_WORDS


@given(st.text(max_size=200), st.text(max_size=20))
def test_pieces_put_together_are_the_text(text: str, query: str) -> None:
    assert "".join(p.text for p in marked(text, terms(query))) == text.replace("\n", " ")
