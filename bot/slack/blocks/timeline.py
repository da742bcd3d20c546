"""The draft timeline in Slack, and the form for a line by hand."""

from __future__ import annotations

from datetime import datetime

from bot.domain.plain_text import shorten
from bot.domain.postmortem import duration_text
from bot.domain.report import Line, Report
from bot.exports.why import why_words
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, field, header, modal, section, text_input
from bot.slack.text import date_token, escape, link

PAGE = 14
TEXT_SHOWN = 300


def review(report: Report, page: int, say: Prompts) -> list[Block]:
    """One page of the timeline, each line with its reason and a button to hide it."""
    p = report.postmortem
    lines = report.lines[page * PAGE : (page + 1) * PAGE]
    blocks = [header(say.say("timeline.title", number=p.number)), context(milestones(report, say))]
    blocks += [context(question) for question in _questions(report, say)]
    if not report.lines:
        blocks.append(section(say.say("timeline.empty")))
    for line in lines:
        hide = button(say.say("button.hide"), ids.HIDE_LINE, f"{p.id}|{line.entry.id}|{page}") if p.open else None
        blocks.append(section(entry_line(line, report, say), hide))
    return [*blocks, actions(_buttons(report, page, say))]


def _buttons(report: Report, page: int, say: Prompts) -> list[Block]:
    p = report.postmortem
    pages = -(-len(report.lines) // PAGE)
    turns = [(page - 1, "←"), (page + 1, "→")]
    buttons = [button(f"{arrow} {n + 1}/{pages}", f"{ids.REVIEW_TIMELINE}:{n}", p.id) for n, arrow in turns if 0 <= n < pages]
    if p.open and p.signed_off is None:
        buttons.insert(0, button(say.say("button.accept"), ids.ACCEPT_TIMELINE, p.id, "primary"))
    return [*buttons, button(say.say("button.add_line"), ids.ADD_LINE, p.id)]


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


def _questions(report: Report, say: Prompts) -> list[str]:
    """What looks wrong about the milestones, as questions; the codes are those of bot/domain/consistency.py."""
    asked = []
    for what, _, name in (code.partition(":") for code in report.questions):
        known = say.say(f"milestones.{name}")
        if what in {"day", "zone", "far"}:
            asked.append(say.say(f"timeline.odd_{what}", name=known))
        else:
            asked.append(say.say("timeline.inconsistent", later=say.say(f"milestones.{what}"), earlier=known))
    return asked


def line_form(say: Prompts, postmortem: str, now: datetime) -> Block:
    """The form for a line that no message holds."""
    at = {"type": "datetimepicker", "action_id": "v", "initial_date_time": int(now.timestamp()) // 60 * 60}
    blocks = [
        field("at", say.say("line_form.at"), at),
        field("text", say.say("line_form.text"), text_input("v", lines=True)),
    ]
    return modal(ids.LINE_FORM, say.say("line_form.title"), say.say("button.save"), say.say("button.cancel"), blocks, postmortem)
