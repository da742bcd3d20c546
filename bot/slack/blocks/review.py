"""Review: the request to a reviewer, remarks, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.interview import Section
from bot.domain.plain_text import calm
from bot.domain.postmortem import Postmortem
from bot.domain.review import Remark, Review, Verdict
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.parts import Block, actions, button, context, field, modal, option, section, select, text_input
from bot.slack.blocks.quoting import quoted
from bot.slack.text import date_token, escape

REMARK_LIMIT = 3000
MOST = 20


def request(postmortem: Postmortem, review: Review, why: str, by: str, say: Prompts) -> tuple[str, list[Block]]:
    """The message to a reviewer; buttons only while their word is waited for."""
    key = f"review.{why}" if why else "review.asks"
    text = say.say(key, by=escape(by), number=postmortem.number, title=escape(postmortem.title))
    if review.verdict is not Verdict.WAITING or not postmortem.open:
        return text, [section(text), context(say.say(f"review.you_{review.verdict.value}"))]
    buttons = [
        button(say.say("button.approve"), ids.APPROVE_REPORT, postmortem.id, "primary"),
        button(say.say("button.ask_for_changes"), ids.ASK_FOR_CHANGES, postmortem.id),
        button(say.say("button.report"), ids.READ_REPORT, postmortem.id),
    ]
    return text, [section(text), actions(buttons)]


def changes_form(sections: Sequence[Section], say: Prompts, metadata: str) -> Block:
    """Which section, and what about it."""
    choices = [option(s.title, s.id) for s in sections]
    blocks = [
        field("section", say.say("review.which"), select("v", choices, choices[0])),
        field("text", say.say("review.what"), text_input("v", lines=True, most=REMARK_LIMIT), hint=say.say("review.what_hint")),
    ]
    title, send = say.say("review.form"), say.say("button.send")
    return modal(ids.CHANGES_FORM, title, send, say.say("button.cancel"), blocks, metadata)


def reviewers_form(say: Prompts, metadata: str) -> Block:
    """Who is asked."""
    people = {"type": "multi_users_select", "action_id": "v"}
    blocks = [field("people", say.say("review.who"), people, hint=say.say("review.who_hint"))]
    title, send = say.say("review.ask_form"), say.say("button.send")
    return modal(ids.REVIEWERS_FORM, title, send, say.say("button.cancel"), blocks, metadata)


def remark(what: Remark, postmortem: Postmortem, title: str, names: Mapping[str, str], say: Prompts) -> tuple[str, list[Block]]:
    """A remark in the section's thread, until it is settled with a button."""
    by = _name(what.by, names)
    text = say.say("review.remark", by=by, section=escape(title))
    blocks = [section(text), *quoted("", "", calm(what.text, names))]
    if not what.open:
        settled = _name(what.settled_by, names)
        return text, [*blocks, context(say.say("review.settled_by", by=settled))]
    return text, [*blocks, actions([button(say.say("button.settle"), ids.SETTLE_REMARK, f"{postmortem.id}|{what.id}")])]


def standing(
    postmortem: Postmortem, reviews: Sequence[Review], remarks: Sequence[Remark], names: Mapping[str, str], say: Prompts
) -> list[Block]:
    """Who was asked and what they say; open remarks; a button that asks more people."""
    blocks: list[Block] = [section("\n".join(_line(r, names, say) for r in reviews[:MOST]) or say.say("review.nobody"))]
    waiting = [r for r in remarks if r.open]
    for one in waiting[:MOST]:
        by = _name(one.by, names)
        settle = button(say.say("button.settle"), ids.SETTLE_REMARK, f"{postmortem.id}|{one.id}") if postmortem.open else None
        words = " ".join(calm(one.text, names).split())
        text = say.say("review.open_remark", by=by, section=escape(one.section), text=escape(words[:300]))
        blocks.append(section(text, settle))
    if postmortem.open:
        blocks.append(actions([button(say.say("button.ask_reviewers"), ids.ASK_REVIEWERS, postmortem.id)]))
    return blocks


def _line(review: Review, names: Mapping[str, str], say: Prompts) -> str:
    at = date_token(review.said_at or review.asked_at)
    name = _name(review.reviewer, names)
    return say.say(f"review.line_{review.verdict.value}", name=name, at=at)


def _name(person: str, names: Mapping[str, str]) -> str:
    """Somebody's name; who was never heard of is left to Slack, which knows them."""
    return escape(names[person]) if names.get(person) else f"<@{person}>"
