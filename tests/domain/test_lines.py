"""What people chose, on top of what a draft would do."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.classify import EntryKind
from bot.domain.curation import (
    Add,
    Change,
    Curation,
    Cut,
    Dispute,
    EditKind,
    EditText,
    EditTime,
    Hide,
    Merge,
    Note,
    Settle,
    Show,
    Split,
    Step,
    Undo,
    message_key,
)
from bot.domain.lines import Entry
from bot.domain.message import Message, MessageKind
from bot.domain.timeline import Timeline, acceptance, draft
from bot.domain.units import WEIGHTS

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WORDS = (
    "errors on checkout since 14:05, marker{n}",
    "lol marker{n}",
    "rolling back the deploy of payments now marker{n}",
    "customers report 40 failed orders marker{n}",
    "maybe it is the cache, marker{n}",
    "back to normal, incident is over marker{n}",
)


def channel(count: int = 6, name: str = "C1") -> list[Message]:
    return [Message(name, f"17000{n * 300:05}.000000", f"U{n % 2}", WORDS[n % 6].format(n=f"{name}x{n}x")) for n in range(count)]


SAID = channel()
KEYS = [message_key(m) for m in SAID]


def log(*changes: Change) -> Curation:
    return Curation(tuple(Step(n, f"s{n}", c, f"U{n}", NOW + timedelta(minutes=n)) for n, c in enumerate(changes, 1)))


def lines(*changes: Change, said: Sequence[Message] = SAID) -> tuple[Entry, ...]:
    return draft(said, {}, log(*changes)).entries


def line(key: str, *changes: Change, said: Sequence[Message] = SAID) -> Entry:
    return next(e for e in lines(*changes, said=said) if key in e.keys)


def test_words_time_and_kind_are_as_people_say() -> None:
    mine = line(KEYS[0], EditText((KEYS[0],), "it began"), EditTime((KEYS[0],), NOW), EditKind((KEYS[0],), EntryKind.IMPACT))
    assert (mine.text, mine.at, mine.kind, mine.by_hand, mine.changed_by) == ("it began", NOW, EntryKind.IMPACT, True, "U3")
    assert {"edited", "retimed"} <= set(mine.why)


def test_merged_lines_say_whose_words_are_whose_and_link_both() -> None:
    both = line(KEYS[0], Merge((KEYS[2], KEYS[3])), Merge((KEYS[0], KEYS[2], KEYS[3])))
    assert both.ts == (SAID[0].ts, SAID[2].ts, SAID[3].ts)
    assert both.text == f"{SAID[0].text}\n{SAID[2].text}\n<@U1>: {SAID[3].text}"
    assert len([e for e in lines(Merge(both.keys)) if set(e.keys) & set(both.keys)]) == 1


def test_a_split_gives_each_message_its_line_back() -> None:
    keys = (KEYS[0], KEYS[2])
    apart = lines(Merge(keys), EditText(keys, "one story"), Split(keys))
    assert [e.text for e in apart if set(e.keys) & set(keys)] == [SAID[0].text, SAID[2].text]


def test_a_message_that_tells_two_things_becomes_two_lines_with_one_source() -> None:
    found = lines(Cut((KEYS[0],), "m:1", "errors seen", "alert acknowledged", SAID[0].at + timedelta(minutes=1)))
    first, second = (e for e in found if SAID[0].ts in e.ts)
    assert (first.text, second.text) == ("errors seen", "alert acknowledged")
    assert first.ts == second.ts


def test_a_line_by_hand_bears_its_source_and_is_changed_like_any_other() -> None:
    add = Add("m:1", NOW, "call with the provider", EntryKind.COMMUNICATION, "https://status.example.com/1")
    assert line("m:1", add).source == "https://status.example.com/1"
    assert line("m:1", add, EditText(("m:1",), "call, 10 minutes")).text == "call, 10 minutes"
    assert not [e for e in lines(add, Hide(("m:1",))) if "m:1" in e.keys]


def test_notes_and_other_versions_stand_beside_the_line_until_it_is_settled() -> None:
    told = (Note((KEYS[0],), "see the graph"), Dispute((KEYS[0],), "it began at 13:50", NOW))
    mine = line(KEYS[0], *told)
    assert ([n.text for n in mine.notes], [(v.by, v.text, v.at) for v in mine.versions]) == (
        ["see the graph"],
        [("U2", "it began at 13:50", NOW)],
    )
    assert mine.disputed
    assert not line(KEYS[0], *told, Settle((KEYS[0],))).disputed


def test_an_edit_in_slack_does_not_undo_an_edit_here_but_shows() -> None:
    later = [replace(SAID[0], text="errors on checkout, rate 12 % since 14:05", edited_at=NOW + timedelta(hours=1)), *SAID[1:]]
    mine = line(KEYS[0], EditText((KEYS[0],), "it began"), said=later)
    assert mine.text == "it began"
    assert "changed_since" in mine.why


def test_each_line_knows_which_channel_it_came_from() -> None:
    other = channel(2, "C2")
    both = (KEYS[0], message_key(other[0]))
    mine = line(KEYS[0], Merge(both), said=[*SAID, *other])
    assert mine.channels == ("C1", "C2")


# --- any sequence of everything ----------------------------------------------------------------

NAMES = st.sampled_from(KEYS)
GROUPS = st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple)
TYPED = st.sampled_from(["in other words", "typed by a person"])
CHANGES = st.one_of(
    st.builds(Hide, GROUPS),
    st.builds(Show, GROUPS),
    st.builds(EditText, GROUPS, TYPED),
    st.builds(EditTime, GROUPS, st.just(NOW)),
    st.builds(EditKind, GROUPS, st.sampled_from(EntryKind)),
    st.builds(Merge, GROUPS),
    st.builds(Split, GROUPS),
    st.builds(Note, GROUPS, TYPED),
    st.builds(Dispute, GROUPS, TYPED),
    st.builds(Settle, GROUPS),
    st.builds(Cut, GROUPS, st.just("m:cut"), TYPED, TYPED, st.just(NOW)),
    st.builds(Add, st.sampled_from(["m:1", "m:2"]), st.just(NOW), TYPED, st.sampled_from(EntryKind)),
    st.builds(Undo, st.integers(1, 12).map("s{}".format)),
    st.just(acceptance(draft(SAID[:4], {}))),
)
LOGS = st.lists(CHANGES, max_size=12).map(lambda changes: log(*changes))
OFTEN = settings(max_examples=150, derandomize=True, deadline=None)


def everything(found: Timeline) -> list[Entry]:
    return [*found.entries, *found.left_out, *found.offered]


@given(LOGS, st.integers(), st.sets(st.sampled_from(range(6))))
@OFTEN
def test_the_order_in_which_all_of_it_arrives_does_not_matter(curation: Curation, seed: int, gone: set[int]) -> None:
    alive = [m for n, m in enumerate(SAID) if n not in gone]
    messages, steps = list(alive), list(curation.steps)
    random.Random(seed).shuffle(messages)
    random.Random(seed + 1).shuffle(steps)
    assert draft(messages, {}, Curation(tuple(steps))) == draft(alive, {}, curation)


@given(LOGS, st.sets(st.sampled_from(range(6))))
@OFTEN
def test_what_was_deleted_is_nowhere(curation: Curation, gone: set[int]) -> None:
    found = draft([m for n, m in enumerate(SAID) if n not in gone], {}, curation)
    for n in gone:
        assert f"markerC1x{n}x" not in repr(found)
        assert SAID[n].ts not in {ts for e in everything(found) for ts in e.ts}


@given(LOGS)
@OFTEN
def test_every_message_stands_in_one_place(curation: Curation) -> None:
    keys = [k for e in everything(draft(SAID, {}, curation)) for k in e.keys]
    assert len(keys) == len(set(keys))
    assert set(KEYS) <= set(keys)


@given(LOGS, st.floats(-6, 6), st.integers(0, 3))
@OFTEN
def test_a_redraft_never_loses_a_choice(curation: Curation, bias: float, more: int) -> None:
    """Other weights, and more messages between the old ones, are what a new release or a re-import brings."""
    late = [Message("C1", f"17000{n * 300 + 100:05}.000000", "U0", "one more thing about the rollback") for n in range(more)]
    before = draft(SAID, {}, curation)
    after = draft([*SAID, *late], {}, curation, replace(WEIGHTS, second={**WEIGHTS.second, "bias": bias}))
    for entry in everything(before):
        if "edited" in entry.why or "chosen" in entry.why:
            twin = next(e for e in everything(after) if e.id == entry.id)
            assert twin.text == entry.text
    hidden = {k for s in curation.active if isinstance(s.change, Hide) for k in s.change.keys}
    stands = {k for e in before.entries for k in e.keys}
    assert not (hidden - stands) & {k for e in after.entries for k in e.keys}


@given(LOGS)
@OFTEN
def test_undoing_everything_leads_back_to_the_plain_draft(curation: Curation) -> None:
    steps = [s for s in curation.steps if not isinstance(s.change, Undo)]
    undos = [Step(100 + n, f"u{n}", Undo(s.id), "U9", NOW) for n, s in enumerate(steps)]
    plain, back = draft(SAID, {}), draft(SAID, {}, Curation((*steps, *undos)))
    assert [(e.text, e.at, e.kind) for e in back.entries] == [(e.text, e.at, e.kind) for e in plain.entries]


def test_an_alert_in_a_merged_line_bears_its_name() -> None:
    alert = Message("C1", "1700000050.000000", "B1", "CPU at 100 %", MessageKind.ALERT, "Watchtower")
    both = (KEYS[0], message_key(alert))
    assert line(KEYS[0], Merge(both), said=[*SAID, alert]).text.endswith("Watchtower: CPU at 100 %")
