"""What the bot says about action items by itself: reminders, questions to owners and leads, the digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.action_item import ActionItem, ItemKind, ItemMove
from bot.domain.digest import Digest
from bot.domain.plain_text import shorten
from bot.domain.postmortem import Postmortem
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.action_items import line
from bot.slack.blocks.parts import Block, actions, button, context, option, overflow, section
from bot.slack.text import escape
from bot.usecases.proof import Alike

# Twelve items of this length stay below what Slack takes in one message.
MOST, LONGEST = 12, 500
MORE = (ItemMove.NEW_DATE, ItemMove.HAND_OVER, ItemMove.BLOCK, ItemMove.REWORD, ItemMove.DROP)
# Which buttons stand under a message about one item.
BUTTONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "asked": (("accept_item", ids.ITEM_ACCEPT), ("new_date", ids.ITEM_NEW_DATE), ("hand_over", ids.ITEM_HAND_OVER), ("decline", ids.ITEM_DROP)),
    "escalated": (("hand_over", ids.ITEM_HAND_OVER), ("new_date", ids.ITEM_NEW_DATE), ("drop", ids.ITEM_DROP)),
    "prove": (("worked", ids.ITEM_WORKED), ("not_yet", ids.ITEM_REOPEN)),
    "left": (("hand_over", ids.ITEM_HAND_OVER), ("drop", ids.ITEM_DROP)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Owed:
    """An item to be spoken of, its postmortem, whether the one who is told may see that, and whether it is theirs still.
    `since`: incidents after it was done that it may have been meant to prevent."""

    item: ActionItem
    postmortem: Postmortem
    seen: bool
    theirs: bool = True
    since: Sequence[Alike] = ()


def nudge_text(owed: Sequence[Owed], say: Prompts) -> str:
    """The reminder in one line, for notifications."""
    open_ones = sum(o.item.open for o in owed)
    if not open_ones:
        return say.say("nudge.prove_text")
    return say.say("nudge.one") if open_ones == 1 else say.say("nudge.many", count=open_ones)


def nudge(
    owed: Sequence[Owed], names: Mapping[str, str], today: date, say: Prompts, warned: frozenset[str] = frozenset()
) -> list[Block]:
    """One reminder for everything of one owner. What is settled stands there without buttons."""
    blocks = [section(nudge_text(owed, say))]
    for one in owed[:MOST]:
        blocks += _item(one, names, today, say, warned=one.item.id in warned)
    if len(owed) > MOST:
        blocks.append(context(say.say("nudge.more", count=len(owed) - MOST)))
    return blocks


def _item(one: Owed, names: Mapping[str, str], today: date, say: Prompts, *, warned: bool) -> list[Block]:
    item = one.item
    words = section(line(item, names, today, say, LONGEST), _more(item, say) if item.open and one.theirs else None)
    notes = [_source(one, say)]
    if item.open and item.kind is ItemKind.TEMPORARY:
        notes.append(say.say("nudge.temporary"))
    notes += _since(one, say)
    if item.open and item.blocked_by:
        notes.append(say.say("nudge.blocked", what=shorten(escape(item.blocked_by, names), 200)))
    if item.open and item.escalated_at is not None:
        notes.append(say.say("nudge.lead_knows"))
    elif item.open and warned:
        notes.append(say.say("nudge.lead_hears", lead=f"<@{one.postmortem.lead}>"))
    return [words, context(*notes), *(_buttons(item, say) if one.theirs else ())]


def _buttons(item: ActionItem, say: Prompts) -> list[Block]:
    if item.open:
        done = button(say.say("button.done"), ids.ITEM_DONE, item.id, "primary")
        return [actions([done, button(say.say("button.snooze"), ids.ITEM_SNOOZE, item.id)])]
    if item.closed_at is not None and item.worked_at is None and not item.reason:
        pressed = [button(say.say(f"button.{word}"), action, item.id) for word, action in BUTTONS["prove"]]
        return [actions(pressed)]
    return []


def _more(item: ActionItem, say: Prompts) -> Block:
    return overflow(ids.ITEM_MORE, [option(say.say(f"move.{m.value}"), f"{m.value}|{item.id}") for m in MORE])


def _source(one: Owed, say: Prompts) -> str:
    key = "nudge.from" if one.seen else "nudge.from_hidden"
    return say.say(key, number=one.postmortem.number, title=escape(one.postmortem.title))


def _since(one: Owed, say: Prompts) -> list[str]:
    """What may tell whether a finished item worked."""
    if one.item.open or one.item.worked_at is not None or not one.since:
        return []
    alike = [
        say.say(
            "nudge.since_one",
            number=a.postmortem.number,
            title=shorten(escape(a.postmortem.title), 80),
            why=", ".join(_why(a, say)),
        )
        for a in one.since
    ]
    return [say.say("nudge.since", incidents=" · ".join(alike))]


def _why(alike: Alike, say: Prompts) -> list[str]:
    """What two incidents have in common: a service, a factor."""
    return [*map(escape, alike.services[:1]), *(escape(say.factor(name)) for name in alike.factors[:1])]


def about_one(key: str, one: Owed, names: Mapping[str, str], say: Prompts, by: str = "") -> list[Block]:
    """A question about one item: to its new owner, or to the lead. `by`: who asks."""
    item = one.item
    who = escape(names.get(by) or by) if by else ""
    owner = f"<@{item.owner}>" if item.owner else say.say("items.no_owner")
    text = say.say(f"nudge.{key}", by=who, owner=owner)
    pressed = [button(say.say(f"button.{word}"), action, item.id) for word, action in BUTTONS[key]]
    shown = line(item, names, date.min, say)
    return [section(text), section(shown), context(_source(one, say), *_since(one, say)), actions(pressed)]


def left(owed: Sequence[Owed], gone: str, names: Mapping[str, str], say: Prompts) -> list[Block]:
    """The open items of somebody who left, for whoever finds each a new owner."""
    blocks = [section(say.say("nudge.left", by=escape(names.get(gone) or gone), count=len(owed)))]
    for one in owed[:MOST]:
        pressed = [button(say.say(f"button.{word}"), action, one.item.id) for word, action in BUTTONS["left"]]
        blocks += [section(line(one.item, names, date.min, say, LONGEST)), context(_source(one, say)), actions(pressed)]
    return blocks


def digest(found: Digest, names: Mapping[str, str], say: Prompts) -> list[Block]:
    """The week in a few lines: what is past its date, what has nobody or no date, what was finished."""
    blocks = [section(say.say("digest.title"))]
    for key, items in (("overdue", found.overdue), ("bare", found.bare), ("done", found.done)):
        if items:
            lines = [line(i, names, found.day, say, LONGEST) for i in items[:5]]
            more = [say.say("digest.more", count=len(items) - 5)] if len(items) > 5 else []
            blocks.append(section("\n".join([say.say(f"digest.{key}", count=len(items)), *lines, *more])))
    return [*blocks, context(say.say("digest.hint"))]
