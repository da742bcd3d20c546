"""Action items as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.typed_item import TypedItem, read_item

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "text", "owner", "due"),
    [
        ("Alert on lag <@U0SAM> by 12 December", "Alert on lag", "U0SAM", date(2026, 12, 12)),
        ("Alert on lag by 12 December <@U0SAM>", "Alert on lag", "U0SAM", date(2026, 12, 12)),
        ("Alert on lag <@U0SAM> in two weeks", "Alert on lag", "U0SAM", date(2026, 12, 8)),
        ("Alert on lag <@U0SAM> by 2026-12-18.", "Alert on lag", "U0SAM", date(2026, 12, 18)),
        ("Alert on lag", "Alert on lag", None, None),
        ("Ask <@U0SAM> for the runbook by Friday", "Ask <@U0SAM> for the runbook", "U0SAM", date(2026, 11, 27)),
        ("Move the Friday backup to another hour", "Move the Friday backup to another hour", None, date(2026, 11, 27)),
        ("<@U0SAM> by Friday", "<@U0SAM> by Friday", "U0SAM", date(2026, 11, 27)),
    ],
)
def test_owner_and_date_at_the_end_are_no_part_of_what_is_to_be_done(
    typed: str, text: str, owner: str | None, due: date | None
) -> None:
    assert read_item(typed, TODAY) == TypedItem(text, owner, due)
