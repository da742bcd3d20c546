"""Section threads and the questions in them; questions to one person, in a thread or by DM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.interview import Question, Section
from bot.domain.participants import Attendance
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, section
from bot.slack.text import date_token, escape, link

QUOTED = 220


@dataclass(frozen=True, slots=True)
class Put:
    """A question as it is put to one person; `told` is what is known and shown to be confirmed."""

    question: Question
    probe: str
    words: str
    person: str
    in_dm: bool
    told: tuple[str, ...]
    postmortem: Postmortem
    part: Section


def spot(postmortem: str, part: str, question: str, probe: str = "", person: str = "") -> str:
    """The name of a question for its buttons."""
    return "|".join((postmortem, part, question, probe, person))


def thread(part: Section, postmortem: Postmortem, say: Prompts) -> list[Block]:
    """The first message of a section's thread; while the postmortem is open with the other ways to answer."""
    blocks = [section(say.say("interview.thread", title=part.title, number=postmortem.number, intro=part.intro))]
    if not postmortem.open:
        return blocks
    where = f"{postmortem.id}|{part.id}"
    buttons = [
        button(say.say("button.as_form"), ids.SECTION_FORM, where),
        button(say.say("button.by_dm"), ids.BY_DM, postmortem.id),
    ]
    return [*blocks, actions(buttons)]


def question(what: Question, told: Sequence[str], where: str, say: Prompts, *, settled: bool) -> list[Block]:
    """One question to everybody in a thread; `where` names it for the buttons, which go once the thread has moved on."""
    blocks = _asked(what, what.ask, told, say)
    if settled:
        return blocks
    first = _confirming(where, say) if told else [button(say.say("button.skip"), ids.SKIP, where)]
    more = [
        button(say.say("button.unknown"), ids.UNKNOWN, where),
        button(say.say("button.later"), ids.LATER, where),
        button(say.say("button.privately"), ids.PRIVATELY, where),
        *([button(say.say("button.safeguard"), ids.RECORD_FORM, where)] if what.record == "safeguard" else []),
        button(say.say("button.next_question"), ids.NEXT_QUESTION, where),
    ]
    return [*blocks, actions([*first, *(more[1:] if told else more)])]


def personal(put: Put, say: Prompts, *, settled: bool) -> list[Block]:
    """One question to one person."""
    where = spot(put.postmortem.id, put.part.id, put.question.id, put.probe, put.person)
    if put.probe:
        words = put.words if put.in_dm else f"<@{put.person}> {put.words}"
        blocks = [section(words)]
    else:
        number, title = put.postmortem.number, escape(put.postmortem.title)
        head = context(say.say("interview.dm_head", number=number, title=title, part=put.part.title))
        blocks = [head, *_asked(put.question, put.words, put.told, say)]
    if settled:
        return blocks
    first = _confirming(where, say) if put.told and not put.probe else [button(say.say("button.skip"), ids.SKIP, where)]
    later = button(say.say("button.later"), ids.LATER, where)
    unknown = [] if put.told and not put.probe else [button(say.say("button.unknown"), ids.UNKNOWN, where)]
    private = [] if put.probe else [button(say.say("button.privately"), ids.PRIVATELY, where)]
    return [*blocks, actions([*first, *unknown, later, *private])]


def _asked(what: Question, words: str, told: Sequence[str], say: Prompts) -> list[Block]:
    if told:
        return [section(say.say("interview.told", lines="\n".join(f"• {line}" for line in told)))]
    notes = [say.say("interview.why", why=what.why)] if what.why else []
    notes += [say.say("interview.example", example=what.example)] if what.example else []
    return [section(f"*{words}*"), *([context("\n".join(notes))] if notes else [])]


def _confirming(where: str, say: Prompts) -> list[Block]:
    return [button(say.say("button.right"), ids.RIGHT, where, "primary"), button(say.say("button.differs"), ids.DIFFERS, where)]


def told_lines(
    told: Sequence[Mapping[str, str]], names: Mapping[str, str], links: Links, channel: str, say: Prompts
) -> tuple[str, ...]:
    """What is known, a line each, with the message that says it."""
    return tuple(_told_line(t, names, links.to(channel, t["ts"]) if t.get("ts") else "", say) for t in told)


def _told_line(told: Mapping[str, str], names: Mapping[str, str], url: str, say: Prompts) -> str:
    source = link(url, say.say("md.source")) if url else ""
    if told.get("milestone"):
        line = f"{say.say('milestones.' + told['milestone'])} {date_token(datetime.fromisoformat(told['at']))}"
    else:
        line = escape(shorten(told["text"], QUOTED), names)
        by = names.get(told.get("by", ""))
        line = f"{line} ({escape(by)})" if by else line
    return f"{line} · {source}" if source else line


def told_plainly(told: Sequence[Mapping[str, str]], say: Prompts) -> str:
    """What is known as plain text, as it stands in the report once somebody has confirmed it."""
    return "\n".join(
        f"{say.say('milestones.' + t['milestone'])} {datetime.fromisoformat(t['at']):%Y-%m-%d %H:%M} UTC"
        if t.get("milestone")
        else t["text"]
        for t in told
    )


def section_done(part: Section, say: Prompts) -> list[Block]:
    """The last word in a section's thread."""
    return [section(say.say("interview.section_done", title=part.title))]


def dm_done(postmortem: Postmortem, note: Attendance, say: Prompts) -> tuple[str, list[Block]]:
    """Thanks in a DM: the end, or the choice to go on."""
    title = escape(postmortem.title)
    if note.by_dm:
        text = say.say("interview.dm_done", number=postmortem.number, title=title)
        return text, [section(text), actions([_open_list(postmortem, say), _name(postmortem, note, say)])]
    text = say.say("interview.dm_thanks", number=postmortem.number, title=title)
    more = button(say.say("button.more_questions"), ids.BY_DM, postmortem.id)
    return text, [section(text), actions([more, _open_list(postmortem, say), _name(postmortem, note, say)])]


def _open_list(postmortem: Postmortem, say: Prompts) -> Block:
    return button(say.say("button.open_questions"), ids.OPEN_QUESTIONS, postmortem.id)


def _name(postmortem: Postmortem, note: Attendance, say: Prompts) -> Block:
    return button(say.say("button.unname" if note.named else "button.name"), ids.USE_MY_NAME, postmortem.id)
