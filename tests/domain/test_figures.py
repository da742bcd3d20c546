import pytest

from bot.domain.figures import agree, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("down for 18 h 47 min", [("length", 1127.0, 1127.0)]),
        ("12 h 20 for the copy", [("length", 740.0, 740.0)]),
        ("6.2M USD of ad revenue", [("money", 6.2e6, 6.2e6)]),
        ("4 to 5M net", [("money", 4e6, 5e6)]),
        ("about €340,000 in credits", [("money", 340_000.0, 340_000.0)]),
        ("70-80 % of the lock time", [("share", 70.0, 80.0)]),
        ("I would say half and half", [("share", 50.0, 50.0)]),
        ("at 13:38:57", [("clock", 818.95, 818.95)]),
        ("1,870 tickets", [("tickets", 1870.0, 1870.0)]),
        ("nothing to count", []),
    ],
)
def test_figures_are_read_with_their_unit(text: str, found: list[tuple[str, float, float]]) -> None:
    assert [(f.kind, round(f.low, 2), round(f.high, 2)) for f in figures(text)] == found


def test_figures_agree_within_a_tenth_or_a_slack() -> None:
    assert agree(figures("40 minutes"), figures("43 minutes"))
    assert not agree(figures("40 minutes"), figures("55 minutes"))
    assert agree(figures("at 14:05"), figures("at 14:09"), tolerance=0, slack=5)
    assert not agree(figures("at 14:05"), figures("at 14:19"), tolerance=0, slack=5)
