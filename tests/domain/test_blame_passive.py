"""The thing in the place of the person."""

from __future__ import annotations

import pytest

from bot.domain.blame_passive import not_done


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("The nurse should have checked the dose before 14:30.", "The dose was not checked before 14:30."),
        ("She could have read the alarms at 9", "The alarms were not read at 9."),
        ("The night shift ought to have looked at the alert when it came.", "The alert was not looked at when it came."),
        ("Somebody should have double-checked the valve settings!", "The valve settings were not double-checked."),
        ("He should've tested the backup of `db-2` in May", "The backup of `db-2` was not tested in May."),
    ],
)
def test_what_should_have_been_done_was_not_done(said: str, plain: str) -> None:
    assert not_done(said) == plain


@pytest.mark.parametrize(
    "said",
    [
        "He should have known better.",
        "The pump failed at 14:02.",
        "We should check the valve every Monday.",
        "She should have been there.",
        "The dose should have been checked by the nurse.",
    ],
)
def test_any_other_form_is_left_to_others(said: str) -> None:
    assert not_done(said) is None
