from bot.domain.classify import EntryKind
from bot.domain.message import Message, MessageKind
from bot.domain.reasons import reasons
from bot.prompts import load_prompts

ONE = Message("C1", "1700000000.000000", "U1", "rolling back")


def test_what_people_marked_comes_first() -> None:
    pinned = Message("C1", "1700000000.000000", "U1", "rolling back", pinned_by=("U2", "U3"))
    assert reasons(pinned, EntryKind.ACTION, {}, {}) == ("pinned:2", "action")


def test_an_alert_says_what_it_tells() -> None:
    alert = Message("C1", "1700000000.000000", "B1", "Triggered: disk", kind=MessageKind.ALERT)
    assert reasons(alert, EntryKind.DETECTION, {"alert": 1, "alert_opens": 1}, {}) == ("alert_opens",)


def test_where_nothing_else_speaks_its_subject_or_its_writer_does() -> None:
    assert reasons(ONE, EntryKind.OBSERVATION, {}, {"topic": 0.9}) == ("on_topic",)
    assert reasons(ONE, EntryKind.OBSERVATION, {}, {"writer_beyond_usual": 0.9}) == ("from_responder",)
    assert reasons(ONE, EntryKind.OBSERVATION, {}, {}) == ()


def test_every_code_has_its_words() -> None:
    texts = load_prompts().texts
    codes = {
        "pinned",
        "asked_for",
        "reacted",
        "agreed",
        "was_agreed",
        "first_mention",
        "on_topic",
        "from_responder",
        "topic",
        "alert",
    }
    codes |= {kind.value for kind in EntryKind} - {"observation", "context"}
    codes |= {f"alert_{s}" for s in ("opens", "acked", "ends", "escalates", "status", "change", "review", "other")}
    assert {f"why.{code}" for code in codes} <= texts.keys()
