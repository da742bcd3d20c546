from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given

from bot.domain.item_list import Listed
from bot.exports.items_text import items_text
from bot.prompts import load_prompts
from tests.hostile import HOSTILE
from tests.reports import ITEM

TODAY, SAY = date(2026, 11, 24), load_prompts()


def test_an_item_is_two_lines() -> None:
    shown = items_text([Listed(ITEM, 7, "Checkout")], {"U2": "Sam"}, TODAY, SAY)
    assert shown.count("\n") == 2
    assert "Alert on lag" in shown
    assert "Sam · Fri 04 Dec 2026 ·" in shown


@given(HOSTILE)
def test_no_text_drives_the_terminal(text: str) -> None:
    shown = items_text([Listed(replace(ITEM, text=text), 7, text)], {"U2": text}, TODAY, SAY)
    assert "\x1b" not in shown
    assert "\x07" not in shown
