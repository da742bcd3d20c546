"""Reads `prompts/factors/taxonomy.yaml`: what contributing factors are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain.factors import Factor, FactorKind, Taxonomy
from bot.yaml_files import find, mappings, need, pattern, read, wrong

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def load_taxonomy(folder: Path | None = None) -> Taxonomy:
    """The taxonomy; raises ConfigError with the line of what is wrong."""
    path = find("factors/taxonomy.yaml", folder)
    factors: dict[str, Factor] = {}
    for data in mappings(path, read(path), "factors"):
        factor = _factor(path, data)
        if factor.name in factors:
            raise wrong(path, data, f"the factor {factor.name!r} stands there twice")
        factors[factor.name] = factor
    return Taxonomy(tuple(factors.values()))


def _factor(path: Path, data: Mapping[str, Any]) -> Factor:
    name, kind, title = (str(need(path, data, key, str)) for key in ("name", "kind", "title"))
    if not NAME.fullmatch(name):
        raise wrong(path, data, f"'name' is made of small letters, figures and _, not {name!r}")
    if kind not in set(FactorKind):
        raise wrong(path, data, f"'kind' is one of {', '.join(FactorKind)}, not {kind!r}")
    words = pattern(path, data, "words")
    if words is None:
        raise wrong(path, data, "'words' is missing")
    return Factor(name, FactorKind(kind), title, words)
