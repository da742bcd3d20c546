"""Reads `prompts/report/`: which kinds of report there are, what each shows and to whom."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.report_template import PARTS, SECTION, Answers, ReportTemplate
from bot.yaml_files import LINE, default_folder, need, read, words, wrong

KEYS = {"title", "language", "answers", "people", "systems", "gaps", "brief", "released", "parts", LINE}


def load_report_templates(folder: Path | None, languages: frozenset[str]) -> Mapping[str, ReportTemplate]:
    """Every kind of report by its file's name; a file of the workspace's own takes the place of ours of that name, or
    is one more. Raises ConfigError with the line of what is wrong."""
    found = {path.stem: path for path in sorted((default_folder() / "report").glob("*.yaml"))}
    found |= {path.stem: path for path in sorted((folder / "report").glob("*.yaml"))} if folder else {}
    return {name: _template(name, path, languages) for name, path in found.items()}


def _template(name: str, path: Path, languages: frozenset[str]) -> ReportTemplate:
    data = read(path)
    language = str(data.get("language", "en"))
    if language not in languages:
        raise wrong(path, data, f"there is no wording in {language!r}; there are {', '.join(sorted(languages))}")
    if strange := data.keys() - KEYS:
        raise wrong(path, data, f"{min(strange)!r} is no setting of a report")
    parts = words(path, data, "parts")
    if unknown := [p for p in parts if p not in PARTS and not p.startswith(SECTION)]:
        raise wrong(path, data, f"{unknown[0]!r} is no part of a report; there are {', '.join(PARTS)} and {SECTION}ID")
    return ReportTemplate(
        id=name,
        title=need(path, data, "title", str),
        parts=parts,
        language=language,
        answers=_answers(path, data),
        people=_choice(path, data, "people"),
        systems=_choice(path, data, "systems"),
        gaps=_choice(path, data, "gaps"),
        brief=_brief(path, data),
        released=frozenset(words(path, data, "released")),
    )


def _answers(path: Path, data: Mapping[str, Any]) -> Answers:
    value = data.get("answers", Answers.ALL.value)
    if value not in [a.value for a in Answers]:
        raise wrong(path, data, f"'answers' must be one of {', '.join(Answers)}")
    return Answers(value)


def _choice(path: Path, data: Mapping[str, Any], name: str) -> bool:
    value = data.get(name, True)
    if not isinstance(value, bool):
        raise wrong(path, data, f"{name!r} must be true or false")
    return value


def _brief(path: Path, data: Mapping[str, Any]) -> int:
    value = data.get("brief", 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise wrong(path, data, "'brief' must be a number of characters")
    return value
