import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.curation import Curation, EditText, Hide, SetMilestone, Show, Step, message_key
from bot.domain.message import Message
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import acceptance, draft

NOW = datetime(2026, 11, 24, tzinfo=UTC)
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


def chosen(*changes: object) -> Curation:
    return Curation(tuple(Step(n, f"s{n}", c, "U1", NOW) for n, c in enumerate(changes, 1)))  # type: ignore[arg-type]


@given(st.integers())
@settings(max_examples=20, derandomize=True, deadline=None)
def test_the_order_of_arrival_does_not_matter(seed: int) -> None:
    shuffled = list(MESSAGES)
    random.Random(seed).shuffle(shuffled)
    assert draft(shuffled, {}) == draft(MESSAGES, {})


def test_choices_win_over_the_draft() -> None:
    laugh, rollback = message_key(MESSAGES[1]), message_key(MESSAGES[2])
    picked = chosen(Show((laugh,)), Hide((rollback,)), EditText((laugh,), "in other words"))
    entries = draft(MESSAGES, {}, picked).entries
    assert "in other words" in [e.text for e in entries]
    assert MESSAGES[2].ts not in {ts for e in entries for ts in e.ts}


def test_a_milestone_that_nobody_stated_is_empty() -> None:
    assert all(m is None for m in draft([MESSAGES[1]], {}).milestones.values())


def test_a_milestone_set_by_hand_stands_and_one_cleared_by_hand_stays_empty() -> None:
    marks = draft(
        MESSAGES, {}, chosen(SetMilestone(MilestoneName.DETECTED, NOW), SetMilestone(MilestoneName.RESOLVED, None))
    ).milestones
    detected = marks[MilestoneName.DETECTED]
    assert detected is not None
    assert detected.at == NOW
    assert marks[MilestoneName.RESOLVED] is None


def test_what_comes_after_the_timeline_was_accepted_is_offered_and_moves_nothing() -> None:
    before = draft(MESSAGES[:4], {})
    after = draft(MESSAGES, {}, chosen(acceptance(before)))
    assert [e.text for e in after.entries] == [e.text for e in before.entries]
    assert [e.text for e in after.offered] == [MESSAGES[4].text]
    assert after.milestones == before.milestones


def test_what_was_offered_can_be_taken_or_left() -> None:
    signed = acceptance(draft(MESSAGES[:4], {}))
    late = (message_key(MESSAGES[4]),)
    taken = draft(MESSAGES, {}, chosen(signed, Show(late)))
    left = draft(MESSAGES, {}, chosen(signed, Hide(late)))
    assert MESSAGES[4].text in [e.text for e in taken.entries]
    assert (taken.offered, left.offered) == ((), ())
    assert MESSAGES[4].text in [e.text for e in left.left_out]
