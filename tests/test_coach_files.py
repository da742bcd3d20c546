"""The coach's files are checked when they are read, and a workspace may bring its own."""

import json
from pathlib import Path

import pytest

from bot.coach_files import load_coach, load_kinds, load_lexicon, load_weights
from bot.domain.blameless import CATEGORIES, CLASSES
from bot.errors import ConfigError


def test_every_kind_has_a_name_a_reason_and_a_question_for_any_text() -> None:
    kinds = load_kinds()
    assert set(kinds) == set(CATEGORIES)
    assert all(k.name and k.why and k.question("").endswith("?") for k in kinds.values())


def test_the_question_follows_what_was_said() -> None:
    kind = load_kinds()["negligence"]
    assert "alarm" not in kind.question("nobody cared")
    assert kind.question("nobody cared about the alarm") != kind.question("nobody cared")


def test_every_weight_belongs_to_every_class() -> None:
    assert all(len(row) == len(CLASSES) for row in load_weights().signals.values())


def test_a_role_is_a_role_and_a_tool_a_system() -> None:
    lexicon = load_lexicon()
    assert lexicon.classes["nurse"] == "ROLE"
    assert lexicon.classes["alarm"] == "SYSTEM"


def test_a_kind_without_a_last_question_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "coach").mkdir()
    own = "person-as-cause:\n  name: a\n  why: b\n  ask:\n    - cue: x\n      ask: What?\n"
    (tmp_path / "coach" / "categories.yaml").write_text(own)
    with pytest.raises(ConfigError, match=r"categories\.yaml, line 2"):
        load_kinds(tmp_path)


def test_a_broken_pattern_is_named(tmp_path: Path) -> None:
    (tmp_path / "coach").mkdir()
    own = "person-as-cause:\n  name: a\n  why: b\n  ask:\n    - cue: '('\n      ask: What?\n    - ask: How?\n"
    (tmp_path / "coach" / "categories.yaml").write_text(own)
    with pytest.raises(ConfigError, match="no valid pattern"):
        load_kinds(tmp_path)


def test_a_remark_names_words_of_the_text() -> None:
    text = "the driver should have asked before he left"
    remark = load_coach().remark(text)
    assert remark is not None
    assert remark.words in text


@pytest.mark.parametrize("meaning", [True, False])
def test_in_real_interviews_it_speaks_where_there_is_blame_and_hardly_elsewhere(meaning: bool) -> None:
    coach = load_coach(meaning=meaning)
    said: dict[bool, list[str]] = {True: [], False: []}
    count = blameful = 0
    for file in sorted((Path(__file__).parent / "data" / "interviews").glob("*.json")):
        for answer in json.loads(file.read_text(encoding="utf-8")):
            texts = [answer["answer"], *([answer["follow_up"]["answer"]] if answer.get("follow_up") else [])]
            count += len(texts)
            blameful += "blameful" in answer["tags"]
            said["blameful" in answer["tags"]] += [t for t in texts if coach.aloud(t)]
    assert count > 50
    assert blameful == 7
    # Without the model of meaning it says less.
    assert len(said[True]) >= (7 if meaning else 5)
    assert len(said[False]) <= 6


@pytest.mark.parametrize("meaning", [True, False])
def test_plain_facts_about_a_system_are_not_heard_as_blame(meaning: bool) -> None:
    coach = load_coach(meaning=meaning)
    facts = [
        "It was down for 95 minutes, from what I saw.",
        "The broker gave up first.",
        "The cache forgot its keys after the restart.",
        "The job skipped 4,000 rows.",
        "The alert did not fire.",
        "The failover script assumed that the replica was in sync.",
        "It took us 20 minutes to find the right dashboard.",
    ]
    assert [fact for fact in facts if coach.remark(fact)] == []
