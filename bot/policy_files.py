"""Reads `prompts/policies/`: how action items are followed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.action_item import ItemKind, Priority
from bot.domain.due_date import Sprints
from bot.domain.followup import Plan, Policy, Rule
from bot.domain.postmortem import Severity
from bot.errors import ConfigError
from bot.yaml_files import need, read

Choice = TypeVar("Choice", bound=StrEnum)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
EXPIRES_AFTER = 30
FEWEST_DAYS, MOST_DAYS = 1, 1000
KEYS = {"days", "hours", "escalate_after", "prove_after", "digest", "rules", "leave", "sprints", "expires_after", "when"}


def load_policy(path: Path) -> Policy:
    """A policy; raises ConfigError with the line of what is wrong."""
    data = read(path)
    need(path, data, "days", list)
    need(path, data, "hours", list)
    plan = _plan(path, data, Plan(prove_after=None))
    leave = data.get("leave") or {}
    return Policy(
        plan=plan,
        rules=tuple(_rule(path, r, plan) for r in data.get("rules") or ()),
        digest_weekday=_weekday(path, data),
        leave_emoji=frozenset(str(e) for e in leave.get("emoji") or ()),
        leave_words=tuple(str(w).casefold() for w in leave.get("words") or ()),
        sprints=_sprints(path, data),
        expires_after=_days(path, data, "expires_after", None) or EXPIRES_AFTER,
        fingerprint=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
    )


def _plan(path: Path, data: Mapping[str, Any], base: Plan) -> Plan:
    _known(path, data)
    days, hours = data.get("days", list(base.days)), data.get("hours", [base.from_hour, base.until_hour])
    if not isinstance(days, list) or not days or not all(isinstance(d, int) and abs(d) <= MOST_DAYS for d in days):
        raise ConfigError(f"{_at(path, data)}: 'days' must be whole numbers")
    if not _two_hours(hours):
        raise ConfigError(f"{_at(path, data)}: 'hours' must be two hours of the day, the earlier first")
    escalate, prove = (_days(path, data, name, old) for name, old in _spans(base))
    return Plan(tuple(sorted(set(days))), hours[0], hours[1], escalate, prove)


def _spans(base: Plan) -> tuple[tuple[str, int | None], ...]:
    return ("escalate_after", base.escalate_after), ("prove_after", base.prove_after)


def _two_hours(hours: Any) -> bool:
    whole = isinstance(hours, list) and len(hours) == 2 and all(isinstance(h, int) and 0 <= h <= 24 for h in hours)
    return whole and hours[0] < hours[1]


def _days(path: Path, data: Mapping[str, Any], name: str, otherwise: int | None) -> int | None:
    value = data.get(name, otherwise)
    if value is None or (isinstance(value, int) and FEWEST_DAYS <= value <= MOST_DAYS):
        return value
    raise ConfigError(f"{_at(path, data)}: {name!r} must be a number of days")


def _sprints(path: Path, data: Mapping[str, Any]) -> Sprints | None:
    told = data.get("sprints")
    if told is None:
        return None
    first, days = (told.get("first"), told.get("days")) if isinstance(told, dict) else (None, None)
    if not isinstance(first, date) or not isinstance(days, int) or not FEWEST_DAYS <= days <= MOST_DAYS:
        raise ConfigError(f"{_at(path, data)}: 'sprints' needs 'first', a day (2026-01-05), and 'days', how long each is")
    return Sprints(first, days)


def _weekday(path: Path, data: Mapping[str, Any]) -> int | None:
    day = str(data.get("digest", "never")).lower()
    if day not in (*WEEKDAYS, "never"):
        raise ConfigError(f"{_at(path, data)}: 'digest' must be a day from monday to friday, or never")
    return None if day == "never" else WEEKDAYS.index(day)


def _rule(path: Path, data: Mapping[str, Any], base: Plan) -> Rule:
    when = need(path, data, "when", dict)
    unknown = when.keys() - {"priority", "kind", "severity", "__line__"}
    if unknown:
        raise ConfigError(f"{_at(path, when)}: 'when' knows priority, kind and severity, not {min(unknown)!r}")
    return Rule(
        _plan(path, data, base),
        _choice(path, when, "priority", Priority),
        _choice(path, when, "kind", ItemKind),
        _choice(path, when, "severity", Severity),
    )


def _choice(path: Path, when: Mapping[str, Any], name: str, kind: Callable[[str], Choice]) -> Choice | None:
    if name not in when:
        return None
    try:
        return kind(str(when[name]))
    except ValueError as error:
        raise ConfigError(f"{_at(path, when)}: there is no {name} {when[name]!r}") from error


def _known(path: Path, data: Mapping[str, Any]) -> None:
    unknown = data.keys() - KEYS - {"__line__"}
    if unknown:
        raise ConfigError(f"{_at(path, data)}: {min(unknown)!r} is not known here")


def _at(path: Path, data: Mapping[str, Any]) -> str:
    return f"{path.name}, line {data.get('__line__', 1)}"
