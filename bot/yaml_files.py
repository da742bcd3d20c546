"""Reads YAML that people write, and says in which file and line something is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ConfigError

LINE = "__line__"


class _Lines(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # ten times as fast where it is built in
    """Keeps the line number of each mapping, for error messages."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    found = loader.construct_mapping(node, deep=True)
    return {**{str(k): v for k, v in found.items()}, LINE: node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def default_folder() -> Path:
    """Where the wording lies: beside the code in a checkout, inside the package once installed."""
    installed = Path(str(files("bot"))) / "_data" / "prompts"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "prompts"


def find(name: str, folder: Path | None) -> Path:
    """A file of the workspace's own folder, else ours."""
    own = folder / name if folder else None
    path = own if own and own.is_file() else default_folder() / name
    if not path.is_file():
        raise ConfigError(f"prompts/{name} is missing")
    return path


@cache
def read(path: Path) -> dict[str, Any]:
    """The mapping that a file holds; each mapping in it knows its line."""
    try:
        # SafeLoader's child: nothing but plain data is ever built.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  # nosec B506
    except yaml.YAMLError as error:
        raise ConfigError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{path.name}, line 1: must be a mapping")
    return data


def need(path: Path, data: Mapping[str, Any], name: str, kind: type) -> Any:
    """A value that must be there and not be empty."""
    value = data.get(name)
    if not isinstance(value, kind) or not value:
        raise wrong(path, data, f"{name!r} is missing or not a {kind.__name__}")
    return value


def mappings(path: Path, data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of mappings that may be left out."""
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
        raise wrong(path, data, f"{name!r} must be a list of mappings")
    return value


def words(path: Path, data: Mapping[str, Any], name: str, among: Collection[str] = ()) -> tuple[str, ...]:
    """A list of words that may be left out, each one of those that there are."""
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise wrong(path, data, f"{name!r} must be a list of words")
    if among and (strange := set(value) - set(among)):
        raise wrong(path, data, f"{name!r} knows {', '.join(sorted(among))}, not {min(strange)!r}")
    return tuple(value)


def only(path: Path, data: Mapping[str, Any], names: Collection[str]) -> None:
    """Refuse a name that means nothing: most often it is a slip of the pen."""
    if strange := data.keys() - set(names) - {LINE}:
        raise wrong(path, data, f"{min(strange)!r} is not known here; there are {', '.join(sorted(names))}")


def pattern(path: Path, data: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
    """A pattern that may be left out; capitals do not matter."""
    if name not in data:
        return None
    try:
        return re.compile(str(data[name]), re.IGNORECASE)
    except re.error as error:
        raise wrong(path, data, f"{name!r} is no valid pattern: {error}") from error


def unique(path: Path, data: Mapping[str, Any], ids: list[str], what: str) -> None:
    """Refuse two of the same name."""
    twice = next((i for i in ids if ids.count(i) > 1), None)
    if twice is not None:
        raise wrong(path, data, f"two {what}s are called {twice!r}")


def wrong(path: Path, data: Mapping[str, Any], what: str) -> ConfigError:
    """The error that says where."""
    return ConfigError(f"{path.name}, line {data.get(LINE, 1)}: {what}")
