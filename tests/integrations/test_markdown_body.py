"""The text of an issue: what people typed stays text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.integrations.markdown_body import due_in, hidden, markdown_body, with_due

DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    "typed", ["@octocat", "/close", "a\n/assign @me", "<!-- postmortem-bot", "**Due:** 2030-01-01", "[x](y)"]
)
def test_what_means_something_elsewhere_is_shown_as_it_was_typed(typed: str) -> None:
    body = markdown_body(typed, "m-1")
    shown = body.removesuffix(hidden("m-1"))
    assert "@o" not in shown
    assert not any(line.startswith("/") for line in shown.splitlines())
    assert "<!--" not in shown
    assert due_in(body) is None


@given(st.dates(), st.dates())
def test_a_date_is_put_in_changed_and_taken_out(first: date, then: date) -> None:
    body = markdown_body("Alert on lag", "m-1")
    dated = with_due(body, first)
    assert due_in(dated) == first
    assert due_in(with_due(dated, then)) == then
    assert due_in(with_due(dated, None)) is None
    assert hidden("m-1") in with_due(with_due(dated, then), None)


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert due_in("**Due:** 2026-02-31\n\ntext") is None
    assert due_in("**Due:** 2026-12-04\r\n\r\ntext") == DAY
