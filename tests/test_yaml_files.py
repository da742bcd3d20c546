from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.yaml_files import need, read


def test_each_mapping_knows_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("one: 1\ntwo:\n  - three: 3\n")
    assert read(file)["two"][0]["__line__"] == 3


@pytest.mark.parametrize(("text", "advice"), [("- a list", "must be a mapping"), ("a: [", "not valid YAML")])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str, advice: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=advice):
        read(file)


def test_what_is_needed_and_missing_is_named_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"a\.yaml, line 7: 'days' is missing or not a list"):
        need(Path("a.yaml"), {"__line__": 7}, "days", list)
