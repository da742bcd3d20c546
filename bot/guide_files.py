"""Reads `prompts/interview/`: the templates, the probes that any answer may call for, the rules that choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.guide import Choice, Guide
from bot.domain.interview import Probe, Question, Section, Template
from bot.domain.known import FACTS
from bot.domain.postmortem import Severity
from bot.errors import ConfigError
from bot.yaml_files import default_folder, find, mappings, need, only, pattern, read, unique, words, wrong

NAME = re.compile(r"[a-z0-9_]{1,40}")
NO_TEMPLATES = {"probes", "choose"}
RECORDS = ("safeguard", "fix")
QUESTION = {"id", "ask", "why", "example", "probes", "known", "record", "opening", "cues"}


def load_guide(folder: Path | None, otherwise: str) -> Guide:
    """Everything that is asked; the workspace's own files come before ours of the same name."""
    templates = {name: load_template(find(f"interview/{name}.yaml", folder)) for name in _names(folder)}
    if otherwise not in templates:
        known = ", ".join(sorted(templates))
        raise ConfigError(f"INTERVIEW_TEMPLATE is {otherwise!r}; prompts/interview/ has {known}")
    choices = load_choices(find("interview/choose.yaml", folder), templates)
    return Guide(templates, otherwise, choices, load_probes(find("interview/probes.yaml", folder)))


def _names(folder: Path | None) -> list[str]:
    places = [default_folder(), *([folder] if folder else [])]
    return sorted({f.stem for p in places for f in (p / "interview").glob("*.yaml")} - NO_TEMPLATES)


def load_template(path: Path) -> Template:
    """An interview template; raises ConfigError with the line of what is wrong."""
    data = read(path)
    only(path, data, {"title", "sections"})
    need(path, data, "sections", list)
    sections = tuple(_section(path, s) for s in mappings(path, data, "sections"))
    unique(path, data, [s.id for s in sections], "section")
    return Template(path.stem, sections, str(data.get("title") or path.stem.replace("_", " ").capitalize()))


def load_probes(path: Path) -> tuple[Probe, ...]:
    """The probes that belong to what was said, whatever was asked."""
    data = read(path)
    probes = tuple(_probe(path, p) for p in mappings(path, data, "probes"))
    unique(path, data, [p.id for p in probes], "probe")
    return probes


def load_choices(path: Path, templates: Mapping[str, Template]) -> tuple[Choice, ...]:
    """The rules that choose a template by severity and service."""
    return tuple(_choice(path, c, templates) for c in mappings(path, read(path), "rules"))


def _choice(path: Path, data: Mapping[str, Any], templates: Mapping[str, Template]) -> Choice:
    only(path, data, {"template", "severity", "services"})
    template = need(path, data, "template", str)
    if template not in templates:
        raise wrong(path, data, f"there is no template {template!r}; there are {', '.join(sorted(templates))}")
    severities = words(path, data, "severity", [s.value for s in Severity])
    return Choice(template, severities, words(path, data, "services"))


def _section(path: Path, data: Mapping[str, Any]) -> Section:
    only(path, data, {"id", "title", "intro", "questions"})
    need(path, data, "questions", list)
    questions = tuple(_question(path, q) for q in mappings(path, data, "questions"))
    unique(path, data, [q.id for q in questions], "question")
    return Section(_id(path, data), need(path, data, "title", str), str(data.get("intro", "")), questions)


def _question(path: Path, data: Mapping[str, Any]) -> Question:
    only(path, data, QUESTION)
    probes = tuple(_probe(path, p) for p in mappings(path, data, "probes"))
    unique(path, data, [p.id for p in probes], "probe")
    record = str(data.get("record", ""))
    if record and record not in RECORDS:
        raise wrong(path, data, f"'record' knows {', '.join(RECORDS)}, not {record!r}")
    return Question(
        id=_id(path, data),
        ask=_one_question(path, data),
        why=str(data.get("why", "")),
        example=str(data.get("example", "")),
        probes=probes,
        known=words(path, data, "known", FACTS),
        record=record,
        opening=bool(data.get("opening", False)),
        cues=bool(data.get("cues", True)),
    )


def _id(path: Path, data: Mapping[str, Any]) -> str:
    """A name that can stand in buttons and addresses."""
    found = str(need(path, data, "id", str))
    if not NAME.fullmatch(found):
        raise wrong(path, data, "'id' must be small letters, digits and _, 40 at most")
    return found


def _one_question(path: Path, data: Mapping[str, Any]) -> str:
    ask = str(need(path, data, "ask", str))
    if ask.count("?") > 1:
        raise wrong(path, data, "one question at a time, please")
    return ask


def _probe(path: Path, data: Mapping[str, Any]) -> Probe:
    only(path, data, {"id", "ask", "cue", "lacks", "known"})
    endless = data.get("lacks") == "end"
    cue, lacks = (pattern(path, data, name) for name in ("cue", "lacks"))
    if cue is None and lacks is None:
        raise wrong(path, data, "a probe needs 'cue' or 'lacks'")
    known = words(path, data, "known", FACTS)
    return Probe(_id(path, data), _one_question(path, data), cue, None if endless else lacks, known, endless)
