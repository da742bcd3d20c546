"""What is said about differences: in its owner's hours, and as it is by then."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.action_item import ItemMove
from tests.trackers import gitlab
from tests.trackers.ledger import Held
from tests.trackers.staged import Tracked, tracked


def shown(t: Tracked) -> list[str]:
    return [str(m["blocks"]) for m in t.told() if "issue_ours" in str(m["blocks"])]


async def differing_by_night(t: Tracked) -> tuple[Held, date]:
    """The date is moved on both sides; the issue, and the date here."""
    t.at_work(hour=23)
    held, due = await t.tracked()
    held.due = f"{due + timedelta(days=9)}"
    await t.does(ItemMove.NEW_DATE, f"{due + timedelta(days=2)}")
    return held, due + timedelta(days=2)


async def test_a_difference_is_not_spoken_of_in_the_night_and_once_in_the_morning(sqlite_url: str) -> None:
    async with tracked(gitlab, sqlite_url) as t:
        await differing_by_night(t)
        assert shown(t) == []
        t.at_work(hour=12)
        await t.at.quiet()
        await t.later(61)
        assert len(shown(t)) == 1


async def test_what_was_settled_in_the_night_is_not_spoken_of(sqlite_url: str) -> None:
    async with tracked(gitlab, sqlite_url) as t:
        held, ours = await differing_by_night(t)
        held.due = f"{ours}"
        await t.heard(held)
        t.at_work(hour=12)
        await t.at.quiet()
        assert shown(t) == []
