from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.curation import Change, Curation, Feed, Hide, Note, SetWindow, Show, Step, Undo

NOW = datetime(2026, 11, 24, tzinfo=UTC)
A, B = ("C1:1.0",), ("C1:2.0",)


def log(*changes: Change) -> Curation:
    return Curation(tuple(Step(n, f"s{n}", c, f"U{n}", NOW + timedelta(minutes=n)) for n, c in enumerate(changes, 1)))


def test_a_step_that_was_undone_does_not_count_and_says_who_took_it_back() -> None:
    found = log(Hide(A), Undo("s1"))
    assert found.active == ()
    assert found.undone["s1"].by == "U2"


def test_the_undo_of_an_undo_does_the_step_again() -> None:
    found = log(Hide(A), Undo("s1"), Undo("s2"))
    assert [s.change for s in found.active] == [Hide(A)]
    assert list(log(Hide(A), Undo("s1"), Undo("s2"), Undo("s3")).active) == []


@given(st.integers(0, 6))
def test_undo_and_redo_lead_back_however_often(times: int) -> None:
    changes: list[Change] = [Hide(A)]
    for n in range(times):
        changes.append(Undo(f"s{n + 1}"))
    assert bool(log(*changes).active) == (times % 2 == 0)


def test_an_undo_of_what_is_not_there_changes_nothing() -> None:
    assert [s.change for s in log(Hide(A), Undo("nobody")).active] == [Hide(A)]


def test_the_version_of_a_line_is_its_last_step_undone_or_not() -> None:
    found = log(Hide(A), Show(B), Undo("s1"), Note(B, "look here"))
    assert (found.version(A), found.version(B), found.version(("C1:3.0",))) == (3, 4, 0)


@given(st.permutations(range(5)))
@settings(max_examples=40, derandomize=True)
def test_the_order_in_which_steps_are_read_does_not_matter(order: list[int]) -> None:
    found = log(Hide(A), Show(A), Undo("s1"), Undo("s2"), Undo("s4"))
    again = Curation(tuple(found.steps[n] for n in order))
    assert (again.active, again.undone) == (found.active, found.undone)


def test_further_channels_and_the_window_follow_the_last_word() -> None:
    found = log(Feed("C2", True), Feed("C3", True), Feed("C2", False), SetWindow(NOW, None), SetWindow(None, NOW), Undo("s5"))
    assert found.feeds() == ("C3",)
    assert found.window() == SetWindow(NOW, None)


def test_messages_that_people_took_in_are_named_wherever_they_lie() -> None:
    assert log(Show(A), Hide(B)).named() == {"C1:1.0"}
    assert log(Show(A), Undo("s1")).named() == frozenset()
