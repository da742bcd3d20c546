"""Reads `prompts/items/quality.yaml`: what action items are held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.item_quality import Measure, Strength, Yardstick
from bot.yaml_files import find, mappings, need, pattern, read, wrong


def load_yardstick(folder: Path | None = None) -> Yardstick:
    """The yardstick; raises ConfigError with the line of what is wrong."""
    path = find("items/quality.yaml", folder)
    data = read(path)
    measures = tuple(_measure(path, m) for m in mappings(path, data, "measures"))
    return Yardstick(measures, _words(path, data, "done_test"), _words(path, data, "no_verb"))


def _measure(path: Path, data: Mapping[str, Any]) -> Measure:
    name, strength = need(path, data, "name", str), need(path, data, "strength", str)
    if strength not in set(Strength):
        raise wrong(path, data, f"'strength' is one of {', '.join(Strength)}, not {strength!r}")
    return Measure(name, Strength(strength), _words(path, data, "words"))


def _words(path: Path, data: Mapping[str, Any], name: str) -> re.Pattern[str]:
    found = pattern(path, data, name)
    if found is None:
        raise wrong(path, data, f"{name!r} is missing")
    return found
