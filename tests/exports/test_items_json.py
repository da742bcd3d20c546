from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.item_list import Listed
from bot.exports.items_json import items_json
from tests.reports import ITEM

TODAY = date(2026, 11, 24)


def test_what_is_not_known_is_null_and_how_it_stands_is_told() -> None:
    late = replace(ITEM, due=date(2026, 11, 1), owner=None)
    (first,) = items_json([Listed(late, 7, "Checkout", ("checkout",))], {}, TODAY)["action_items"]
    assert (first["owner"], first["closed_at"], first["standing"]) == (None, None, "overdue")
    assert first["postmortem"] == {"number": 7, "title": "Checkout", "services": ["checkout"]}
