"""How an item stands in a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.action_item import ActionItem, ItemState
from bot.domain.item_list import Standing, standing
from tests.reports import ITEM, NOW

DUE = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("item", "stands"),
    [
        (replace(ITEM, due=DUE), Standing.OPEN),
        (replace(ITEM, due=None), Standing.OPEN),
        (replace(ITEM, due=DUE - timedelta(days=90)), Standing.OVERDUE),
        (replace(ITEM, blocked_by="the vendor"), Standing.BLOCKED),
        (replace(ITEM, state=ItemState.DONE), Standing.DONE),
        (replace(ITEM, state=ItemState.DONE, worked_at=NOW), Standing.WORKED),
        (replace(ITEM, state=ItemState.DROPPED), Standing.DROPPED),
    ],
)
def test_an_item_stands_in_one_place(item: ActionItem, stands: Standing) -> None:
    assert standing(item, DUE - timedelta(days=30)) is stands
