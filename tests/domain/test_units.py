from bot.domain.classify import EntryKind
from bot.domain.first_look import first_look
from bot.domain.message import Message, MessageKind
from bot.domain.units import Unit, alone, threshold_of, units_of


def alert(seconds: int, text: str) -> Message:
    return Message("C1", f"{1700000000 + seconds}.000000", "B1", text, kind=MessageKind.ALERT, author_name="Pager")


def said(seconds: int, who: str, text: str, thread: str | None = None) -> Message:
    return Message("C1", f"{1700000000 + seconds}.000000", who, text, thread_ts=thread)


def members(messages: list[Message]) -> list[list[int]]:
    return [[int(float(ts)) - 1700000000 for ts in u.ts] for u in units_of(first_look(messages, {}), {})]


def test_an_alert_its_acknowledgement_and_its_end_are_one_line() -> None:
    told = [
        alert(0, "Triggered #71: queue age > 5 min"),
        alert(60, "Acknowledged #71: queue age > 5 min by Jo"),
        alert(900, "Resolved #71: queue age > 5 min"),
        alert(4000, "Triggered #88: disk full on db-4"),
    ]
    assert members(told) == [[0, 60, 900], [4000]]


def test_the_same_alert_after_its_end_is_a_new_line() -> None:
    told = [alert(0, "Triggered #71: queue"), alert(60, "Resolved #71: queue"), alert(3000, "Triggered #71: queue")]
    assert members(told) == [[0, 60], [3000]]


def test_alerts_of_one_burst_are_one_line() -> None:
    told = [alert(0, "FIRING checkout latency"), alert(20, "FIRING resolver errors"), alert(600, "FIRING disk on log-3")]
    assert members(told) == [[0, 20], [600]]


def test_what_the_public_is_told_is_a_line_of_its_own_each_time() -> None:
    told = [alert(0, "Incident update: Investigating\nLogins fail."), alert(60, "Incident update: Monitoring\nLogins work.")]
    assert members(told) == [[0], [60]]


def test_a_paragraph_in_two_posts_is_one_line() -> None:
    told = [
        said(0, "U1", "decision: we roll back payments-api to v41 now, error rate is 12 %"),
        said(40, "U1", "rolling back payments-api on all 24 pods, nobody deploys meanwhile"),
        said(80, "U2", "sandwiches are in the kitchen"),
    ]
    assert members(told)[0] == [0, 40]


def test_a_very_long_channel_shows_only_its_best() -> None:
    units = [Unit(said(n, "U1", "x").at, (str(n),), "x", "U1", "C1", 5 + n / 1e4)
             for n in range(2500)]  # fmt: skip
    assert sum(u.score >= threshold_of(units) for u in units) == 215


def test_a_channel_without_messages_has_no_units() -> None:
    assert units_of(first_look([], {}), {}) == []
    assert threshold_of([]) == 0


def test_a_message_by_itself_has_its_kind_and_reasons() -> None:
    unit = alone(said(0, "U1", "restarting the workers on shard 4 now"))
    assert (unit.kind, unit.why) == (EntryKind.ACTION, ("action",))
