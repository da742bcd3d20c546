"""The timeline to look through and to choose in: a window with lists, and the same list in a thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.lines import Entry
from bot.domain.milestones import MilestoneName
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem, duration_text
from bot.domain.report import Links, line_of
from bot.domain.timeline import Timeline
from bot.exports.why import why_words
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, option, overflow, section, window
from bot.slack.blocks.timeline import questions_about
from bot.slack.text import date_token, escape, link
from bot.slack.where import APART, HISTORY, LEFT_OUT, LINES, OFFERED, Where

WINDOW = "timeline_list"
PAGE, THREAD_PAGE = 12, 7
TEXT_SHOWN, REMARK_SHOWN = 180, 140


@dataclass(frozen=True, slots=True)
class Shown:
    """What the windows show: the timeline as the reader may read it. `shared`: another incident hears these channels."""

    postmortem: Postmortem
    timeline: Timeline
    names: Mapping[str, str]
    links: Links
    zone: tzinfo
    channels: Mapping[str, str]
    window: tuple[datetime | None, datetime | None] = (None, None)
    proposed: bool = False
    apart: tuple[Entry, ...] = ()
    shared: bool = False

    @property
    def open(self) -> bool:
        """Whether people still work on it."""
        return self.postmortem.open


def loading(say: Prompts, where: Where) -> Block:
    """What stands there until a long timeline is put together."""
    return _window(say, where, [section(say.say("timeline.loading"))])


def failed(say: Prompts, where: Where, text: str) -> Block:
    """A window that only says what went wrong."""
    return _window(say, where, [section(text)])


def list_window(shown: Shown, where: Where, say: Prompts, notice: str = "") -> Block:
    """One page of the list that the reader looks at."""
    entries = list_of(shown, where.tab)
    pages = max(1, -(-len(entries) // PAGE))
    page = min(max(where.page, 0), pages - 1)
    here = Where(where.postmortem, where.channel, where.tab, page, where.seen)
    blocks = [section(f"*{notice}*")] if notice else []
    blocks += (
        _head(shown, here, say) if where.tab == LINES else [context(say.say(f"timeline.head_{where.tab}", count=len(entries)))]
    )
    blocks += _lines(shown, entries, here, say)
    return _window(say, here, [*blocks, *_feet(shown, here, pages, say)], shown.postmortem.number)


def _window(say: Prompts, where: Where, blocks: Sequence[Block], number: int | None = None) -> Block:
    title = say.say("timeline.window") if number is None else say.say("timeline.window_of", number=number)
    return window(WINDOW, title, say.say("button.close_window"), blocks, where.pack())


def list_of(shown: Shown, tab: str) -> Sequence[Entry]:
    """The lines of a list."""
    t = shown.timeline
    return {LEFT_OUT: t.left_out, OFFERED: t.offered, APART: shown.apart}.get(tab, t.entries)


def _head(shown: Shown, where: Where, say: Prompts) -> list[Block]:
    edit = button(say.say("button.milestones"), ids.EDIT_MILESTONES, where.pack()) if shown.open else None
    blocks = [section(milestones_text(shown, say), edit)]
    blocks += [context(question) for question in questions_about(shown.timeline.questions, say)]
    since, until = shown.window
    if since or until:
        ends = {"since": _when(since, say.say("timeline.first_message")), "until": _when(until, say.say("timeline.open_end"))}
        blocks.append(context(say.say("timeline.window_proposed" if shown.proposed else "timeline.window_set", **ends)))
    if shown.timeline.offered:
        look = button(say.say("button.look"), ids.TIMELINE_PAGE, where.at(OFFERED).pack())
        blocks.append(section(say.say("timeline.offered", count=len(shown.timeline.offered)), look))
    return blocks


def _when(at: datetime | None, otherwise: str) -> str:
    return date_token(at) if at else otherwise


def milestones_text(shown: Shown, say: Prompts) -> str:
    """The five moments in a few words, and how long it lasted."""
    parts = []
    for name in MilestoneName:
        mark = shown.timeline.milestones.get(name)
        said = say.say(f"milestones.{name.value}")
        parts.append(
            say.say("timeline.milestone", name=said, at=date_token(mark.at))
            if mark
            else say.say("timeline.milestone_missing", name=said)
        )
    start, end = (shown.timeline.milestones.get(n) for n in (MilestoneName.STARTED, MilestoneName.RESOLVED))
    if start and end and end.at >= start.at:
        parts.append(say.say("card.lasted", duration=duration_text(end.at - start.at)))
    return " · ".join(parts)


def _lines(shown: Shown, entries: Sequence[Entry], where: Where, say: Prompts) -> list[Block]:
    if not entries:
        return [section(say.say(f"timeline.empty_{where.tab}"))]
    blocks: list[Block] = []
    first = where.page * PAGE
    by_time = where.tab in {LINES, OFFERED}
    for number in range(first, min(first + PAGE, len(entries))):
        entry = entries[number]
        before = entries[number - 1] if number else None
        if by_time:
            blocks += _between(shown, before if number > first else None, entry, say)
        text = line_text(entry, shown, say, by_time=by_time)
        block = section(text, _deeds(shown, entry, before, where, say) if shown.open else None)
        blocks.append({**block, "block_id": f"line:{entry.id}"[:255]})
        if where.tab == OFFERED and shown.open:
            blocks.append(_take_or_leave(entry, where, say))
    return blocks


def _between(shown: Shown, before: Entry | None, entry: Entry, say: Prompts) -> list[Block]:
    """The date where the day changes in the reader's zone, and a silence worth naming."""
    found = []
    gap = next((g for g in shown.timeline.gaps if before and g[1] == entry.at and g[0] == before.at), None)
    if gap:
        found.append(say.say("timeline.gap", duration=duration_text(gap[1] - gap[0])))
    if before is None or before.at.astimezone(shown.zone).date() != entry.at.astimezone(shown.zone).date():
        found.append(f"*{date_token(entry.at, '{date_long}')}*")
    return [context(*found)] if found else []


def line_text(entry: Entry, shown: Shown, say: Prompts, *, by_time: bool = True) -> str:
    """A line, short enough for a phone: when, what sort, who, where from; the words; why it is in; what people added."""
    when = date_token(entry.at, "{time}" if by_time else "{date_short_pretty} {time}")
    who = escape(shown.names.get(entry.author) or entry.author)
    parts = [when, f"*{say.say(f'entry_kind.{entry.kind.value}')}*", who]
    home = shown.postmortem.channel
    parts += [f"#{escape(shown.channels.get(c) or c)}" for c in dict.fromkeys(entry.channels) if c != home]
    addresses = line_of(entry, shown.links).links
    parts += [link(url, say.say("timeline.source") if n == 1 else f"+{n - 1}") for n, url in enumerate(addresses[:4], 1)]
    words = [" · ".join(p for p in parts if p), *_words(entry, shown)]
    why = escape(", ".join(why_words(entry.why, say)))
    words += [f"_{why}_"] if why else []
    return "\n".join([*words, *_remarks(entry, shown, say)])


def _words(entry: Entry, shown: Shown) -> list[str]:
    text = shorten(escape(" ".join(entry.text.split()), shown.names), TEXT_SHOWN)
    files = [link(f.url, f.name or f.mimetype) for f in entry.files[:3]]
    source = [link(entry.source, shorten(entry.source, 60))] if entry.source else []
    return [w for w in (text, *files, *source) if w]


def _remarks(entry: Entry, shown: Shown, say: Prompts) -> list[str]:
    said = [(n, "timeline.note") for n in entry.notes] + [(v, "timeline.other_version") for v in entry.versions]
    rows = []
    for remark, key in said:
        text = shorten(escape(" ".join(remark.text.split()), shown.names), REMARK_SHOWN)
        at = f"{date_token(remark.at)} " if remark.at else ""
        rows.append(say.say(key, by=escape(shown.names.get(remark.by) or remark.by), text=f"{at}{text}"))
    return [say.say("timeline.disputed"), *rows] if entry.versions else rows


def _deeds(shown: Shown, entry: Entry, before: Entry | None, where: Where, say: Prompts) -> Block | None:
    if where.tab == LEFT_OUT:
        return button(say.say("button.take"), ids.TAKE_LINE, entry.id)
    if where.tab == APART:
        return button(say.say("button.ours"), ids.OURS_LINE, entry.id)
    if where.tab == OFFERED:
        return None
    last = "split" if len(entry.keys) > 1 else "apart" if shown.shared and entry.ts else "cut"
    verbs = ["edit", "hide", *(["merge"] if before else []), "note", last]
    return overflow(ids.LINE_MENU, [option(say.say(f"line.{verb}"), f"{verb}|{entry.id}") for verb in verbs])


def _take_or_leave(entry: Entry, where: Where, say: Prompts) -> Block:
    take = button(say.say("button.take"), ids.TAKE_LINE, entry.id, "primary")
    return {**actions([take, button(say.say("button.leave"), ids.LEAVE_LINE, entry.id)]), "block_id": f"offer:{entry.id}"[:255]}


def _feet(shown: Shown, where: Where, pages: int, say: Prompts) -> list[Block]:
    turns = [(where.page - 1, "←"), (where.page + 1, "→")]
    buttons = [
        button(f"{arrow} {n + 1}/{pages}", f"{ids.TIMELINE_PAGE}:{arrow}", where.at(where.tab, n).pack())
        for n, arrow in turns
        if 0 <= n < pages
    ]
    if where.tab != LINES:
        return [actions([button(say.say("button.back"), f"{ids.TIMELINE_PAGE}:back", where.at(LINES).pack()), *buttons])]
    p = shown.postmortem
    if shown.open and p.signed_off is None and shown.timeline.entries:
        buttons.append(button(say.say("button.accept"), ids.ACCEPT_TIMELINE, p.id, "primary"))
    if shown.open:
        buttons.append(button(say.say("button.add_line"), ids.ADD_LINE, p.id))
    return [actions([*buttons, _more(shown, say)])]


def _more(shown: Shown, say: Prompts) -> Block:
    choices = [option(say.say("more.left_out", count=len(shown.timeline.left_out)), LEFT_OUT)]
    choices += [option(say.say("more.apart", count=len(shown.apart)), APART)] if shown.apart else []
    choices += [option(say.say(f"more.{name}"), name) for name in (HISTORY, *(("window", "thread") if shown.open else ()))]
    return overflow(ids.TIMELINE_MENU, [*choices[:4], option(say.say("more.files"), "files")])


def thread_list(shown: Shown, page: int, say: Prompts) -> list[Block]:
    """The list in the thread of the status card: what everybody in the channel may read."""
    entries = shown.timeline.entries
    pages = max(1, -(-len(entries) // THREAD_PAGE))
    page = min(max(page, 0), pages - 1)
    title = say.say("timeline.title", number=shown.postmortem.number)
    blocks = [section(f"*{title}*"), context(milestones_text(shown, say))]
    for entry in entries[page * THREAD_PAGE : (page + 1) * THREAD_PAGE]:
        when = date_token(entry.at)
        text = shorten(escape(" ".join(entry.text.split()), shown.names), TEXT_SHOWN)
        blocks.append(section(f"{when} · *{say.say(f'entry_kind.{entry.kind.value}')}*\n{text}"))
    if not entries:
        blocks.append(section(say.say("timeline.empty_lines")))
    turns = [(page - 1, "←"), (page + 1, "→")]
    where = shown.postmortem.id
    buttons = [
        button(f"{arrow} {n + 1}/{pages}", f"{ids.THREAD_PAGE}:{arrow}", f"{where}|{n}") for n, arrow in turns if 0 <= n < pages
    ]
    return [*blocks, actions([*buttons, button(say.say("button.timeline"), ids.REVIEW_TIMELINE, where)])]
