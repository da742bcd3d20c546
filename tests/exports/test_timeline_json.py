"""The shape of `timeline --json`: what programs of others rely on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

from bot.domain.extract import ImpactFact, ProposedAction
from bot.domain.milestones import Milestone, MilestoneName
from bot.domain.timeline import Timeline
from bot.exports.timeline_json import iso, timeline_json
from bot.prompts import load_prompts
from tests.reports import STARTED, TS, entry

SAY = load_prompts()


def test_every_milestone_is_named_whether_known_or_not() -> None:
    shown = timeline_json(Timeline(milestones={MilestoneName.STARTED: Milestone(STARTED, TS, "stated")}), (), (), SAY)
    assert shown["milestones"] == {
        "started_at": {"at": "2026-11-24T08:00:00Z", "ts": TS},
        **dict.fromkeys(("detected_at", "acknowledged_at", "mitigated_at", "resolved_at")),
    }


def test_a_line_says_when_what_who_and_why_in_words() -> None:
    (line,) = timeline_json(Timeline((entry(),)), (), (), SAY)["entries"]
    assert line == {
        "at": "2023-11-14T22:13:20Z",
        "ts": [TS],
        "kind": "action",
        "text": "rolling back",
        "author": "U1",
        "why": "something was done",
    }


def test_items_and_figures_stand_beside_and_all_of_it_is_json() -> None:
    actions = [ProposedAction("Alert on lag", "U2", date(2026, 12, 4), TS), ProposedAction("Runbook", None, None, TS)]
    shown = timeline_json(Timeline(), actions, [ImpactFact("users", "1,200 shops", TS)], SAY)
    assert [i["due"] for i in shown["action_items"]] == ["2026-12-04", None]
    assert shown["impact_facts"] == [{"kind": "users", "text": "1,200 shops", "ts": TS}]
    assert json.loads(json.dumps(shown)) == shown


def test_a_moment_is_utc_whatever_zone_it_came_in() -> None:
    assert iso(datetime(2026, 11, 24, 1, tzinfo=timezone(timedelta(hours=9)))) == iso(datetime(2026, 11, 23, 16, tzinfo=UTC))
