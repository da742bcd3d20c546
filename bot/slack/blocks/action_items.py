"""Action items: lists, the form, and the reminder to their owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.action_item import TEXT_LIMIT, ActionItem, ItemKind, ItemMove, Move, Priority, overdue
from bot.domain.plain_text import shorten
from bot.domain.tracked_issue import label_of
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
    window,
)
from bot.slack.text import escape, link
from bot.usecases.item_lists import Shelf

PAGE = 4  # fits a phone
HINTS = 2  # at once: a third is not read
SAID_BACK = 2  # blocks that say back what was understood; whatever follows is worth a look


def shelf(
    found: Shelf, names: Mapping[str, str], today: date, none: str, where: str, *, everywhere: bool, say: Prompts
) -> list[Block]:
    """A page of a list, open ones with their buttons. `where`: what the next page needs to know."""
    if not found.found:
        return [section(say.say(none))]
    count = [context(say.say("items.count", count=found.count))] if found.pages > 1 else []
    blocks: list[Block] = [header(say.say("items.title")), *count]
    for one in found.found:
        words = line(one.item, names, today, say)
        if everywhere:
            words += say.say("items.of", number=one.number, title=shorten(escape(one.title), 60)) if one.title else ""
        blocks.append(section(words, _done(one.item, say)))
    if found.page < found.pages:
        blocks.append(actions([button(say.say("button.more"), ids.ITEMS_MORE, f"{found.page + 1}|{where}")]))
    return blocks


def _done(item: ActionItem, say: Prompts) -> Block | None:
    return button(say.say("button.done"), ids.ITEM_DONE, item.id) if item.open else None


def line(item: ActionItem, names: Mapping[str, str], today: date, say: Prompts, most: int = 1500) -> str:
    """One item in two lines."""
    owner = escape(names.get(item.owner) or item.owner) if item.owner else say.say("items.no_owner")
    owner += say.say("items.role", role=escape(item.role_name)) if item.role and item.owner else ""
    due = say.say("items.no_due")
    if item.due is not None:
        due = say.say("items.overdue" if overdue(item, today) else "items.due", day=f"{item.due:%a %d %b %Y}")
    state = "" if item.open else say.say(f"items.state_{'worked' if item.worked_at else item.state.value}")
    text = shorten(escape(item.text, names), most)
    kind = say.say(f"kind.{item.kind.value}")
    words = say.say("items.line", number=item.number, text=text, owner=owner, due=due, kind=kind, state=state)
    return words + (say.say("issue.shown", link=link(item.issue_url, label_of(item.issue))) if item.issue else "")


def noted(item: ActionItem, names: Mapping[str, str], today: date, *, outside: bool, say: Prompts) -> list[Block]:
    """A new item as it was understood, what it could still say, and buttons for what is missing. `outside`: its owner may
    not see the postmortem."""
    blocks = [section(say.say("items.added", number=item.number)), section(line(item, names, today, say))]
    if outside:
        blocks.append(context(say.say("items.owner_outside", owner=f"<@{item.owner}>")))
    hints = say.yardstick.hints(item)[:HINTS]
    if hints:
        blocks.append(context("\n".join(say.say(f"items.hint.{name}") for name in hints)))
    changes = [("set_owner", ids.ITEM_HAND_OVER)] * (item.owner is None) + [("set_date", ids.ITEM_NEW_DATE)] * (item.due is None)
    changes += [("reword", ids.ITEM_REWORD)] * bool(hints)
    pressed = [button(say.say(f"button.{word}"), action, item.id) for word, action in changes]
    return [*blocks, *([actions(pressed)] if pressed else [])]


def noted_view(blocks: Sequence[Block], say: Prompts) -> Block | None:
    """The same in place of the form that was sent; None where it says no more than the form did."""
    if len(blocks) <= SAID_BACK:
        return None
    return window(ids.ITEM_FORM, say.say("item_form.title"), say.say("button.close_window"), blocks)


def item_form(say: Prompts, metadata: str, text: str = "") -> Block:
    """The form for a new item. `metadata`: the postmortem, and the message it comes from."""
    kinds = [option(say.say(f"kind.{k.value}"), k.value) for k in ItemKind]
    priorities = [option(say.say(f"priority.{p.value}"), p.value) for p in Priority]
    blocks = [
        field("text", say.say("item_form.text"), text_input("v", text, lines=True, most=TEXT_LIMIT)),
        field("owner", say.say("item_form.owner"), {"type": "users_select", "action_id": "v"}, optional=True),
        field("due", say.say("item_form.due"), {"type": "datepicker", "action_id": "v"}, optional=True),
        field("kind", say.say("item_form.kind"), select("v", kinds, kinds[0])),
        field("priority", say.say("item_form.priority"), select("v", priorities, priorities[1])),
    ]
    return modal(ids.ITEM_FORM, say.say("item_form.title"), say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def move_form(what: ItemMove, item: ActionItem, say: Prompts, metadata: str) -> Block:
    """The form for one thing to be done to an item: what it needs, and the reason in a few words."""
    values: dict[ItemMove, tuple[str, Block]] = {
        ItemMove.NEW_DATE: ("due", {"type": "datepicker", "action_id": "v"}),
        ItemMove.HAND_OVER: ("owner", {"type": "users_select", "action_id": "v"}),
        ItemMove.BLOCK: ("text", text_input("v", item.blocked_by, lines=True, most=500)),
        ItemMove.REWORD: ("text", text_input("v", item.text, lines=True, most=TEXT_LIMIT)),
        ItemMove.EVIDENCE: ("text", text_input("v", item.evidence, lines=True, most=1000)),
    }
    blocks = [section(say.say("move.about", number=item.number, text=shorten(escape(item.text), 300)))]
    if what in values:
        name, element = values[what]
        blocks.append(field(name, say.say(f"move.{what.value}_value"), element))
    if what not in {ItemMove.EVIDENCE, ItemMove.REWORD}:
        must = what is ItemMove.DROP
        words = text_input("v", lines=True, most=1000)
        blocks.append(field("reason", say.say(f"move.{what.value}_reason"), words, optional=not must))
    title = say.say(f"move.{what.value}")
    return modal(ids.MOVE_FORM, title, say.say("button.save"), say.say("button.cancel"), blocks, metadata)


def history(item: ActionItem, moves: Sequence[Move], names: Mapping[str, str], today: date, say: Prompts) -> list[Block]:
    """One item and what was done to it, by whom and when."""
    lines = []
    for move in moves:
        at = f"<!date^{int(move.at.timestamp())}^{{date_short}}|{move.at:%Y-%m-%d}>"
        value = escape(names.get(move.value) or move.value, names)
        key = f"history.{move.what.value}"
        said = say.say(key, at=at, by=escape(names.get(move.by) or move.by), value=value)
        lines.append(said + (say.say("history.reason", reason=escape(move.reason, names)) if move.reason else ""))
    return [section(line(item, names, today, say)), section("\n".join(lines) or say.say("history.none"))]
