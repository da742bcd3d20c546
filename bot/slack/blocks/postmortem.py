"""The status card, the form that starts a postmortem, and lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.action_item import ItemState
from bot.domain.postmortem import Postmortem, Severity, Status, duration_text
from bot.domain.report import Report
from bot.domain.review import Verdict
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import (
    Block,
    actions,
    button,
    context,
    field,
    header,
    modal,
    option,
    section,
    sections,
    select,
    text_input,
)
from bot.slack.blocks.people import coverage_lines
from bot.slack.text import date_token, escape

# The form's word for "whatever the rules choose".
BY_RULE = "-"
OVER = {Status.PUBLISHED: "next.done", Status.ARCHIVED: "next.archived", Status.CANCELLED: "next.cancelled"}


def card(report: Report, say: Prompts) -> list[Block]:
    """The status card: where it stands, what is missing, and the next step as buttons."""
    p = report.postmortem
    blocks = [
        header(say.say("card.title", number=p.number, title=escape(p.title))),
        context(_facts(report, say)),
        section(
            "\n".join(
                filter(
                    None,
                    (
                        _timeline(report, say),
                        _interview(report, say),
                        _missing(report, say),
                        _items(report, say),
                        _review(report, say),
                    ),
                )
            )
        ),
        section(say.say("card.next", step=next_step(report, say))),
    ]
    buttons = _buttons(p, say, started=bool(report.heard or any(s.questions for s in report.sections)))
    return [*blocks, actions(buttons)] if buttons else blocks


def next_step(report: Report, say: Prompts) -> str:
    """What to do next, in words: the first thing that is missing."""
    p = report.postmortem
    if not p.open:
        return say.say(OVER[p.status])
    if not report.heard:
        return say.say("next.interview")
    if p.signed_off is None:
        return say.say("next.timeline")
    missing = [s.title for s in report.sections if not any(q.said for q in s.questions)]
    if missing:
        return say.say("next.sections", sections=", ".join(missing))
    if not report.items:
        return say.say("next.items")
    if _incomplete(report):
        return say.say("next.owners")
    if waiting := [r for r in report.remarks if r.open]:
        return say.say("next.remarks", count=len(waiting))
    if asked := [person(r.reviewer, report) for r in report.reviews if r.verdict is Verdict.WAITING]:
        return say.say("next.review", people=", ".join(asked))
    return say.say("next.close")


def _facts(report: Report, say: Prompts) -> str:
    p = report.postmortem
    severity = say.say("card.severity_unknown") if p.severity is Severity.UNKNOWN else p.severity.value.upper()
    services = ", ".join(escape(s) for s in p.services) or say.say("card.no_services")
    parts = [say.say("card.facts", severity=severity, lead=person(p.lead, report), services=services)]
    if p.began_at is not None:
        parts.append(say.say("card.began", at=date_token(p.began_at)))
    if report.duration is not None:
        parts.append(say.say("card.lasted", duration=duration_text(report.duration)))
    return " · ".join(parts)


def person(user: str, report: Report) -> str:
    """Somebody's name as text: a card that is edited ten times must not call them ten times."""
    return escape(report.people.get(user) or user)


def _timeline(report: Report, say: Prompts) -> str:
    p = report.postmortem
    signed = say.say("card.signed", by=person(p.signed_off[0], report)) if p.signed_off else ""
    found = sum(1 for m in report.milestones if m.at is not None)
    return say.say("card.timeline", lines=len(report.lines), found=found, signed=signed)


def _interview(report: Report, say: Prompts) -> str:
    done = sum(1 for s in report.sections if any(q.said for q in s.questions))
    return say.say("card.interview", done=done, all=len(report.sections), heard=len(report.heard))


def _missing(report: Report, say: Prompts) -> str:
    """Who is not heard yet, and how often memories differ, in a line each."""
    lines = coverage_lines(report.missing, report.people, say) if report.heard else []
    if report.differing:
        lines.append(say.say("card.differing", count=len(report.differing)))
    return "\n".join(lines)


def _items(report: Report, say: Prompts) -> str:
    done = sum(1 for i in report.items if i.state is ItemState.DONE)
    count = _incomplete(report)
    missing = say.say("card.items_missing", count=count) if count else ""
    return say.say("card.items", open=sum(1 for i in report.items if i.open), done=done, missing=missing)


def _review(report: Report, say: Prompts) -> str:
    """Who looks at it, in a line; nothing where nobody was asked."""
    told = [say.say(f"card.review_{r.verdict.value}", name=person(r.reviewer, report)) for r in report.reviews]
    return say.say("card.review", what=" · ".join(told)) if told else ""


def _incomplete(report: Report) -> int:
    return sum(1 for i in report.items if i.open and (i.owner is None or i.due is None))


def _buttons(p: Postmortem, say: Prompts, *, started: bool) -> list[Block]:
    if p.status is not Status.DRAFT:
        return [
            button(say.say("button.report"), ids.READ_REPORT, p.id),
            button(say.say("button.reopen"), ids.REOPEN, p.id),
        ]
    start = button(say.say("button.interview"), ids.OPEN_INTERVIEW, p.id, "primary")
    first = [start] if not started else [button(say.say("button.open_questions"), ids.OPEN_QUESTIONS, p.id)]
    return [
        *first,
        button(say.say("button.timeline"), ids.REVIEW_TIMELINE, p.id),
        button(say.say("button.people"), ids.SHOW_PEOPLE, p.id),
        button(say.say("button.action"), ids.ADD_ITEM, p.id),
        button(say.say("button.report"), ids.READ_REPORT, p.id),
        button(say.say("button.close"), ids.CLOSE, p.id),
    ]


def offer(say: Prompts) -> list[Block]:
    """The offer of a postmortem when an incident seems to be over."""
    return [section(say.say("offer.text")), actions([button(say.say("button.start"), ids.START, style="primary")])]


def start_form(say: Prompts, channel: str, title: str, lead: str, now: datetime) -> Block:
    """The form that asks what is missing; the channel travels along."""
    severities = [option(say.say(f"severity.{s.value}"), s.value) for s in Severity]
    who = [option(say.say("start.open"), "open"), option(say.say("start.private"), "private")]
    # Slack rounds nothing: a datetime picker takes whole seconds, and people think in minutes.
    began = {"type": "datetimepicker", "action_id": "v", "initial_date_time": int(now.timestamp()) // 60 * 60 - 3600}
    by_rule = option(say.say("start.by_rule"), BY_RULE)
    templates = [by_rule, *(option(t.title, name) for name, t in sorted(say.guide.templates.items()))]
    blocks = [
        field("title", say.say("start.field_title"), text_input("v", title, most=150)),
        field("severity", say.say("start.field_severity"), select("v", severities, severities[-1])),
        field(
            "services",
            say.say("start.field_services"),
            text_input("v", most=300),
            optional=True,
            hint=say.say("start.services_hint"),
        ),
        field("began_at", say.say("start.field_began"), began, optional=True),
        field("lead", say.say("start.field_lead"), {"type": "users_select", "action_id": "v", "initial_user": lead}),
        field("private", say.say("start.field_private"), select("v", who, who[0])),
        field("template", say.say("start.field_template"), select("v", templates, by_rule)),
    ]
    return modal(ids.START_FORM, say.say("start.title"), say.say("button.start"), say.say("button.cancel"), blocks, channel)


def listing(postmortems: Iterable[Postmortem], say: Prompts) -> list[Block]:
    """All postmortems, a line each."""
    lines = [
        say.say(
            "list.line",
            number=p.number,
            title=escape(p.title),
            severity=p.severity.value.upper(),
            status=say.say(f"status.{p.status.value}"),
            channel=p.channel,
        )
        for p in postmortems
    ]
    if not lines:
        return [section(say.say("list.none"))]
    return [header(say.say("list.title")), *sections("\n".join(lines))]
