"""The files of the scenes are sound, and a wrong one is told where it is wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from bot.playground.cast import MEMBERS
from bot.playground.scenes.story import SceneFault, load_scenes, read_scene, seconds, with_people, with_times

RAW: dict[str, Any] = {
    "id": "small", "title": "Small", "about": "A small one.", "asker": "ada", "channels": [{"name": "inc-1"}],
    "steps": [{"at": "0:10", "who": "ada", "say": "hello", "as": "a"}, {"at": "1:30", "who": "sam", "react": "eyes", "mark": "a"}],
    "answers": [{"asks": "|summary|", "say": [["ada", "it broke"], ["sam", "it did"]]}],
}  # fmt: skip


def test_every_scene_of_ours_can_be_read_and_speaks_of_people_who_exist() -> None:
    known = {m.id[2:].lower() for m in MEMBERS}
    scenes = load_scenes()
    assert list(scenes) == ["incident", "half-done", "history", "angry", "everything"]
    for scene in scenes.values():
        assert {s.who for s in scene.steps if s.who} | {r.who for r in scene.replies} | {scene.asker} <= known
        assert scene.title
        assert scene.about.endswith(".")
        assert scene.hint.endswith(".")


def test_what_is_referred_to_was_said_before() -> None:
    for scene in load_scenes().values():
        said: set[str] = set()
        for step in scene.steps:
            named = [str(step.more[w]) for w in ("to", "mark") if w in step.more]
            named += [step.what] if step.deed in {"edit", "delete", "pin"} else []
            assert set(named) <= said, step
            said.add(step.name)


def test_a_scene_is_read_with_its_times_places_and_replies() -> None:
    scene = read_scene(RAW)
    assert [(s.at, s.deed, s.place) for s in scene.steps] == [(10, "say", "inc-1"), (90, "react", "inc-1")]
    assert scene.lasts == 90
    assert [(r.who, r.asks) for r in scene.replies] == [("ada", "|summary|"), ("sam", "|summary|")]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"channels": []}, "IndexError"),
        ({"steps": [{"say": "a", "pin": "b"}]}, "one deed"),
        ({"steps": [{"who": "ada"}]}, "one deed"),
        ({"steps": [{"sing": "a", "say": "b"}]}, "sing"),
        ({"steps": [{"say": "a", "in": "elsewhere"}]}, "elsewhere"),
        ({"answers": [{"asks": "x"}]}, "say"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(change: dict[str, Any], word: str) -> None:
    with pytest.raises(SceneFault, match=word):
        read_scene({**copy.deepcopy(RAW), **change})


def test_minutes_and_people_are_written_as_people_write_them() -> None:
    assert seconds("75:30") == 4530
    assert seconds("2") == 120
    assert (
        with_times("from {0} to {41}, not {x}", 1_800_000_000 - 1_800_000_000 % 86_400 + 50_400) == "from 14:00 to 14:41, not {x}"
    )
    assert with_people("ask @sam or mail sam@example.com, @eve", {"sam": "U0SAM"}) == "ask <@U0SAM> or mail sam@example.com, @eve"
