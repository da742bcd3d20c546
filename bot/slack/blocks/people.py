"""Who was there and who is not heard yet; invitations; private answers for the one who may read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.contradictions import Contradiction
from bot.domain.coverage import Coverage
from bot.domain.guide import Guide
from bot.domain.interview import Answer
from bot.domain.participants import Attendance, Opening, Participant
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.interview import spot
from bot.slack.blocks.parts import Block, actions, button, context, field, header, modal, section, sections, text_input
from bot.slack.text import date_token, escape, link

MOST = 20


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation is made of."""

    postmortem: Postmortem
    opening: Opening
    names: Mapping[str, str]
    section: str
    question: str
    person: str


def invitation(what: Invitation, note: Attendance, say: Prompts, *, settled: bool) -> tuple[str, list[Block]]:
    """The one message that invites somebody, by what they did; declining needs no reason."""
    pm, how = what.postmortem, what.opening
    asked = say.say(f"invite.{how.code}", what=escape(how.words, what.names), at=date_token(how.at, "{time}") if how.at else "")
    hello = say.say("invite.hello", number=pm.number, title=escape(pm.title), channel=pm.channel)
    blocks = [
        section(hello),
        section(f"*{asked}*"),
        context(say.say("invite.notes", lead=escape(what.names.get(pm.lead) or pm.lead))),
    ]
    if settled or note.declined_at:
        return hello, blocks
    where = spot(pm.id, what.section, what.question, "", what.person)
    buttons = [
        button(say.say("button.by_dm"), ids.BY_DM, pm.id),
        button(say.say("button.later"), ids.LATER, where),
        button(say.say("button.privately"), ids.PRIVATELY, where),
        button(say.say("button.not_this_time"), ids.DECLINE, where),
    ]
    return hello, [*blocks, actions(buttons)]


def who(
    postmortem: Postmortem,
    there: Sequence[Participant],
    noted: Mapping[str, Attendance],
    heard: Sequence[str],
    names: Mapping[str, str],
    missing: Coverage,
    say: Prompts,
) -> list[Block]:
    """Who was there, how, and whether they are heard; each can be taken off, others added."""
    blocks: list[Block] = [header(say.say("people.title", number=postmortem.number))]
    for one in there[:MOST]:
        note = noted.get(one.person) or Attendance(one.person)
        state = "heard" if one.person in heard else "declined" if note.declined_at else "invited" if note.invited_at else "open"
        how = ", ".join(say.say(f"people.{part.value}") for part in one.parts)
        name = escape(names.get(one.person) or one.person)
        role = f" · {escape(note.role)}" if note.role else ""
        text = say.say("people.line", name=name, how=how, state=say.say(f"people.state_{state}"), role=role)
        drop = button(say.say("button.not_there"), ids.NOT_THERE, f"{postmortem.id}|{one.person}") if postmortem.open else None
        blocks.append(section(text, drop))
    if len(there) > MOST:
        blocks.append(context(say.say("people.more", count=len(there) - MOST)))
    if lines := coverage_lines(missing, names, say):
        blocks.append(section("\n".join(lines)))
    if postmortem.open:
        blocks.append(actions([button(say.say("button.add_person"), ids.ADD_PERSON, postmortem.id)]))
    return blocks


def coverage_lines(missing: Coverage, names: Mapping[str, str], say: Prompts) -> list[str]:
    """Who is not heard yet, a line each for people, teams and perspectives."""
    lines = []
    if missing.people:
        lines.append(say.say("people.not_heard", people=", ".join(escape(names.get(p) or p) for p in missing.people)))
    if missing.teams:
        lines.append(say.say("people.teams", teams=", ".join(map(escape, missing.teams))))
    if missing.perspectives:
        sides = ", ".join(say.say(f"perspective.{p.value}") for p in missing.perspectives)
        lines.append(say.say("people.perspectives", perspectives=sides))
    return lines


def person_form(say: Prompts, metadata: str) -> Block:
    """Somebody else was there, or has another role."""
    blocks = [
        field("person", say.say("people.ask_who"), {"type": "users_select", "action_id": "v"}),
        field("role", say.say("people.ask_role"), text_input("v", most=60), optional=True, hint=say.say("people.role_hint")),
    ]
    return modal(
        ids.PERSON_FORM, say.say("people.form_title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata
    )


def differing(
    postmortem: Postmortem, pairs: Sequence[Contradiction], names: Mapping[str, str], links: Links, say: Prompts
) -> list[Block]:
    """Where memories differ, both sides with their source; a pair that only looks so can be called the same."""
    if not pairs:
        return [section(say.say("differ.none"))]
    blocks: list[Block] = [header(say.say("differ.title", number=postmortem.number))]
    for number, pair in enumerate(pairs[:MOST]):
        both = "\n".join(f"• {_side(a, names, links)}" for a in (pair.first, pair.second))
        blocks.append(section(both, button(say.say("button.agree"), ids.AGREE, f"{postmortem.id}|{number}|{_key(pair)}")))
    return blocks


def _side(answer: Answer, names: Mapping[str, str], links: Links) -> str:
    name = escape(names.get(answer.user) or answer.user)
    who_ = link(links.to(*answer.source), name) if answer.linked else name
    return f"{who_}: {escape(shorten(answer.text, 500), names)}"


def _key(pair: Contradiction) -> str:
    return "|".join((*pair.first.source, *pair.second.source))


def differs_form(others: Sequence[tuple[str, str]], say: Prompts, metadata: str) -> Block:
    """Which answer does this one differ from?"""
    choices = [
        {"text": {"type": "plain_text", "text": shorten(text, 75), "emoji": False}, "value": value}
        for value, text in others[:100]
    ]
    element = {"type": "static_select", "action_id": "v", "options": choices}
    blocks = [field("other", say.say("differ.ask"), element)]
    return modal(
        ids.DIFFERS_FORM, say.say("differ.form_title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata
    )


def private_note(text: str, postmortem: Postmortem, say: Prompts) -> list[Block]:
    """Something private waits; it is shown only on a press of the one who may read it."""
    return [section(text), actions([button(say.say("button.read_private"), ids.READ_PRIVATE, postmortem.id)])]


def private_view(
    answers: Sequence[Answer], names: Mapping[str, str], guide: Guide, postmortem: Postmortem, say: Prompts
) -> Block:
    """What was said privately, in a window that leaves nothing behind."""
    template = guide.of(postmortem)
    blocks: list[Block] = [context(say.say("private.reading"))]
    for answer in answers[:MOST]:
        part = template.section(answer.section)
        ask = next((q.ask for q in part.questions if q.id == answer.question), answer.question) if part else answer.question
        name = escape(names.get(answer.user) or answer.user)
        blocks += sections(f"_{ask}_\n{name}: {escape(answer.text, names)}")
    titles = {"title": _plain(say.say("private.title")), "close": _plain(say.say("button.cancel"))}
    return {"type": "modal", **titles, "blocks": blocks[:95]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text[:24], "emoji": False}
