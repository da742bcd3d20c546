"""A list of incidents becomes days in their order, with each item's end on a day of work."""

from __future__ import annotations

from typing import Any

from bot.playground.scenes.history import expand

INCIDENT: dict[str, Any] = {
    "name": "inc-1", "ago": 100, "lead": "ife", "title": "It broke", "severity": "sev2", "services": "web", "clock": "09:30",
    "said": [[0, "ada", "broken"], [12, "sam", "mended"]], "answers": {"summary": [["ada", "it broke"]]},
    "items": [{"text": "Do it", "owner": "sam", "due": 20, "then": "done", "after": 15, "why": "seen"},
              {"text": "Do that", "owner": "zoe", "due": 20}],
}  # fmt: skip


def raw(*incidents: dict[str, Any]) -> dict[str, Any]:
    return {"id": "h", "title": "H", "about": "A.", "hint": "B.", "asker": "ife", "history": list(incidents)}


def test_the_incident_its_postmortem_and_the_ends_of_items_follow_each_other() -> None:
    scene = expand(raw(INCIDENT))
    assert [s["clock"] for s in scene["steps"] if "clock" in s] == ["100 09:30", "99 11:10", "84 15:40 workday"]
    commands = [s["command"] for s in scene["steps"] if "command" in s]
    assert commands == [
        "/postmortem start It broke",
        "/postmortem interview summary",
        "/postmortem action add Do it @sam by +20d",
        "/postmortem action add Do that @zoe by +20d",
        "/postmortem close",
        "/postmortem action done %inc-1 0% seen",
    ]
    form = next(s["form"] for s in scene["steps"] if "form" in s)
    assert form["began_at"] == f"-{1440 + 100}m"
    assert scene["past"]


def test_incidents_are_lived_through_side_by_side_in_the_order_of_their_days() -> None:
    scene = expand(raw(INCIDENT, {**INCIDENT, "name": "inc-2", "ago": 90, "items": [], "end": "cancel"}))
    days = [int(s["clock"].split()[0]) for s in scene["steps"] if "clock" in s]
    assert days == sorted(days, reverse=True)
    assert [c["name"] for c in scene["channels"]] == ["inc-1", "inc-2"]
    assert "/postmortem cancel" in [s.get("command") for s in scene["steps"]]
    times = [int(s["at"].partition(":")[0]) for s in scene["steps"]]
    assert times == sorted(times)
