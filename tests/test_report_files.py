from pathlib import Path

import pytest

from bot.domain.report_template import Answers
from bot.errors import ConfigError
from bot.report_files import load_report_templates

LANGUAGES = frozenset({"en", "de"})


def own(folder: Path, text: str, name: str = "ours") -> Path:
    (folder / "report").mkdir(exist_ok=True)
    (folder / "report" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_there_is_one_for_us_one_for_customers_and_one_for_managers() -> None:
    found = load_report_templates(None, LANGUAGES)
    assert {"internal", "customer", "managers"} <= found.keys()
    assert found["customer"].answers is Answers.EDITED
    assert not found["customer"].people


def test_a_workspace_may_bring_its_own_and_change_ours(tmp_path: Path) -> None:
    own(tmp_path, "title: Bericht\nlanguage: de\nparts: [milestones, items]\n")
    own(tmp_path, "title: Short\nparts: [items]\n", "internal")
    found = load_report_templates(tmp_path, LANGUAGES)
    assert found["ours"].language == "de"
    assert found["internal"].parts == ("items",)
    assert "customer" in found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("parts: [items]\n", "'title' is missing"),
        ("title: t\nparts: [item]\n", "'item' is no part of a report"),
        ("title: t\nparts: []\ncolour: red\n", "'colour' is no setting"),
        ("title: t\nparts: []\nanswers: some\n", "'answers' must be one of all, edited"),
        ("title: t\nparts: []\npeople: 3\n", "'people' must be true or false"),
        ("title: t\nparts: []\nbrief: -1\n", "'brief' must be a number"),
        ("title: t\nparts: []\nlanguage: tlh\n", "there is no wording in 'tlh'"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line(tmp_path: Path, text: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"ours\.yaml, line 1") as error:
        load_report_templates(own(tmp_path, text), LANGUAGES)
    assert wrong in str(error.value)
