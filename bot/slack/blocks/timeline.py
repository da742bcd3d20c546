"""The timeline as text in Slack: a line, the milestones, what does not fit together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.plain_text import shorten
from bot.domain.postmortem import duration_text
from bot.domain.report import Line, Report
from bot.exports.why import why_words
from bot.prompts import Prompts
from bot.slack.text import date_token, escape, link

TEXT_SHOWN = 300


def entry_line(line: Line, report: Report, say: Prompts) -> str:
    """A line: time, kind, words, who, and why it is in."""
    entry = line.entry
    when = date_token(entry.at)
    text = shorten(escape(" ".join(entry.text.split()), report.names), TEXT_SHOWN)
    who = escape(report.names.get(entry.author) or entry.author)
    why = escape(", ".join(why_words(entry.why, say)))
    source = link(line.links[0], when_text(entry.at)) if line.links else when
    return f"{source if line.links else when} · *{entry.kind.value}*\n{text}\n_{who}{' · ' + why if why else ''}_"


def when_text(at: datetime) -> str:
    """A time in UTC, for where Slack's own dates cannot stand (inside a link)."""
    return f"{at:%Y-%m-%d %H:%M} UTC"


def milestones(report: Report, say: Prompts) -> str:
    """The five moments in a line."""
    parts = []
    for mark in report.milestones:
        name = say.say(f"milestones.{mark.name.value}")
        if mark.at is None:
            parts.append(say.say("timeline.milestone_missing", name=name))
        else:
            parts.append(say.say("timeline.milestone", name=name, at=date_token(mark.at)))
    if report.duration is not None:
        parts.append(say.say("card.lasted", duration=duration_text(report.duration)))
    return " · ".join(parts)


def questions_about(codes: Iterable[str], say: Prompts) -> list[str]:
    """What looks wrong about the milestones, as questions; the codes are those of bot/domain/consistency.py."""
    asked = []
    for what, _, name in (code.partition(":") for code in codes):
        known = say.say(f"milestones.{name}")
        if what in {"day", "zone", "far"}:
            asked.append(say.say(f"timeline.odd_{what}", name=known))
        else:
            asked.append(say.say("timeline.inconsistent", later=say.say(f"milestones.{what}"), earlier=known))
    return asked
