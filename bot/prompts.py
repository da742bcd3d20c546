"""Reads `prompts/` once, at start-up, and checks it: wording, interview templates, nudge policies.

Errors name the file and the line, so that a workspace which brings its own wording can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.domain.factors import Taxonomy
from bot.domain.followup import Policy
from bot.domain.guide import GROUP, Guide
from bot.domain.item_quality import Yardstick
from bot.domain.report_template import ReportTemplate
from bot.errors import ConfigError
from bot.factor_files import load_taxonomy
from bot.guide_files import load_guide
from bot.policy_files import load_policy
from bot.quality_files import load_yardstick
from bot.report_files import load_report_templates
from bot.settings import Settings
from bot.yaml_files import LINE, default_folder, find, read


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything the bot says and asks."""

    texts: Mapping[str, str]
    guide: Guide
    policy: Policy
    yardstick: Yardstick
    languages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reports: Mapping[str, ReportTemplate] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=Taxonomy)

    def say(self, key: str, **details: object) -> str:
        """The text of that key with its blanks filled in. A missing key is a bug, found by a test."""
        return self.texts[key].format(**details)

    def known(self, key: str, otherwise: str) -> str:
        """The text of that key where there is one."""
        return self.texts.get(key, otherwise)

    def factor(self, name: str) -> str:
        """What a contributing factor is called; one that the taxonomy has given up keeps its name."""
        known = self.taxonomy.get(name)
        return self.known(f"factor.{name}", known.title if known else name.replace("_", " "))

    def speaking(self, language: str) -> Prompts:
        """The same in another language, where reports can be in it; what it has no word for stays English."""
        return replace(self, texts={**self.texts, **self.languages[language]}) if language in self.languages else self


def load_prompts(folder: Path | None = None, template: str = "full", *, names: bool = False, group: int = GROUP) -> Prompts:
    """Read and check it all; a folder of the workspace's own may leave out what it does not change. `names`: whether
    reports show them; `group`: how many must have answered before words without a name are shown."""
    texts = _texts("messages", folder)
    roles = {"": texts["role.other"], "lead": texts["role.lead"]}
    guide = replace(load_guide(folder, template), names_shown=names, group=group, role_words=roles)
    policy, languages = load_policy(find("policies/default.yaml", folder)), _languages(folder)
    reports, factors = load_report_templates(folder, frozenset(languages)), load_taxonomy(folder)
    return Prompts(texts, guide, policy, load_yardstick(folder), languages, reports, factors)


def prompts_of(settings: Settings) -> Prompts:
    """What the settings choose."""
    shown = settings.report_names == "names"
    return load_prompts(settings.prompts_dir, settings.interview_template, names=shown, group=settings.private_group)


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


def _languages(folder: Path | None) -> Mapping[str, Mapping[str, str]]:
    """The wording of reports in other languages, by their tag; English is what there is without any."""
    found: dict[str, dict[str, str]] = {"en": {}}
    for place in filter(None, (default_folder(), folder)):
        for path in sorted((place / "languages").glob("*.yaml")):
            found.setdefault(path.stem, {}).update(_flat(read(path)))
    return found


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        if key == LINE:
            continue
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value).rstrip("\n"))]
    return pairs
