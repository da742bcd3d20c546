"""How items fare, counted by service and by team and never by person."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.item_figures import Fate, Figures, by_service, by_team, figures
from bot.domain.item_list import Standing

TODAY = date(2026, 11, 24)


def fate(standing: Standing, age: int = 10, owner: str = "U1", team: str = "Payments", *services: str) -> Fate:
    return Fate(standing, TODAY - timedelta(days=age), owner, services, team)


def test_what_worked_was_done_and_age_is_that_of_open_ones() -> None:
    fates = [
        fate(Standing.OPEN, 4),
        fate(Standing.OVERDUE, 30),
        fate(Standing.BLOCKED, 8),
        fate(Standing.DONE, 90),
        fate(Standing.WORKED, 99),
        fate(Standing.DROPPED, 70),
    ]
    assert figures(fates, TODAY) == Figures(promised=6, done=2, worked=1, overdue=1, declined=1, median_age=8)
    assert figures([], TODAY) == Figures(0, 0, 0, 0, 0, None)


def test_an_item_counts_for_each_service_of_its_postmortem() -> None:
    told = by_service([fate(Standing.OPEN, 1, "U1", "", "pay", "shop"), fate(Standing.DONE, 1, "U1", "", "shop")], TODAY)
    assert {name: f.promised for name, f in told.items()} == {"pay": 1, "shop": 2}


def test_a_team_of_one_is_not_told_of() -> None:
    fates = [
        fate(Standing.OPEN),
        fate(Standing.DONE),
        fate(Standing.OPEN, 1, "U2", "Search"),
        fate(Standing.OPEN, 1, "U3", "Search"),
    ]
    assert list(by_team(fates, TODAY)) == ["Search"]
