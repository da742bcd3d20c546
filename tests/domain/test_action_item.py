from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.action_item import ActionItem, ItemMove, ItemState, Move, missing, moved, overdue

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
ITEM = ActionItem("i", 1, "p", "Alert on lag", "U1", NOW, owner="U2", due=date(2026, 11, 20))


def after(*moves: tuple[ItemMove, str]) -> ActionItem:
    item = ITEM
    for what, value in moves:
        found = moved(item, Move(what, "U2", NOW, value, "because"))
        assert found is not None
        item = found
    return item


def test_a_finished_item_keeps_what_shows_it_and_a_dropped_one_why() -> None:
    done, dropped = after((ItemMove.DONE, "the test pages")), after((ItemMove.DROP, ""))
    assert (done.state, done.evidence, done.closed_by) == (ItemState.DONE, "the test pages", "U2")
    assert (dropped.state, dropped.reason) == (ItemState.DROPPED, "because")


@pytest.mark.parametrize(
    "what", [ItemMove.DONE, ItemMove.DROP, ItemMove.SNOOZE, ItemMove.NEW_DATE, ItemMove.HAND_OVER, ItemMove.BLOCK]
)
def test_what_is_finished_cannot_be_changed_but_opened_again(what: ItemMove) -> None:
    done = after((ItemMove.DONE, ""))
    assert moved(done, Move(what, "U1", NOW, "2026-12-01")) is None
    assert after((ItemMove.DONE, ""), (ItemMove.REOPEN, "")).open


def test_an_open_item_cannot_be_said_to_have_worked() -> None:
    assert moved(ITEM, Move(ItemMove.WORKED, "U1", NOW)) is None
    assert after((ItemMove.DONE, ""), (ItemMove.WORKED, "")).worked_at == NOW


def test_a_new_owner_has_not_accepted_yet_and_a_new_date_starts_afresh() -> None:
    handed = after((ItemMove.ACCEPT, ""), (ItemMove.HAND_OVER, "U9"))
    assert (handed.owner, handed.accepted_at) == ("U9", None)
    late = replace(ITEM, warned_at=NOW, escalated_at=NOW, snoozed_until=date(2026, 11, 30))
    fresh = moved(late, Move(ItemMove.NEW_DATE, "U2", NOW, "2026-12-24"))
    assert fresh is not None
    assert (fresh.due, fresh.warned_at, fresh.escalated_at, fresh.snoozed_until) == (date(2026, 12, 24), None, None, None)


def test_every_change_gives_a_new_version() -> None:
    assert after((ItemMove.BLOCK, "the vendor"), (ItemMove.UNBLOCK, "")).version == ITEM.version + 2


def test_what_an_item_lacks_is_named() -> None:
    assert missing(ITEM) == ()
    assert missing(replace(ITEM, owner=None, due=None)) == ("owner", "due")
    assert overdue(ITEM, date(2026, 11, 21))
    assert not overdue(ITEM, date(2026, 11, 20))
