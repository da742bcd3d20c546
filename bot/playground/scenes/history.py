"""Turns a list of earlier incidents into the steps of a scene: each is lived through, day after day, with the real bot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Raw = dict[str, Any]
# An hour of the day (UTC) at which each of the company is at work.
AT_WORK = {"ada": "11:10", "ife": "11:10", "sam": "15:40", "leo": "15:40", "zoe": "03:20", "mei": "03:20"}


@dataclass(frozen=True)
class Dated:
    """Steps of one day, so many days ago."""

    ago: int
    clock: str
    steps: tuple[Raw, ...]


def expand(raw: Mapping[str, Any]) -> Raw:
    """The scene with channels, steps and answers made of its `history`."""
    days: list[Dated] = []
    answers: list[Raw] = []
    for incident in raw["history"]:
        days += _days(incident)
        answers += [
            {"asks": f"|{part}|", "in": incident["name"], "say": said} for part, said in (incident.get("answers") or {}).items()
        ]
    days.sort(key=lambda d: (-d.ago, d.clock))
    steps: list[Raw] = []
    for number, day in enumerate(days):
        # Each day begins a little later on the scene's own clock; the real moment is set by `clock`.
        steps += [{"clock": f"{day.ago} {day.clock}", "at": f"{number * 600}:00"}]
        steps += [{**s, "at": f"{number * 600 + int(s.get('at', 0))}:00"} for s in day.steps]
    channels = [{k: i[k] for k in ("name", "purpose", "private", "members") if k in i} for i in raw["history"]]
    same = {k: raw[k] for k in ("id", "title", "about", "hint", "asker")}
    return {**same, "channels": channels, "steps": steps, "answers": answers, "at_once": True, "past": True}


def _days(incident: Mapping[str, Any]) -> Iterator[Dated]:
    name, lead, ago = incident["name"], incident["lead"], int(incident["ago"])
    said = [{"at": minute, "who": who, "say": text, "in": name} for minute, who, text in incident["said"]]
    yield Dated(ago, str(incident.get("clock", "09:30")), tuple(said))
    if incident.get("end") == "untouched":
        return
    clock = AT_WORK[lead]
    began = f"-{_minutes_between(str(incident.get('clock', '09:30')), clock)}m"
    form = {"title": incident["title"], "severity": incident["severity"], "services": incident["services"], "lead": f"@{lead}",
            "began_at": began, **({"private": "private"} if incident.get("private") else {})}  # fmt: skip
    steps: list[Raw] = [{"command": f"/postmortem start {incident['title']}", "form": form}, {"wait": "card"}]
    if incident.get("answers"):
        steps += [*({"command": f"/postmortem interview {part}"} for part in incident["answers"]), {"wait": "answers"}]
    if incident.get("accept", True):
        steps += [{"press": "review_timeline"}, {"press": "accept_timeline", "window": True}]
    for number, item in enumerate(incident.get("items") or ()):
        owner = f" @{item['owner']}" if item.get("owner") else ""
        due = f" by +{item['due']}d" if item.get("due") else ""
        steps += [{"command": f"/postmortem action add {item['text']}{owner}{due}", "as": f"{name} {number}"}]
    if incident.get("end", "close") != "draft":
        steps += [{"command": f"/postmortem {incident.get('end', 'close')}"}, {"wait": "report"}]
    yield Dated(ago - 1, clock, tuple({"who": lead, "in": name, **s} if "wait" not in s else s for s in steps))
    for number, item in enumerate(incident.get("items") or ()):
        yield from _outcome(item, name, number, ago - 1)


def _outcome(item: Mapping[str, Any], name: str, number: int, made: int) -> Iterator[Dated]:
    """What became of an item: `done`, `dropped` or `snoozed`, so many days after; nothing where it is open still."""
    then = item.get("then")
    if not then:
        return
    owner, why = item["owner"], item.get("why", "")
    base: Raw = {"who": owner, "in": name}
    steps: tuple[Raw, ...]
    if then == "snoozed":
        steps = ({"wait": "reminder"}, {**base, "press": "item_snooze", "beside": str(item["text"])[:40]})
    else:
        word = {"done": "done", "dropped": "drop"}[then]
        steps = ({**base, "command": f"/postmortem action {word} %{name} {number}% {why}"},)
    yield Dated(max(1, made - int(item["after"])), f"{AT_WORK[owner]} workday", steps)


def _minutes_between(began: str, now: str) -> int:
    """From a time of the day to another one on the day after."""
    minutes = [int(t.partition(":")[0]) * 60 + int(t.partition(":")[2]) for t in (began, now)]
    return 1440 + minutes[1] - minutes[0]
