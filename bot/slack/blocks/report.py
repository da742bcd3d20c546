"""The report as messages in Slack: compact, in as many messages as Slack's limits ask for."""

from __future__ import annotations

from bot.domain.interview import is_content
from bot.domain.report import Report, SectionPart
from bot.prompts import Prompts
from bot.slack.blocks.parts import Block, context, header, section, sections
from bot.slack.blocks.timeline import entry_line, milestones
from bot.slack.text import escape, link

CHARACTERS, BLOCKS = 11_000, 45


def messages(report: Report, say: Prompts) -> list[list[Block]]:
    """The whole report, cut into messages that Slack accepts; the first one holds the summary."""
    blocks = [
        section(say.say("report.posted", number=report.postmortem.number, title=escape(report.postmortem.title))),
        context(milestones(report, say)),
    ]
    for part in report.sections:
        blocks += _part(part, report)
    for line in report.lines:
        blocks.append(section(entry_line(line, report, say)))
    blocks.append(context(_heard(report, say)))
    return _cut(blocks)


def _part(part: SectionPart, report: Report) -> list[Block]:
    if not any(q.said for q in part.questions):
        return []
    blocks = [header(part.title)]
    for question in part.questions:
        words = []
        for said in question.said:
            name = escape(report.names.get(said.by) or said.by)
            who = link(said.link, name) if said.link else name
            text = escape(said.text, report.names) if is_content(said.text) else escape(said.text)
            words.append(f"{who}: {text}")
        if words:
            blocks += sections(f"_{question.ask}_\n" + "\n".join(words))
    return blocks


def _heard(report: Report, say: Prompts) -> str:
    def names(people: tuple[str, ...]) -> str:
        return ", ".join(escape(report.names.get(p) or p) for p in people)

    parts = [say.say("report.heard", people=names(report.heard))] if report.heard else []
    parts += [say.say("report.not_heard", people=names(report.not_heard))] if report.not_heard else []
    return " ".join(parts) or say.say("next.interview")


def _cut(blocks: list[Block]) -> list[list[Block]]:
    parts: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = len(str(block))
        if parts[-1] and (size + length > CHARACTERS or len(parts[-1]) >= BLOCKS):
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += length
    return parts
