import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.message import Message
from bot.domain.timeline import Curation, EditText, Hide, Show, draft

MESSAGES = tuple(
    Message("C1", f"17000000{n:02}.000000", f"U{n % 3}", text)
    for n, text in enumerate(
        [
            "errors on checkout since 14:05",
            "lol",
            "rolling back the deploy of payments now",
            "customers report 40 failed orders",
            "back to normal, incident is over",
        ]
    )
)


@given(st.integers())
@settings(max_examples=20, derandomize=True, deadline=None)
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    shuffled = list(MESSAGES)
    random.Random(seed).shuffle(shuffled)
    assert draft(shuffled, {}) == draft(MESSAGES, {})


def test_choices_win_over_the_draft() -> None:
    chosen = Curation((Show(MESSAGES[1].ts, "U1"), Hide(MESSAGES[2].ts, "U1"), EditText(MESSAGES[1].ts, "in other words", "U1")))
    entries = draft(MESSAGES, {}, chosen).entries
    assert "in other words" in [e.text for e in entries]
    assert MESSAGES[2].ts not in {ts for e in entries for ts in e.ts}


def test_a_milestone_that_nobody_stated_is_empty() -> None:
    assert all(m is None for m in draft((Message("C1", "1700000000.000000", "U1", "hello"),), {}).milestones.values())
