"""What the workspace holds: ids that only grow, people, DMs, and a clock that moves."""

from __future__ import annotations

from bot.playground.state import OUTDATED, PlaygroundSettings, State


def state() -> State:
    return State(PlaygroundSettings())


def test_message_ids_only_grow_even_where_the_clock_goes_back() -> None:
    held = state()
    ids = [held.new_ts() for _ in range(100)]
    with held.travelling():
        held.travel(held.now() + 1000)
        later = held.new_ts()
    ids += [later, held.new_ts()]
    assert ids == sorted(set(ids))


def test_the_clock_comes_back_from_a_journey_into_the_past() -> None:
    held = state()
    with held.travelling():
        held.travel(1_600_000_000)
        assert abs(held.now() - 1_600_000_000) < 5
    assert abs(held.now() - held.really_now()) < 5


def test_somebody_has_the_offset_of_their_zone() -> None:
    person = state().add_person("U1", "Ada", "Asia/Tokyo")
    assert person["tz_offset"] == 9 * 3600


def test_a_dm_is_opened_once() -> None:
    held = state()
    held.add_person("U1", "Ada")
    assert held.dm("U1") is held.dm("U1")
    assert held.dm("U1").members == {"U1", held.bot_user}


def test_replies_are_those_of_one_thread_by_time() -> None:
    held = state()
    place = held.add_channel("C1", "inc-1")
    for ts, thread in (("3.0", "1.0"), ("1.0", "1.0"), ("2.0", "1.0"), ("4.0", None)):
        place.messages[ts] = {"ts": ts, "thread_ts": thread}
    assert [m["ts"] for m in place.replies("1.0")] == ["2.0", "3.0"]


def test_what_was_shown_before_is_kept_for_a_while() -> None:
    held = state()
    for number in range(OUTDATED + 2):
        held.outdated("1.0", [{"block_id": str(number)}])
    kept = [version[0]["block_id"] for version in held.blocks_shown("1.0", [{"block_id": "now"}])]
    assert kept == ["now", *(str(n) for n in range(OUTDATED + 1, 1, -1))]
