"""Reads `prompts/` once, at start-up, and checks it: wording, interview templates, nudge policies.

Errors name the file and the line, so that a workspace which brings its own wording can mend it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.domain.followup import Policy
from bot.domain.interview import Probe, Question, Section, Template
from bot.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything the bot says and asks."""

    texts: Mapping[str, str]
    template: Template
    policy: Policy

    def say(self, key: str, **details: object) -> str:
        """The text of that key with its blanks filled in. A missing key is a bug, found by a test."""
        return self.texts[key].format(**details)


class _Lines(yaml.SafeLoader):
    """Keeps the line number of each mapping, for error messages."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    found = loader.construct_mapping(node, deep=True)
    return {**{str(k): v for k, v in found.items()}, "__line__": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def default_folder() -> Path:
    """Where the wording lies: beside the code in a checkout, inside the package once installed."""
    installed = Path(str(files("bot"))) / "_data" / "prompts"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "prompts"


def load_prompts(folder: Path | None = None, template: str = "full") -> Prompts:
    """Read and check it all; a folder of the workspace's own may leave out what it does not change."""
    texts = _texts("messages", folder)
    return Prompts(
        texts,
        load_template(_find(f"interview/{template}.yaml", folder)),
        load_policy(_find("policies/default.yaml", folder)),
    )


def load_template(path: Path) -> Template:
    """An interview template; raises ConfigError with the line of what is wrong."""
    data = _read(path)
    sections = tuple(_section(path, s) for s in _need(path, data, "sections", list))
    _unique(path, [s.id for s in sections], "section")
    return Template(path.stem, sections)


def load_policy(path: Path) -> Policy:
    """A nudge policy; raises ConfigError with the line of what is wrong."""
    data = _read(path)
    days = _need(path, data, "days", list)
    hours = _need(path, data, "hours", list)
    if not all(isinstance(d, int) for d in days):
        raise ConfigError(f"{path.name}, line {data['__line__']}: 'days' must be whole numbers")
    if len(hours) != 2 or not all(isinstance(h, int) and 0 <= h <= 24 for h in hours):
        raise ConfigError(f"{path.name}, line {data['__line__']}: 'hours' must be two hours of the day")
    return Policy(tuple(sorted(days)), hours[0], hours[1])


def _section(path: Path, data: Mapping[str, Any]) -> Section:
    questions = tuple(_question(path, q) for q in _need(path, data, "questions", list))
    _unique(path, [q.id for q in questions], "question")
    return Section(_need(path, data, "id", str), _need(path, data, "title", str), str(data.get("intro", "")), questions)


def _question(path: Path, data: Mapping[str, Any]) -> Question:
    probes = tuple(_probe(path, p) for p in data.get("probes", ()))
    ask = _need(path, data, "ask", str)
    if ask.count("?") > 1:
        raise ConfigError(f"{path.name}, line {data['__line__']}: one question at a time, please")
    return Question(_need(path, data, "id", str), ask, str(data.get("why", "")), str(data.get("example", "")), probes)


def _probe(path: Path, data: Mapping[str, Any]) -> Probe:
    cue, lacks = (_pattern(path, data, name) for name in ("cue", "lacks"))
    if cue is None and lacks is None:
        raise ConfigError(f"{path.name}, line {data['__line__']}: a probe needs 'cue' or 'lacks'")
    return Probe(_need(path, data, "id", str), _need(path, data, "ask", str), cue, lacks)


def _pattern(path: Path, data: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    if name not in data:
        return None
    try:
        return re.compile(str(data[name]), re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"{path.name}, line {data['__line__']}: {name!r} is no valid pattern: {error}") from error


def _need(path: Path, data: Mapping[str, Any], name: str, kind: type) -> Any:
    value = data.get(name)
    if not isinstance(value, kind) or not value:
        raise ConfigError(f"{path.name}, line {data.get('__line__', 1)}: {name!r} is missing or not a {kind.__name__}")
    return value


def _unique(path: Path, ids: list[str], what: str) -> None:
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice is not None:
        raise ConfigError(f"{path.name}: two {what}s are called {twice!r}")


def _find(name: str, folder: Path | None) -> Path:
    own = folder / name if folder else None
    path = own if own and own.is_file() else default_folder() / name
    if not path.is_file():
        raise ConfigError(f"prompts/{name} is missing")
    return path


def _texts(name: str, folder: Path | None) -> Mapping[str, str]:
    """The wording of every file in that folder; a key stands in one file, a workspace's own file may replace any."""
    found: dict[str, str] = {}
    for path in sorted((default_folder() / name).glob("*.yaml")):
        texts = dict(_flat(_read(path)))
        if twice := found.keys() & texts.keys():
            raise ConfigError(f"{path.name}: {min(twice)!r} stands in another file too")
        found |= texts
    for path in sorted((folder / name).glob("*.yaml")) if folder else ():
        found |= dict(_flat(_read(path)))
    return found


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        if key == "__line__":
            continue
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value).rstrip("\n"))]
    return pairs


@cache
def _read(path: Path) -> dict[str, Any]:
    try:
        # SafeLoader's child: nothing but plain data is ever built.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  # nosec B506
    except yaml.YAMLError as error:
        raise ConfigError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{path.name} must be a mapping")
    return data
