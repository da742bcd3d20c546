"""Somebody's home page: what waits for them, their action items, what they lead, and how items fare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.domain.action_item import ActionItem
from bot.domain.item_figures import Figures
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.action_items import line
from bot.slack.blocks.parts import Block, actions, button, context, header, section
from bot.slack.text import escape
from bot.usecases.waiting import Waiting

MOST, FEW, LONGEST = 20, 8, 500


def home(waits: Waiting, names: Mapping[str, str], today: date, say: Prompts) -> Block:
    """The page."""
    blocks = [header(say.say("home.waits"))]
    blocks += _named("home.review", waits.reviews, say) + _named("home.question", waits.questions, say)
    for item in waits.offered[:FEW]:
        blocks += _offered(item, names, today, say)
    if len(blocks) == 1:
        blocks.append(section(say.say("home.nothing")))
    blocks.append(header(say.say("home.title")))
    blocks += [section(line(i, names, today, say, LONGEST), _done(i, say)) for i in waits.mine[:MOST]]
    if hidden := len(waits.offered[FEW:]) + len(waits.mine[MOST:]):
        blocks.append(context(say.say("home.more", count=hidden)))
    blocks += [] if waits.mine else [section(say.say("home.none"))]
    if waits.led:
        lines = [f"*{p.number}* {_title(p)} · {say.say('status.' + p.status.value)}" for p in waits.led[:FEW]]
        blocks += [header(say.say("home.lead")), section("\n".join(lines))]
    if waits.fare.all.promised:
        groups = [*list(waits.fare.services.items())[:FEW], *list(waits.fare.teams.items())[:FEW]]
        lines = [f"*{shorten(escape(name), 60)}*: {_fare(told, say)}" for name, told in groups]
        blocks += [
            header(say.say("home.fare")),
            section(_fare(waits.fare.all, say)),
            *([section("\n".join(lines))] if lines else []),
        ]
    return {"type": "home", "blocks": blocks}


def _named(key: str, postmortems: Iterable[Postmortem], say: Prompts) -> list[Block]:
    return [section(say.say(key, number=p.number, title=_title(p), channel=f"<#{p.channel}>")) for p in list(postmortems)[:FEW]]


def _title(postmortem: Postmortem) -> str:
    return shorten(escape(postmortem.title), 100)


def _offered(item: ActionItem, names: Mapping[str, str], today: date, say: Prompts) -> list[Block]:
    by = escape(names.get(item.created_by) or item.created_by)
    pressed = [
        button(say.say(f"button.{word}"), action, item.id)
        for word, action in (("accept_item", ids.ITEM_ACCEPT), ("new_date", ids.ITEM_NEW_DATE), ("hand_over", ids.ITEM_HAND_OVER))
    ]
    return [section(say.say("home.offered", by=by, item=line(item, names, today, say, LONGEST))), actions(pressed)]


def _done(item: ActionItem, say: Prompts) -> Block:
    return button(say.say("button.done"), ids.ITEM_DONE, item.id)


def _fare(told: Figures, say: Prompts) -> str:
    """What there is of each; what there is none of goes without saying."""
    counts = {"done": told.done, "worked": told.worked, "overdue": told.overdue, "declined": told.declined}
    parts = [say.say("home.promised", count=told.promised)]
    parts += [say.say(f"home.{name}", count=count) for name, count in counts.items() if count]
    parts += [say.say("home.age", count=told.median_age)] if told.median_age is not None else []
    return " · ".join(parts)
