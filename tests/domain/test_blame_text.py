"""Sentences of tokens that know their place in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.blame_text import LIMIT, LONGEST, parts, sentences
from tests.hostile import HOSTILE


def words(text: str) -> list[list[str]]:
    return [[t.word for t in s.tokens] for s in sentences(text)]


@pytest.mark.parametrize(
    ("word", "in_parts"),
    [
        ("shouldn't've", ("should", "n't", "have")),
        ("didnt", ("did", "n't")),
        ("coulda", ("could", "have")),
        ("we'll", ("we", "will")),
        ("can't", ("can", "n't")),
        ("'s", ("'s",)),
        ("deploy", ("deploy",)),
    ],
)
def test_a_contraction_is_its_words(word: str, in_parts: tuple[str, ...]) -> None:
    assert parts(word) == in_parts


def test_nothing_is_read_inside_of_code_links_and_mentions() -> None:
    kinds = [t.kind for t in sentences("`he broke it` <@U1> <https://x.example/his-fault> :facepalm: in #inc-1")[0].tokens]
    assert kinds == ["code", "mention", "link", "emoji", "word", "channel"]


def test_a_sentence_ends_at_its_mark_and_not_inside_of_versions_or_short_forms() -> None:
    assert len(sentences("We moved to v1.2.3 at 14:05 or so. It failed, e.g. for Dr. Chen! Why?")) == 3
    assert words("1. restart\n2. roll back") == [["1", ".", "restart"], ["2", ".", "roll", "back"]]


def test_what_somebody_quotes_is_marked_as_quoted() -> None:
    (first, second) = sentences('The page said "operator error" to us\n> you broke it')
    assert [t.word for t in first.tokens if t.quoted] == ["operator", "error"]
    assert {"you", "broke", "it"} <= {t.word for t in second.tokens if t.quoted}


@given(st.one_of(HOSTILE, st.text()))
def test_every_token_stands_where_it_says_and_in_order(text: str) -> None:
    tokens = [t for s in sentences(text) for t in s.tokens]
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert all(len(s.tokens) <= LONGEST for s in sentences(text))


def test_a_pasted_log_is_read_up_to_the_limit_only() -> None:
    log = "a-b_c.d:e/f " * 40_000
    assert max(s.stop for s in sentences(log)) <= LIMIT
