"""Words are taken apart in one way, in what is looked for and in what is looked in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.search_words import LONGEST_WORD, MOST_TERMS, Term, fold, humps, terms, words
from tests.hostile import HOSTILE


@pytest.mark.parametrize(
    ("text", "folded"), [("Café", "cafe"), ("ŁÓDŹ", "lodz"), ("Straße", "strasse"), ("ﬁx", "fix"), ("ПРИВЕТ", "привет")]
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_code_name_is_its_parts_in_a_row() -> None:
    assert [w.folded for w in words("db-primary-2 failed_over")] == ["db", "primary", "2", "failed", "over"]
    assert [w.folded for row in humps("the PaymentGateway") for w in row] == ["payment", "gateway"]


def test_scripts_without_spaces_are_found_by_two_characters_in_a_row() -> None:
    assert [w.folded for w in words("支払い")][:2] == ["支払", "払い"]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("pool connection", (Term(("pool",)), Term(("connection",), prefix=True))),
        ('"connection pool"', (Term(("connection", "pool")),)),
        ("roll* back", (Term(("roll",), prefix=True), Term(("back",), prefix=True))),
        ("db-primary-2", (Term(("db", "primary", "2")),)),
        ("***", ()),
        ("", ()),
        ('"', ()),
    ],
)
def test_what_was_typed_is_words_rows_and_beginnings(query: str, wanted: tuple[Term, ...]) -> None:
    assert terms(query) == wanted


@given(st.one_of(st.text(), HOSTILE, st.sampled_from(["NEAR(a b)", "a AND b OR NOT c", "title:x", "' OR 1=1 --", "x" * 100_000])))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    found = terms(text)
    assert len(found) <= MOST_TERMS
    assert all(0 < len(word) <= LONGEST_WORD for term in found for word in term.words)


@given(st.text(max_size=80))
def test_a_word_stands_where_it_says(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
