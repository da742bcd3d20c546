import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.alerts import alert_key, alert_state
from bot.domain.curation import Curation, EditText, Hide, SetMilestone, Show, Step, message_key
from bot.domain.extract import fact_of, impact_facts
from bot.domain.lexicon import POINTS_TO
from bot.domain.message import Message, MessageKind
from bot.domain.milestones import MilestoneName
from bot.domain.signals import OF_MACHINES, heard
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


WORDS = st.sampled_from(
    [
        "rollback",
        "restarted",
        "errors",
        "customers",
        "resolved",
        "lol",
        "cake",
        "queue",
        "shard",
        "latency",
        "decision",
        "declaring",
        "SEV1",
        "status",
        "page",
        "mitigated",
        "because",
        "12%",
        "14:05",
        "db-4",
    ]
)
SAID = st.lists(st.tuples(st.integers(0, 3), st.lists(WORDS, min_size=1, max_size=9), st.booleans()), min_size=1, max_size=14)
OFTEN = settings(max_examples=60, derandomize=True, deadline=None)


def channel(told: list[tuple[int, list[str], bool]]) -> list[Message]:
    """Messages of people and of an integration; each bears a word of its own."""
    return [
        Message("C1", f"17000{n * 40:05}.000000", f"U{who}", f"{' '.join(words)} mark{n}x",
                kind=MessageKind.ALERT if alert else MessageKind.SAID)
        for n, (who, words, alert) in enumerate(told)
    ]  # fmt: skip


@given(SAID, st.randoms(use_true_random=False))
@OFTEN
def test_any_order_of_arrival_of_anything_yields_the_same(told: list[tuple[int, list[str], bool]], chance: random.Random) -> None:
    said = channel(told)
    mixed = list(said)
    chance.shuffle(mixed)
    assert draft(mixed, {}) == draft(said, {})


@given(SAID, st.data())
@OFTEN
def test_what_was_deleted_leaves_no_word_behind(told: list[tuple[int, list[str], bool]], data: st.DataObject) -> None:
    said = channel(told)
    gone = data.draw(st.sets(st.integers(0, len(said) - 1)))
    left = [m for n, m in enumerate(said) if n not in gone]
    shown = repr(draft(left, {}))
    assert not [n for n in gone if f"mark{n}x" in shown]


def forget() -> None:
    """Everything that is kept of texts and words."""
    for kept in (heard, alert_state, alert_key, fact_of):
        kept.cache_clear()
    POINTS_TO.clear()
    OF_MACHINES.clear()


CHANGES = st.lists(
    st.tuples(st.sampled_from(["new", "edited", "deleted"]), st.integers(0, 99), st.lists(WORDS, max_size=9)), max_size=8
)


@given(SAID, CHANGES)
@OFTEN
def test_drafted_again_after_any_change_it_is_what_it_would_be_from_scratch(
    told: list[tuple[int, list[str], bool]], changes: list[tuple[str, int, list[str]]]
) -> None:
    said = channel(told)
    draft(said, {})
    for n, (change, place, words) in enumerate(changes):
        at = place % max(1, len(said))
        if change == "new" or not said:
            said.insert(at, Message("C1", f"17000{place:05}.{n:06}", "U9", " ".join(words)))
        elif change == "edited":
            said[at] = replace(said[at], text=" ".join(words), edited_at=NOW)
        else:
            del said[at]
        again, facts = draft(said, {}), impact_facts(said)
        forget()
        assert (again, facts) == (draft(said, {}), impact_facts(said))


@given(SAID)
@OFTEN
def test_every_message_is_a_line_or_left_out_and_in_one_of_them(told: list[tuple[int, list[str], bool]]) -> None:
    said = channel(told)
    made = draft(said, {})
    places = [ts for e in (*made.entries, *made.left_out) for ts in e.ts]
    assert sorted(places) == sorted(m.ts for m in said)


def test_two_processes_draft_the_same() -> None:
    """No sum may depend on the order in which a process happens to hold its sets."""
    code = "import sys; from tests.domain.test_timeline import channel; from bot.domain.timeline import draft; " \
        "print([e.score.hex() for e in draft(channel([(n % 3, ['rollback', 'errors', 'queue', 'shard'][: n % 5], False) for n in range(12)]), {}).left_out])"  # fmt: skip
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
