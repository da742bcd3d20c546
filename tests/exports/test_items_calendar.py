from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from icalendar import Calendar

from bot.domain.item_list import Listed
from bot.exports.items_calendar import items_calendar
from bot.prompts import load_prompts
from tests.hostile import HOSTILE
from tests.reports import ITEM

SAY = load_prompts()


def events(*found: Listed) -> list[dict[str, object]]:
    feed = Calendar.from_ical(items_calendar(found, "bot.example", "https://bot.example/actions", SAY))
    return [dict(e) for e in feed.walk("VEVENT")]


def test_each_date_is_a_whole_day_that_blocks_no_time() -> None:
    (event,) = events(Listed(ITEM, 7, "Checkout"), Listed(replace(ITEM, due=None), 7, "Checkout"))
    assert event["UID"] == f"action-item-{ITEM.number}@bot.example"
    assert event["DTSTART"].dt == ITEM.due == date(2026, 12, 4)  # type: ignore[attr-defined]
    assert event["TRANSP"] == "TRANSPARENT"
    assert str(event["SUMMARY"]) == "Alert on lag"


@given(HOSTILE)
def test_no_text_breaks_out_of_its_event(text: str) -> None:
    found = events(Listed(replace(ITEM, text=f"{text}\r\nEND:VEVENT\r\nBEGIN:VEVENT"), 7, text))
    assert len(found) == 1
    assert set(found[0]) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"}
