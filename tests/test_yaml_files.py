"""Files that people write: what is wrong is said with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.yaml_files import find, mappings, need, only, pattern, read, unique, words


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_value_is_given_as_it_stands(tmp_path: Path) -> None:
    file = written(tmp_path, "name: a\nlist: [x, y]\nparts:\n  - id: one\nlook: 'a+'\n")
    data = read(file)
    assert need(file, data, "name", str) == "a"
    assert words(file, data, "list") == ("x", "y")
    assert [m["id"] for m in mappings(file, data, "parts")] == ["one"]
    found = pattern(file, data, "look")
    assert found is not None
    assert found.search("BAA")
    assert words(file, data, "missing") == ()
    assert pattern(file, data, "missing") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "own.yaml is not valid YAML"),
        ("- a", "own.yaml, line 1: must be a mapping"),
        ("\n\nname: 3", "own.yaml, line 3: 'name' is missing or not a str"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ConfigError, match=says.replace("(", r"\(")):
        need(file, read(file), "name", str)


def test_names_words_and_ids_are_held_to_what_there_is(tmp_path: Path) -> None:
    file = written(tmp_path, "nmae: a\nlist: [x, z]\nlook: '('\nparts: 3")
    data = read(file)
    with pytest.raises(ConfigError, match="'nmae' is not known here"):
        only(file, data, {"name", "list", "look", "parts"})
    with pytest.raises(ConfigError, match="not 'z'"):
        words(file, data, "list", ("x", "y"))
    with pytest.raises(ConfigError, match="no valid pattern"):
        pattern(file, data, "look")
    with pytest.raises(ConfigError, match="list of mappings"):
        mappings(file, data, "parts")
    with pytest.raises(ConfigError, match="two things are called 'a'"):
        unique(file, data, ["a", "b", "a"], "thing")


def test_the_workspaces_own_file_comes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "interview").mkdir()
    (tmp_path / "interview" / "short.yaml").write_text("sections: []")
    assert find("interview/short.yaml", tmp_path) == tmp_path / "interview" / "short.yaml"
    assert find("interview/full.yaml", tmp_path).is_file()
    with pytest.raises(ConfigError, match=r"prompts/interview/gone\.yaml is missing"):
        find("interview/gone.yaml", tmp_path)


def test_each_mapping_knows_its_line(tmp_path: Path) -> None:
    assert read(written(tmp_path, "one: 1\ntwo:\n  - three: 3\n"))["two"][0]["__line__"] == 3
