from dataclasses import replace

import pytest

from bot.domain.message import Message, MessageKind, Person
from bot.domain.signals import said, signals

ONE = Message("C1", "1700000000.000000", "U1", "error rate is at 12 % since 14:05")


@pytest.mark.parametrize(
    ("text", "present", "absent"),
    [
        ("error rate is at 12 %", {"has_unit", "figures", "word_symptom"}, {"plain", "asks"}),
        ("any update?", {"asks", "only_asks", "plain"}, {"figures"}),
        ("`kubectl rollout undo` is running", {"has_code", "machine_words"}, {"plain"}),
        ("decision: we wait for the copy", {"headed", "word_decide", "opens_with_decide"}, set()),
        (":tada:", {"words_0", "has_emoji"}, {"words_26"}),
        ("> it does not work\n> please help", {"quotes"}, set()),
        ("", {"words_0"}, {"asks"}),
    ],
)
def test_a_text_shows_its_signals(text: str, present: set[str], absent: set[str]) -> None:
    found = {name for name, value in said(text).items() if value}
    assert present <= found
    assert not absent & found


def test_a_place_in_the_channel_shows_too() -> None:
    reply = replace(ONE, ts="1700000060.000000", thread_ts=ONE.ts, reactions={"eyes": ("U2", "U3")}, pinned_by=("U4",))
    root, other = signals((ONE, reply), {})
    assert root["drew_replies"] > 0
    assert {"in_thread", "reactions", "moved", "pinned"} <= other.keys()


def test_naming_somebody_of_the_channel_counts_whoever_it_is() -> None:
    told = replace(ONE, ts="1700000010.000000", author="U2", text="robin please stop the queue")
    people = {"U1": Person("U1", "Robin Marsh"), "U2": Person("U2", "Kim")}
    assert "names_somebody" in signals((ONE, told), people)[1]
    assert "names_somebody" not in signals((ONE, told), {})[1]


def test_an_alert_that_comes_again_says_so() -> None:
    alert = replace(ONE, kind=MessageKind.ALERT, text="Triggered: disk full 91 %")
    first, again = signals((alert, replace(alert, ts="1700000100.000000", text="Triggered: disk full 93 %")), {})
    assert (first["alert_again"], again["alert_again"]) == (0, 1)
    assert "alert_opens" in first
