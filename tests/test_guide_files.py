"""The templates that ship are right; one of the workspace's own is refused with the line of what is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.errors import ConfigError
from bot.guide_files import load_guide

SHIPPED = {"full", "short", "security", "customer_visible", "near_miss", "what_went_well"}
HEAD = "sections:\n  - id: a\n    title: A\n    questions:\n      - id: q\n        ask: What?\n"


def test_the_templates_that_ship_ask_one_question_at_a_time_and_say_why() -> None:
    guide = load_guide(None, "full")
    assert set(guide.templates) == SHIPPED
    for template in guide.templates.values():
        for part in template.sections:
            assert part.intro
            for question in part.questions:
                assert question.ask.count("?") == 1
                assert question.why.count("\n") == 0
                assert question.why
                assert question.example
        openings = [q for s in template.sections for q in s.questions if q.opening]
        assert len(openings) == 1


def test_the_full_template_asks_in_the_order_of_the_guide() -> None:
    full = load_guide(None, "full").templates["full"]
    order = ["summary", "impact", "timeline", "root_cause", "history", "resolution", "action_items"]
    assert [s.id for s in full.sections] == order


def own(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / "interview"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_workspace_brings_a_template_of_its_own_and_rules_that_choose_it(tmp_path: Path) -> None:
    own(tmp_path, "power_cut.yaml", f"title: Power cut\n{HEAD}")
    folder = own(tmp_path, "choose.yaml", "rules:\n  - template: power_cut\n    services: ['dc-*']\n")
    guide = load_guide(folder, "short")
    assert guide.templates["power_cut"].title == "Power cut"
    assert [c.template for c in guide.choices] == ["power_cut"]
    assert guide.otherwise == "short"


@pytest.mark.parametrize(
    ("name", "text", "advice"),
    [
        ("own.yaml", HEAD + "        exmaple: x\n", "own.yaml, line 5: 'exmaple' is not known here"),
        ("own.yaml", HEAD + "        known: [moon]\n", "own.yaml, line 5: 'known' knows"),
        ("own.yaml", HEAD + "        record: vinyl\n", "own.yaml, line 5: 'record' knows safeguard, fix"),
        (
            "own.yaml",
            HEAD + "        probes:\n          - id: p\n            ask: Why?\n",
            "own.yaml, line 8: a probe needs 'cue' or 'lacks'",
        ),
        ("own.yaml", HEAD + "      - id: q\n        ask: Again?\n", "own.yaml, line 2: two questions are called 'q'"),
        ("own.yaml", HEAD.replace("id: q", "id: Q 1"), "own.yaml, line 5: 'id' must be small letters"),
        ("choose.yaml", "rules:\n  - template: gone\n", "choose.yaml, line 2: there is no template 'gone'"),
        ("choose.yaml", "rules:\n  - template: full\n    severity: [bad]\n", "choose.yaml, line 2: 'severity' knows"),
        ("probes.yaml", "probes:\n  - id: p\n    cue: '('\n    ask: Why?\n", "probes.yaml, line 2: 'cue' is no valid pattern"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, name: str, text: str, advice: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(advice)):
        load_guide(own(tmp_path, name, text), "full")


def test_a_setting_that_names_no_template_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConfigError, match="customer_visible, full, near_miss"):
        load_guide(None, "ful")
