"""Reads YAML files of the product's wording and rules; what is wrong is named with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ConfigError


class _Lines(yaml.SafeLoader):
    """Keeps the line number of each mapping, for error messages."""


def _with_line(loader: _Lines, node: yaml.MappingNode) -> dict[str, Any]:
    found = loader.construct_mapping(node, deep=True)
    return {**{str(k): v for k, v in found.items()}, "__line__": node.start_mark.line + 1}


_Lines.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _with_line)


def need(path: Path, data: Mapping[str, Any], name: str, kind: type) -> Any:
    """A value that must be there, and of that kind."""
    value = data.get(name)
    if not isinstance(value, kind) or not value:
        raise ConfigError(f"{path.name}, line {data.get('__line__', 1)}: {name!r} is missing or not a {kind.__name__}")
    return value


@cache
def read(path: Path) -> dict[str, Any]:
    """The mapping in a file, each mapping in it with the number of its line under `__line__`."""
    try:
        # SafeLoader's child: nothing but plain data is ever built.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506  # nosec B506
    except yaml.YAMLError as error:
        raise ConfigError(f"{path.name} is not valid YAML: {error}") from error
    if not isinstance(data, dict):
        raise ConfigError(f"{path.name} must be a mapping")
    return data
