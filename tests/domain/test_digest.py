from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.action_item import ActionItem, ItemMove, Move, moved
from bot.domain.digest import digest

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ITEM = ActionItem("i", 1, "p", "Alert on lag", "U1", NOW, owner="U2", due=date(2026, 12, 20))


def test_a_week_in_which_nothing_is_late_bare_or_finished_is_quiet() -> None:
    assert not digest([ITEM], NOW.date(), NOW).worth_saying


def test_the_longest_overdue_comes_first_and_what_lacks_somebody_is_named() -> None:
    late, later = replace(ITEM, number=2, due=date(2026, 11, 20)), replace(ITEM, number=3, due=date(2026, 11, 1))
    bare = replace(ITEM, number=4, owner=None)
    found = digest([ITEM, late, later, bare], NOW.date(), NOW)
    assert [i.number for i in found.overdue] == [3, 2]
    assert [i.number for i in found.bare] == [4]


def test_what_was_finished_longer_ago_than_a_week_is_old_news() -> None:
    fresh = moved(ITEM, Move(ItemMove.DONE, "U2", NOW - timedelta(days=6)))
    stale = moved(ITEM, Move(ItemMove.DONE, "U2", NOW - timedelta(days=8)))
    assert fresh is not None
    assert stale is not None
    assert digest([fresh, stale], NOW.date(), NOW).done == (fresh,)
