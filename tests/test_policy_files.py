from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.domain.action_item import Priority
from bot.domain.due_date import Sprints
from bot.errors import ConfigError
from bot.policy_files import load_policy
from bot.yaml_files import default_folder

GOOD = "days: [-2, 0, 7]\nhours: [9, 17]\n"


def load(tmp_path: Path, text: str):
    file = tmp_path / "own.yaml"
    file.write_text(text)
    return load_policy(file)


def test_a_rule_replaces_only_what_it_names(tmp_path: Path) -> None:
    policy = load(tmp_path, GOOD + "prove_after: 30\nrules:\n  - when: {priority: high}\n    escalate_after: 5\n")
    (rule,) = policy.rules
    assert rule.priority is Priority.HIGH
    assert (rule.plan.days, rule.plan.prove_after, rule.plan.escalate_after) == ((-2, 0, 7), 30, 5)
    assert policy.plan.escalate_after is None


@pytest.mark.parametrize(("told", "days"), [("expires_after: 14\n", 14), ("", 30)])
def test_how_long_a_temporary_fix_may_stay_is_told_or_thirty_days(tmp_path: Path, told: str, days: int) -> None:
    assert load(tmp_path, GOOD + told).expires_after == days


def test_sprints_are_told_by_a_first_day_and_a_length(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD + "sprints: {first: 2026-01-05, days: 14}\n").sprints == Sprints(date(2026, 1, 5), 14)


def test_another_policy_is_known_by_its_fingerprint(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD).fingerprint != load_policy(default_folder() / "policies" / "default.yaml").fingerprint


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("hours: [9, 17]", "'days' is missing"),
        ("days: [soon]\nhours: [9, 17]", "whole numbers"),
        ("days: [0]\nhours: [17, 9]", "the earlier first"),
        (GOOD + "digest: sunday", "from monday to friday"),
        (GOOD + "escalate_after: never", "number of days"),
        (GOOD + "sprints: {first: monday, days: 14}", "needs 'first', a day"),
        (GOOD + "remind: often", "'remind' is not known here"),
        (GOOD + "rules:\n  - when: {mood: bad}\n", "line 4: 'when' knows"),
        (GOOD + "rules:\n  - when: {priority: urgent}\n", "there is no priority 'urgent'"),
    ],
)
def test_a_policy_that_is_not_right_is_refused_with_its_line(tmp_path: Path, text: str, advice: str) -> None:
    with pytest.raises(ConfigError, match=advice):
        load(tmp_path, text)
