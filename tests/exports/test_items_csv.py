"""Action items as a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from bot.domain.item_list import Listed
from bot.exports.items_csv import items_csv
from tests.reports import ITEM


def test_a_row_says_what_who_until_when_and_how_it_stands() -> None:
    item = replace(ITEM, text="=Alert on lag, <@U2>", issue="OPS-1", issue_url="https://t.test/OPS-1")
    made = items_csv([Listed(item, 7, "Checkout", ("pay", "shop"))], {"U2": "Sam O'Neill"}, date(2026, 12, 24))
    (row,) = csv.DictReader(io.StringIO(made, newline=""))
    assert row["postmortem"] == "7"
    assert row["issue"] == "https://t.test/OPS-1"
    assert row["services"] == "pay shop"
    assert row["text"].startswith("'=Alert on lag")
    assert row["owner"] == "Sam O'Neill"
    assert (row["due"], row["overdue"], row["state"]) == ("2026-12-04", "yes", "open")
