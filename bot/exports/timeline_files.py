"""The timeline in every form in which it leaves the bot as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain.extract import ImpactFact, ProposedAction
from bot.domain.report import Links
from bot.domain.timeline import Timeline
from bot.exports.timeline_json import timeline_json
from bot.exports.timeline_picture import picture
from bot.exports.timeline_png import png
from bot.exports.timeline_text import timeline_csv, timeline_markdown
from bot.prompts import Prompts

FORMS = ("json", "csv", "md", "svg", "png")


@dataclass(frozen=True, slots=True)
class Told:
    """A timeline and what its files need to know besides."""

    timeline: Timeline
    title: str
    names: Mapping[str, str]
    links: Links
    actions: Sequence[ProposedAction] = ()
    facts: Sequence[ImpactFact] = ()


def told_as(told: Told, form: str, zone: ZoneInfo, say: Prompts) -> bytes:
    """The content of the file in one of FORMS; raises BadInput for a PNG where nothing can make one."""
    t = told
    match form:
        case "json":
            made = json.dumps(timeline_json(t.timeline, t.actions, t.facts, say), indent=1, ensure_ascii=False) + "\n"
        case "csv":
            made = timeline_csv(t.timeline, t.names, t.links, zone, say)
        case "md":
            made = f"# {t.title}\n\n" + timeline_markdown(t.timeline, t.names, t.links, zone, say)
        case "svg":
            made = picture(t.timeline, t.title, zone, say)
        case _:
            return png(picture(t.timeline, t.title, zone, say))
    return made.encode()
