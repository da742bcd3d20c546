"""The taxonomy of contributing factors, as a workspace may bring it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.factor_files import load_taxonomy


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "factors").mkdir()
    (tmp_path / "factors" / "taxonomy.yaml").write_text(f"factors:\n{text}")
    return tmp_path


def test_a_workspace_brings_its_own_list(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(folder(tmp_path, "  - {name: tide, kind: technical, title: The tide was high, words: 'flood'}\n"))
    assert [f.title for f in taxonomy.factors] == ["The tide was high"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("  - {name: Tide, kind: technical, title: A, words: a}\n", "line 2.*small letters"),
        ("  - {name: tide, kind: lunar, title: A, words: a}\n", "line 2.*technical, process, human"),
        ("  - {name: tide, kind: human, title: A, words: '('}\n", "line 2.*no valid pattern"),
        ("  - {name: tide, kind: human, title: A}\n", "line 2.*'words' is missing"),
        ("  - {name: tide, kind: human, title: A, words: a}\n" * 2, "line 3.*twice"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_its_line(tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        load_taxonomy(folder(tmp_path, line))
