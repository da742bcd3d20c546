"""What `postmortem-bot coach --jsonl` prints: one JSON line for each line it reads, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from bot.coach_files import Coach, load_coach
from bot.errors import ConfigError

NOTHING = {"blame": False, "category": "none", "span": None, "question": None, "rewrite": None}


def answers(lines: Iterable[str], coach: Coach | None = None) -> Iterator[str]:
    """The coach's answer to each line of {"id", "text"}; raises ConfigError with the number of a line that is none."""
    reader = coach or load_coach()
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield json.dumps(_answer(reader, _asked(line, number)), ensure_ascii=False)


def _asked(line: str, number: int) -> dict[str, str]:
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise ConfigError(f"line {number} is not JSON: {error}") from error
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str) or "id" not in asked:
        raise ConfigError(f'line {number} must be an object with "id" and a string "text"')
    return asked


def _answer(coach: Coach, asked: dict[str, str]) -> dict[str, object]:
    remark = coach.remark(asked["text"])
    if remark is None:
        return {"id": asked["id"], **NOTHING}
    said = {"category": remark.finding.category, "span": remark.words, "question": remark.question, "rewrite": remark.rewrite}
    return {"id": asked["id"], "blame": True, **said}
