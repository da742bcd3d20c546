"""The issue beside an action item: its differences with the item, why it is not followed, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.domain.action_item import ActionItem
from bot.domain.plain_text import shorten
from bot.domain.tracked_issue import Difference, Field, Tracked, Value, label_of
from bot.prompts import Prompts
from bot.slack import ids
from bot.slack.blocks.action_items import line
from bot.slack.blocks.parts import Block, actions, button, context, section
from bot.slack.text import escape, link, to_plain


def differs(
    item: ActionItem, tracked: Tracked, names: Mapping[str, str], accounts: Mapping[str, str], today: date, say: Prompts
) -> list[Block]:
    """What an item and its issue say differently, and which of them holds. `accounts`: people by their accounts."""
    shown = line(item, names, today, say, most=300)
    blocks = [section(say.say("issue.differs", item=shown, issue=_issue(item)))]
    return blocks + _differences(item, tracked, names, accounts, say)


def issue_part(
    item: ActionItem, tracked: Tracked | None, names: Mapping[str, str], accounts: Mapping[str, str], tracker: str, say: Prompts
) -> list[Block]:
    """What stands under an item about its issue; `tracker` is its name, empty where none is connected."""
    if tracked is None:
        made = button(say.say("button.issue_create", tracker=tracker), ids.ISSUE_CREATE, str(item.number))
        return [actions([made])] if tracker and item.open else []
    trouble = [context(say.say(f"issue.trouble_{tracked.trouble}"))] if tracked.trouble else []
    return trouble + _differences(item, tracked, names, accounts, say)


def _differences(
    item: ActionItem, tracked: Tracked, names: Mapping[str, str], accounts: Mapping[str, str], say: Prompts
) -> list[Block]:
    blocks: list[Block] = []
    for one in tracked.told:
        ours = _value(one.field, one.ours, names, say)
        theirs = _value(one.field, _known(one, accounts), names, say)
        takeable = theirs
        if not one.takeable and one.theirs is not None:
            theirs = f"{theirs} ({say.say('issue.cannot_take')})"
        what = say.say(f"issue.field.{one.field.value}")
        blocks.append(section(say.say("issue.difference", what=what, issue=_issue(item), ours=ours, theirs=theirs)))
        value = f"{item.id}|{one.field.value}"
        pressed = [button(say.say("button.issue_ours", value=_short(ours)), ids.ISSUE_OURS, value)]
        pressed += (
            [button(say.say("button.issue_theirs", value=_short(takeable)), ids.ISSUE_THEIRS, value)] if one.takeable else []
        )
        blocks.append(actions(pressed))
    return blocks


def _short(value: str) -> str:
    """As it stands on a button, which knows no markup."""
    return shorten(to_plain(value), 40)


def _known(one: Difference, accounts: Mapping[str, str]) -> Value:
    return accounts.get(one.theirs, one.theirs) if one.field is Field.OWNER and one.theirs else one.theirs


def _value(what: Field, value: Value, names: Mapping[str, str], say: Prompts) -> str:
    if value is None:
        return say.say("issue.nothing")
    if what is Field.STATE:
        return say.say(f"issue.state.{value}")
    return f"{date.fromisoformat(value):%a %d %b %Y}" if what is Field.DUE else shorten(escape(names.get(value, value)), 100)


def _issue(item: ActionItem) -> str:
    return link(item.issue_url, label_of(item.issue))
