"""What items are held against, as a workspace may bring it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.quality_files import load_yardstick


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "quality.yaml").write_text(text)
    return tmp_path


def test_a_workspace_brings_its_own_measures(tmp_path: Path) -> None:
    own = "measures:\n  - {name: poka, strength: strong, words: 'poka[- ]yoke'}\ndone_test: 'done when'\nno_verb: '(?:we|more)\\b'\n"
    yardstick = load_yardstick(folder(tmp_path, own))
    measure = yardstick.measure_of("A Poka-Yoke at the valve")
    assert measure is not None
    assert measure.name == "poka"


@pytest.mark.parametrize(
    ("own", "why"),
    [
        ("measures:\n  - {name: a, strength: mighty, words: a}\ndone_test: b\nno_verb: c\n", "line 2.*strong, medium, weak"),
        ("measures:\n  - {name: a, strength: weak, words: '('}\ndone_test: b\nno_verb: c\n", "line 2.*no valid pattern"),
        ("measures: []\nno_verb: c\n", "'done_test' is missing"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_line(tmp_path: Path, own: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        load_yardstick(folder(tmp_path, own))
