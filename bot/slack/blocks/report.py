"""The report as messages in Slack: the gist in one, the whole in those that follow, each about a screen of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.domain.plain_text import calm, shorten
from bot.domain.postmortem import Postmortem
from bot.domain.report import Report, Said, SectionPart
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, header, option, plain, section, select
from bot.slack.blocks.people import coverage_lines
from bot.slack.blocks.quoting import listed, quoted
from bot.slack.blocks.timeline import entry_line, milestones
from bot.slack.text import escape, link

CHARACTERS, BLOCKS = 11_000, 45
# A screen of a phone has so many lines of about so many characters; a block has some room around it.
SCREEN, LINE, AROUND = 26, 44, 0.6
GIST = 140  # characters of each section in the first message
FILES = (
    ("pdf", "internal"),
    ("html", "internal"),
    ("md", "internal"),
    ("json", "internal"),
    ("pdf", "managers"),
    ("pdf", "customer"),
)
DIFFERING = 600  # characters of each side of a pair: both stand in full above


def messages(report: Report, say: Prompts) -> list[list[Block]]:
    """The gist first, then the whole report, cut into messages that Slack accepts and that a phone shows."""
    return [gist(report, say), *whole(report, say)]


def gist(report: Report, say: Prompts) -> list[Block]:
    """One message: how each section begins, and how much there is besides."""
    told = [(part.title, _beginning(part, report)) for part in report.sections]
    lines = [say.say("report.gist_line", title=escape(title), text=escape(text)) for title, text in told if text]
    done = sum(1 for i in report.items if not i.open)
    counts = say.say("report.gist_counts", lines=len(report.lines), items=len(report.items), done=done, heard=len(report.heard))
    if report.fare and report.fare.all.overdue:
        counts += say.say("report.gist_overdue", count=report.fare.all.overdue)
    return [
        section(say.say("report.posted", number=report.postmortem.number, title=escape(report.postmortem.title))),
        context(milestones(report, say)),
        *([section("\n".join(lines))] if lines else []),
        context(counts),
    ]


def _beginning(part: SectionPart, report: Report) -> str:
    said = [s.text for q in part.questions for s in q.said]
    text = part.edition.text if part.edition else next(iter(said), "")
    return shorten(" ".join(calm(text, report.names).split()), GIST)


def whole(report: Report, say: Prompts) -> list[list[Block]]:
    """All of it."""
    blocks: list[Block] = []
    for part in report.sections:
        blocks += _part(part, report, say)
    blocks += _records(report, say)
    for line in report.lines:
        blocks.append(section(entry_line(line, report, say)))
    blocks.append(context(_heard(report, say)))
    return _cut(blocks)


def tools(postmortem: Postmortem, say: Prompts) -> Block:
    """Below the report: read all of it, change it, or take it along as a file."""
    files = [option(say.say(f"report.file_{form}_{kind}"), f"{form}|{kind}|{postmortem.id}") for form, kind in FILES]
    menu = {**select(ids.REPORT_FILE, files), "placeholder": plain(say.say("report.as_file"))}
    edit = [button(say.say("button.edit_report"), ids.EDIT_REPORT, postmortem.id)] if postmortem.open else []
    factors = button(say.say("button.factors"), ids.FACTORS, postmortem.id)
    return actions([more(postmortem, 1, say), *edit, factors, menu])


def canvas_question(postmortem: Postmortem, say: Prompts) -> Block:
    """What is to become of a canvas that people wrote in."""
    anew = button(say.say("button.canvas_anew"), ids.CANVAS_ANEW, postmortem.id)
    return actions([anew, button(say.say("button.canvas_leave"), ids.CANVAS_LEAVE, postmortem.id)])


def more(postmortem: Postmortem, page: int, say: Prompts) -> Block:
    """A button that shows the next part of the whole report."""
    return button(say.say("button.read_all" if page == 1 else "button.read_on"), ids.READ_ALL, f"{page}|{postmortem.id}")


def page_link(url: str, say: Prompts) -> Block:
    """The way to the report on the web, for the one who asked."""
    return section(f"<{url}|{say.say('web.open')}>")


def outside_link(url: str, place: str, say: Prompts) -> Block:
    """The way to the report where documents are kept."""
    return section(link(url, say.say("publish.open", place=place)))


def _part(part: SectionPart, report: Report, say: Prompts) -> list[Block]:
    blocks: list[Block] = quoted("", "", calm(part.edition.text, report.names)) if part.edition else []
    if part.edition and part.questions:
        count = sum(len(q.said) + len(q.unattributed) for q in part.questions)
        blocks.append(context(say.say("edit.behind", count=count)))
    for question in () if part.edition else part.questions:
        if question.said or question.unattributed:
            blocks.append(section(f"_{question.ask}_"))
        for said in question.said:
            blocks += _said(said, report, say)
        for text in question.unattributed:
            blocks += quoted(say.say("md.no_name"), "", calm(text, report.names))
    pairs = [d for d in report.differing if d.section == part.id]
    if pairs:
        blocks.append(section(f"*{say.say('md.differing')}*"))
    for pair in pairs:
        both = (pair.first, pair.second)
        lines = [(_who(s, report, say), s.link, shorten(calm(s.text, report.names), DIFFERING)) for s in both]
        blocks.append(listed(lines))
    return [header(part.title), *blocks] if blocks else []


def _said(said: Said, report: Report, say: Prompts) -> list[Block]:
    return quoted(_who(said, report, say), said.link, calm(said.text, report.names))


def _who(said: Said, report: Report, say: Prompts) -> str:
    name = calm(report.names.get(said.by) or said.by)
    return f"{name} ({say.say('md.confirms')})" if said.confirms else name


def _records(report: Report, say: Prompts) -> list[Block]:
    """Safeguards and fixes as what they are: records."""
    named = [say.factor(name) for name in say.taxonomy.ordered(report.factors)]
    blocks: list[Block] = [header(say.say("md.factors")), section(escape(" · ".join(named)))] if named else []
    blocks += [header(say.say("md.safeguards"))] if report.safeguards else []
    for s in report.safeguards:
        told = [say.say("safeguard.expected", text=s.expected)] if s.expected else []
        told += [say.say("safeguard.did", text=s.did)] if s.did else []
        blocks += quoted(calm(s.what, report.names), "", calm("\n".join(told), report.names))
    blocks += [header(say.say("md.fixes"))] if report.fixes else []
    for fix in report.fixes:
        key = "permanent" if not fix.temporary else "temporary" if fix.until else "temporary_open"
        kind = say.say(f"md.{key}", until=f"{fix.until:%d %b %Y}" if fix.until else "")
        blocks += quoted(kind, "", calm(fix.text, report.names))
    return blocks


def _heard(report: Report, say: Prompts) -> str:
    def names(people: tuple[str, ...]) -> str:
        return ", ".join(escape(report.names.get(p) or p) for p in people)

    parts = [say.say("report.heard", people=names(report.heard))] if report.heard else []
    parts += [say.say("report.not_heard", people=names(report.not_heard))] if report.not_heard else []
    parts += coverage_lines(replace(report.missing, people=()), report.names, say)
    return "\n".join(parts) or say.say("next.interview")


def _cut(blocks: list[Block]) -> list[list[Block]]:
    """Messages of about a screen each. A heading goes with what it stands above, and one long text is not torn apart."""
    parts: list[list[Block]] = [[]]
    size, high = 0, 0.0
    for block in blocks:
        length, lines = len(str(block)), _height(block)
        full = size + length > CHARACTERS or len(parts[-1]) >= BLOCKS or (high + lines > SCREEN and high > 0)
        if full and parts[-1]:
            carried: list[Block] = []
            while len(parts[-1]) > 1 and _leads(parts[-1][-1]):
                carried.insert(0, parts[-1].pop())
            parts.append(carried)
            size, high = sum(len(str(b)) for b in carried), sum(map(_height, carried))
        parts[-1].append(block)
        size, high = size + length, high + lines
    return parts


def _leads(block: Block) -> bool:
    """Whether it is nothing without what follows: a heading, a question."""
    return block["type"] == "header" or (block["type"] == "section" and str(block["text"]["text"]).startswith("_"))


def _height(block: Block) -> float:
    """About how many lines it has on a phone."""
    texts = [t for t in _texts(block) if t]
    return AROUND + sum(1 + len(line) // LINE for text in texts for line in text.split("\n"))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in {"rich_text_section", "rich_text_quote"}:
            yield "".join(str(e.get("text", "")) for e in node["elements"])
        elif isinstance(node.get("text"), str) and node.get("type") in {"mrkdwn", "plain_text"}:
            yield node["text"]
        else:
            for child in node.values():
                yield from _texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
