from datetime import UTC, datetime

import pytest

from bot.domain.message import Message, MessageKind, Person
from bot.domain.milestones import find_milestones

DAY = datetime(2026, 5, 18, tzinfo=UTC)
PEOPLE = {"U1": Person("U1", "Ada", "Europe/Berlin"), "U2": Person("U2", "Kim", "America/Los_Angeles")}
ALERT = ("10:00", "!", "Triggered: [P1] error rate of checkout above 5 %")


def message(clock: str, who: str, text: str, **more: object) -> Message:
    hour, minute = clock.split(":")
    ts = f"{int(DAY.timestamp()) + int(hour) * 3600 + int(minute) * 60}.000000"
    kind = MessageKind.ALERT if who == "!" else MessageKind.SAID
    return Message("C1", ts, "B1" if who == "!" else who, text, kind=kind, author_name="Pager", **more)  # type: ignore[arg-type]


def found(*told: tuple[str, str, str]) -> dict[str, str | None]:
    marks = find_milestones([message(*one) for one in told], PEOPLE)
    return {name.value: mark.at.strftime("%H:%M") if mark else None for name, mark in marks.items()}


def test_nothing_said_is_nothing_found() -> None:
    assert set(found(("09:00", "U1", "hello"), ("09:01", "U2", "coffee?")).values()) == {None}
    assert set(found().values()) == {None}


def test_an_alert_shows_the_detection_and_who_takes_it_the_acknowledgement() -> None:
    marks = found(
        ALERT,
        ("10:03", "U1", "on it, checking the dashboards"),
        ("10:05", "U1", "declaring SEV2, error rate is 12 % on checkout"),
    )
    assert (marks["detected"], marks["acknowledged"]) == ("10:00", "10:03")
    assert marks["resolved"] is None


def test_ordinary_troubles_hours_before_are_not_the_detection() -> None:
    marks = found(
        ("06:00", "!", "Triggered: disk on build-3 is 91 % full"),
        ("06:30", "U1", "errors in my build again"),
        ALERT,
        ("10:04", "U1", "declaring SEV1, error rate is 30 % in all regions, paging the network team"),
    )
    assert marks["detected"] == "10:00"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("graphs say it started at 09:41 UTC, error rate went up from 0.1 to 12 %", "09:41"),
        ("errors on checkout began around 11:41 my time, rate is 12 %", "09:41"),
        ("checkout fails since 20 minutes ago, it started with the timeouts", "09:46"),
    ],
)
def test_the_start_is_what_somebody_said_in_the_zone_that_was_meant(text: str, at: str) -> None:
    assert found(ALERT, ("10:06", "U1", text), ("10:07", "U1", "declaring SEV2"))["started"] == at


def test_a_correction_corrects() -> None:
    marks = found(
        ALERT,
        ("10:06", "U1", "it started at 09:41 UTC according to the error rate"),
        ("10:20", "U1", "correction: it started at 09:35 UTC, not 09:41, the graph of errors was cut"),
    )
    assert marks["started"] == "09:35"


def test_a_change_right_before_the_alert_shows_the_start_and_an_earlier_one_if_people_speak_of_it() -> None:
    deploy = ("09:57", "!", "payments v418 deployed to production")
    assert found(deploy, ALERT)["started"] == "09:57"
    early = ("09:30", "!", "payments v418 deployed to production")
    assert found(early, ALERT)["started"] is None
    assert found(early, ALERT, ("10:10", "U1", "last change was v418, it cuts the timeout"))["started"] == "09:30"


def test_a_channel_that_speaks_utc_is_understood_so() -> None:
    marks = found(
        ALERT,
        ("10:04", "U1", "declaring SEV1, error rate 30 %"),
        ("10:30", "U1", "rolled back 10:29, error rate falls to 2 %"),
        ("10:41", "U1", "mitigated 10:40, error rate is back to normal"),
    )
    assert marks["mitigated"] == "10:40"


def test_what_came_before_the_channel_is_told() -> None:
    marks = found(
        ("14:07", "U2", "our own chat is down so we write here. first page from the probes was 13:41 UTC, error everywhere"),
        ("14:08", "U2", "declaring SEV0, I lead, error everywhere"),
        ("14:20", "U1", "looking at the routers"),
    )
    assert marks["detected"] == "13:41"
    assert marks["acknowledged"] is None


def test_recovered_before_mitigated_is_legal_and_the_end_is_the_word_of_people() -> None:
    marks = found(
        ALERT,
        ("10:04", "U1", "declaring SEV1"),
        ("10:20", "!", "Recovered: [P1] error rate of checkout"),
        ("10:30", "U1", "mitigated, checkout errors are at the baseline again"),
        ("11:00", "U1", "incident is resolved, thanks all"),
        ("11:05", "U2", "is it resolved for everybody?"),
    )
    assert (marks["mitigated"], marks["resolved"]) == ("10:30", "11:00")


def test_other_languages() -> None:
    marks = found(
        ALERT,
        ("10:02", "U1", "bin dran"),
        ("10:05", "U1", "ich rufe SEV1 aus, Fehler auf allen Knoten seit 11:48 Uhr"),
        ("10:50", "U1", "Störung ist behoben, Incident beendet, danke euch"),
    )
    assert marks == {"started": "09:48", "detected": "10:00", "acknowledged": "10:02", "mitigated": None, "resolved": "10:50"}
