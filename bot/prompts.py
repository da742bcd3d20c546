"""Reads `prompts/` once, at start-up, and checks it: wording, interview templates, nudge policies.

Errors name the file and the line, so that a workspace which brings its own wording can mend it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.domain.followup import Policy
from bot.domain.interview import Probe, Question, Section, Template
from bot.errors import ConfigError
from bot.policy_files import load_policy
from bot.yaml_files import need, read


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything the bot says and asks."""

    texts: Mapping[str, str]
    template: Template
    policy: Policy

    def say(self, key: str, **details: object) -> str:
        """The text of that key with its blanks filled in. A missing key is a bug, found by a test."""
        return self.texts[key].format(**details)


def default_folder() -> Path:
    """Where the wording lies: beside the code in a checkout, inside the package once installed."""
    installed = Path(str(files("bot"))) / "_data" / "prompts"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "prompts"


def load_prompts(folder: Path | None = None, template: str = "full") -> Prompts:
    """Read and check it all; a folder of the workspace's own may leave out what it does not change."""
    texts = _texts("messages", folder)
    return Prompts(
        texts,
        load_template(find(f"interview/{template}.yaml", folder)),
        load_policy(find("policies/default.yaml", folder)),
    )


def load_template(path: Path) -> Template:
    """An interview template; raises ConfigError with the line of what is wrong."""
    data = read(path)
    sections = tuple(_section(path, s) for s in need(path, data, "sections", list))
    _unique(path, [s.id for s in sections], "section")
    return Template(path.stem, sections)


def _section(path: Path, data: Mapping[str, Any]) -> Section:
    questions = tuple(_question(path, q) for q in need(path, data, "questions", list))
    _unique(path, [q.id for q in questions], "question")
    return Section(need(path, data, "id", str), need(path, data, "title", str), str(data.get("intro", "")), questions)


def _question(path: Path, data: Mapping[str, Any]) -> Question:
    probes = tuple(_probe(path, p) for p in data.get("probes", ()))
    ask = need(path, data, "ask", str)
    if ask.count("?") > 1:
        raise ConfigError(f"{path.name}, line {data['__line__']}: one question at a time, please")
    return Question(need(path, data, "id", str), ask, str(data.get("why", "")), str(data.get("example", "")), probes)


def _probe(path: Path, data: Mapping[str, Any]) -> Probe:
    cue, lacks = (_pattern(path, data, name) for name in ("cue", "lacks"))
    if cue is None and lacks is None:
        raise ConfigError(f"{path.name}, line {data['__line__']}: a probe needs 'cue' or 'lacks'")
    return Probe(need(path, data, "id", str), need(path, data, "ask", str), cue, lacks)


def _pattern(path: Path, data: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    if name not in data:
        return None
    try:
        return re.compile(str(data[name]), re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"{path.name}, line {data['__line__']}: {name!r} is no valid pattern: {error}") from error


def _unique(path: Path, ids: list[str], what: str) -> None:
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice is not None:
        raise ConfigError(f"{path.name}: two {what}s are called {twice!r}")


def find(name: str, folder: Path | None) -> Path:
    own = folder / name if folder else None
    path = own if own and own.is_file() else default_folder() / name
    if not path.is_file():
        raise ConfigError(f"prompts/{name} is missing")
    return path


def _texts(name: str, folder: Path | None) -> Mapping[str, str]:
    """The wording of every file in that folder; a key stands in one file, a workspace's own file may replace any."""
    found: dict[str, str] = {}
    for path in sorted((default_folder() / name).glob("*.yaml")):
        texts = dict(_flat(read(path)))
        if twice := found.keys() & texts.keys():
            raise ConfigError(f"{path.name}: {min(twice)!r} stands in another file too")
        found |= texts
    for path in sorted((folder / name).glob("*.yaml")) if folder else ():
        found |= dict(_flat(read(path)))
    return found


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        if key == "__line__":
            continue
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value).rstrip("\n"))]
    return pairs
