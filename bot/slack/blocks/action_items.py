"""Action items: lists, the form, and the reminder to their owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.domain.action_item import ActionItem, ItemKind, overdue
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem
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
    select,
    text_input,
)
from bot.slack.text import escape

MOST = 20


def listing(items: Sequence[ActionItem], names: Mapping[str, str], today: date, say: Prompts, none: str) -> list[Block]:
    """A list, open ones with their buttons."""
    if not items:
        return [section(say.say(none))]
    blocks: list[Block] = [header(say.say("items.title"))]
    for item in items[:MOST]:
        done = button(say.say("button.done"), ids.ITEM_DONE, item.id) if item.open else None
        blocks.append(section(line(item, names, today, say), done))
    return blocks


def line(item: ActionItem, names: Mapping[str, str], today: date, say: Prompts) -> str:
    """One item in two lines."""
    owner = escape(names.get(item.owner) or item.owner) if item.owner else say.say("items.no_owner")
    due = say.say("items.no_due")
    if item.due is not None:
        due = say.say("items.overdue" if overdue(item, today) else "items.due", day=f"{item.due:%a %d %b %Y}")
    state = "" if item.open else say.say(f"items.state_{item.state.value}")
    text = shorten(escape(item.text, names), 1500)
    kind = say.say(f"kind.{item.kind.value}")
    return say.say("items.line", number=item.number, text=text, owner=owner, due=due, kind=kind, state=state)


def nudge(
    pairs: Sequence[tuple[ActionItem, Postmortem, bool]], names: Mapping[str, str], today: date, say: Prompts
) -> list[Block]:
    """One reminder for everything of one owner that is due: each item, its postmortem, and whether the owner may see that."""
    count = len(pairs)
    blocks = [section(say.say("nudge.one") if count == 1 else say.say("nudge.many", count=count))]
    for item, postmortem, seen in pairs[:12]:
        buttons = [
            button(say.say("button.done"), ids.ITEM_DONE, item.id, "primary"),
            button(say.say("button.snooze"), ids.ITEM_SNOOZE, item.id),
            button(say.say("button.drop"), ids.ITEM_DROP, item.id),
        ]
        key = "nudge.from" if seen else "nudge.from_hidden"
        source = say.say(key, number=postmortem.number, title=escape(postmortem.title))
        blocks += [section(line(item, names, today, say)), context(source), actions(buttons)]
    return blocks


def item_form(say: Prompts, metadata: str, text: str = "") -> Block:
    """The form for a new item. `metadata`: the postmortem, and the message it comes from."""
    kinds = [option(say.say(f"kind.{k.value}"), k.value) for k in ItemKind]
    blocks = [
        field("text", say.say("item_form.text"), text_input("v", text, lines=True, most=2000)),
        field("owner", say.say("item_form.owner"), {"type": "users_select", "action_id": "v"}, optional=True),
        field("due", say.say("item_form.due"), {"type": "datepicker", "action_id": "v"}, optional=True),
        field("kind", say.say("item_form.kind"), select("v", kinds, kinds[0])),
    ]
    return modal(ids.ITEM_FORM, say.say("item_form.title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def home(mine: Sequence[ActionItem], led: Iterable[Postmortem], names: Mapping[str, str], today: date, say: Prompts) -> Block:
    """Somebody's home page: their items, and what they lead."""
    blocks = [header(say.say("home.title")), *listing(mine, names, today, say, "items.none_mine")[1 if mine else 0 :]]
    lines = [f"*{p.number}* {escape(p.title)} · {say.say('status.' + p.status.value)}" for p in led]
    if lines:
        blocks += [header(say.say("home.lead")), section("\n".join(lines[:20]))]
    return {"type": "home", "blocks": blocks}
