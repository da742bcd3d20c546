from datetime import UTC, datetime

from bot.domain.interview import Answer
from bot.domain.privacy import nameless

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)


def said(user: str, privacy: str = "", text: str = "words") -> Answer:
    return Answer("s", "q", user, NOON, text, ("C", user), privacy=privacy)


def test_words_without_a_name_wait_for_a_group_that_is_large_enough() -> None:
    hidden = said("U1", "unattributed")
    three = [hidden, said("U2"), said("U3")]
    assert nameless(three, 4) == ()
    assert nameless([*three, said("U3")], 4) == ()
    assert nameless([*three, said("U4", text=":fire:")], 4) == ()
    assert nameless([*three, said("U4")], 4) == (hidden,)


def test_what_was_said_to_one_person_is_never_among_them() -> None:
    assert nameless([said("U1", "facilitator"), said("U2"), said("U3"), said("U4")], 4) == ()
