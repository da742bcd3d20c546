from datetime import UTC, datetime, timedelta

from bot.domain.consistency import inconsistencies
from bot.domain.milestones import Milestone
from bot.domain.milestones import MilestoneName as Name

AT = datetime(2026, 5, 18, 10, 0, tzinfo=UTC)


def mark(hours: float, said: float | None = None) -> Milestone:
    shown = AT + timedelta(hours=hours if said is None else said)
    return Milestone(AT + timedelta(hours=hours), f"{int(shown.timestamp())}.000000", "message" if said is None else "stated")


def test_what_fits_asks_nothing() -> None:
    assert (
        inconsistencies({Name.STARTED: mark(-0.2, 0.1), Name.DETECTED: mark(0), Name.MITIGATED: None, Name.RESOLVED: mark(3)})
        == ()
    )


def test_an_unlikely_order_is_asked_but_recovered_before_mitigated_is_legal() -> None:
    assert inconsistencies({Name.DETECTED: mark(2), Name.RESOLVED: mark(1)}) == ("resolved:detected",)
    assert inconsistencies({Name.MITIGATED: mark(2), Name.RESOLVED: mark(1)}) == ()


def test_a_moment_a_day_off_a_zone_off_or_far_off_is_asked() -> None:
    day = {Name.STARTED: mark(-24.1, 0), Name.DETECTED: mark(0)}
    assert "day:started" in inconsistencies(day)
    zone = {Name.STARTED: mark(-7, 0), Name.DETECTED: mark(0)}
    assert "zone:started" in inconsistencies(zone)
    far = {Name.STARTED: mark(-400), Name.DETECTED: mark(0)}
    assert "far:started" in inconsistencies(far)
