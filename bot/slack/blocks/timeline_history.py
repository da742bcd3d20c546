"""Who chose what in the timeline, and when; each step can be undone, and done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.curation import BY_HAND, Curation, EditText, Feed, SetMilestone, Step, Undo, place_of
from bot.domain.lines import Entry
from bot.domain.plain_text import shorten
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, section, window
from bot.slack.blocks.timeline_list import WINDOW, Shown
from bot.slack.text import date_token, escape
from bot.slack.where import HISTORY, LINES, Where

PAGE = 15


def history_window(shown: Shown, curation: Curation, where: Where, say: Prompts, notice: str = "") -> Block:
    """One page of the history, the newest step first. Steps on lines that the reader may not read are not there."""
    steps = [s for s in reversed(curation.in_order) if not isinstance(s.change, Undo) and _may_read(s, shown)]
    pages = max(1, -(-len(steps) // PAGE))
    page = min(max(where.page, 0), pages - 1)
    here = Where(where.postmortem, where.channel, HISTORY, page, where.seen)
    lines = _lines_by_key(shown)
    blocks = [section(f"*{notice}*")] if notice else []
    blocks += [] if steps else [section(say.say("timeline.empty_history"))]
    for step in steps[page * PAGE : (page + 1) * PAGE]:
        blocks.append(_step(step, shown, curation, lines, say))
    turns = [(page - 1, "←"), (page + 1, "→")]
    back = button(say.say("button.back"), f"{ids.TIMELINE_PAGE}:back", here.at(LINES).pack())
    pages_ = [
        button(f"{arrow} {n + 1}/{pages}", f"{ids.TIMELINE_PAGE}:{arrow}", here.at(HISTORY, n).pack())
        for n, arrow in turns
        if 0 <= n < pages
    ]
    title = say.say("timeline.window_of", number=shown.postmortem.number)
    head = context(say.say("timeline.head_history"))
    blocks = [head, *blocks, actions([back, *pages_])]
    return window(WINDOW, title, say.say("button.close_window"), blocks, here.pack())


def _may_read(step: Step, shown: Shown) -> bool:
    if isinstance(step.change, Undo):
        return False
    if isinstance(step.change, Feed):
        return not step.change.on or step.change.channel in shown.channels
    named = [k for k in step.change.keys if not k.startswith(BY_HAND) and not _of_the_whole(k)]
    return all(place_of(k)[0] in shown.channels for k in named)


def _of_the_whole(key: str) -> bool:
    return key in {"window", "sign_off"} or key.startswith(("milestone:", "feed:"))


def _lines_by_key(shown: Shown) -> Mapping[str, Entry]:
    t = shown.timeline
    every: Sequence[Entry] = (*t.entries, *t.left_out, *t.offered, *shown.apart)
    return {key: entry for entry in every for key in entry.keys}


def _step(step: Step, shown: Shown, curation: Curation, lines: Mapping[str, Entry], say: Prompts) -> Block:
    by = escape(shown.names.get(step.by) or step.by)
    what = _what(step, shown, lines, say)
    text = f"{date_token(step.at)} · {say.say(f'history.{type(step.change).__name__}', by=by, what=what)}"
    undone = curation.undone.get(step.id)
    if undone is None:
        deed = button(say.say("button.undo"), ids.UNDO_STEP, step.id)
    else:
        who = escape(shown.names.get(undone.by) or undone.by)
        text = f"~{text}~\n{say.say('history.undone', by=who, at=date_token(undone.at))}"
        deed = button(say.say("button.redo"), ids.UNDO_STEP, undone.id)
    return {**section(text, deed if shown.open else None), "block_id": f"step:{step.id}"[:255]}


def _what(step: Step, shown: Shown, lines: Mapping[str, Entry], say: Prompts) -> str:
    change = step.change
    if isinstance(change, SetMilestone):
        at = date_token(change.at) if change.at else say.say("timeline.nobody_knows")
        return say.say("history.milestone", name=say.say(f"milestones.{change.name.value}"), at=at)
    if isinstance(change, Feed):
        return f"#{escape(shown.channels.get(change.channel) or change.channel)}" if change.on else ""
    keys = () if isinstance(change, Undo) else change.keys
    line = next((lines[k] for k in keys if k in lines), None)
    if line is None:
        return say.say("history.gone")
    words = change.text if isinstance(change, EditText) and "edited" in line.why else line.text
    return f"“{shorten(escape(' '.join(words.split()), shown.names), 90)}”"
