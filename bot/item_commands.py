"""What the command line does with action items: list them, add one.

Whoever may run it can read the database anyway, so it shows those of private postmortems too.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.clock import SystemClock
from bot.data_commands import numbered, opened, workspaces
from bot.domain.access import OPERATOR, Reader
from bot.domain.action_item import ActionItem
from bot.domain.item_list import Listed
from bot.domain.item_words import choice_words, read_choice
from bot.domain.message import Person
from bot.errors import BadInput
from bot.holiday_calendar import is_holiday
from bot.prompts import prompts_of
from bot.settings import Settings
from bot.usecases import action_items, item_lists
from bot.usecases.nudges import Following


@dataclass(frozen=True, slots=True)
class Items:
    """Some items, and what the people are called whom they name; `day`: the day as of which they are overdue."""

    found: tuple[Listed, ...]
    names: Mapping[str, str]
    day: date


async def items_by(settings: Settings, words: str, owner: str) -> Items:
    """The items that the words choose (`overdue high`), of everybody or of one owner by name or id. Raises BadInput."""
    choice = read_choice(words, "")
    if choice.strange:
        raise BadInput("error.no_list_word", words=", ".join(choice_words()))
    found: list[Listed] = []
    known: dict[str, Person] = {}
    owners: set[str] = set()
    today = SystemClock().now().date()
    async with opened(settings) as store:
        for team in await workspaces(store):
            async with store.look(team) as work:
                people = await work.workspace.people()
                known |= people
                called = _called(people, owner) if owner else [""]
                owners.update(called)
                for one in called:
                    wanted = replace(item_lists.filters(choice), owner=one)
                    found += (await item_lists.browse(work, OPERATOR, wanted, today, 1, item_lists.MOST)).found
    if owner and len(owners) != 1:
        raise _unclear(known, owner)
    named = {n for one in found for n in (one.item.owner, one.item.created_by) if n}
    return Items(tuple(found), {i: known[i].name for i in sorted(named & known.keys())}, today)


async def promise(settings: Settings, number: int, text: str, owner: str, by: str) -> tuple[ActionItem, str]:
    """Add an item to the postmortem of that number; a date may stand at the end of the text. `by` and `owner` are names or ids;
    without `by` it is the lead who adds it. Gives the item and its owner's name. Raises BadInput, NotFound."""
    say, now = prompts_of(settings), SystemClock().now()
    follow = Following(say.policy, is_holiday)
    async with numbered(settings, number) as (work, found):
        people = await work.workspace.people()
        adds = Reader(_person(people, by) if by else found.lead, everything=True)
        owns = _person(people, owner) if owner else None
        typed = action_items.understood(text, follow.calendar(people.get(owns or "")).day(now), say.policy.sprints)
        made = action_items.Promise(f"cli-{uuid.uuid4().hex}", typed.text, owns or typed.owner, typed.due)
        item = await action_items.add(work, adds, found, made, follow, now)
        return item, people[item.owner].name if item.owner in people else item.owner or ""


def _person(people: Mapping[str, Person], named: str) -> str:
    """The id of somebody by id or name; raises BadInput where nobody or several are called so."""
    found = _called(people, named)
    if len(found) != 1:
        raise _unclear(people, named)
    return found[0]


def _called(people: Mapping[str, Person], named: str) -> list[str]:
    wanted = named.removeprefix("@")
    return [wanted] if wanted in people else [i for i, p in people.items() if p.name.casefold() == wanted.casefold()]


def _unclear(people: Mapping[str, Person], named: str) -> BadInput:
    known = sorted(p.name for p in people.values() if not p.is_bot)[:20]
    return BadInput("error.no_such_person", name=named, known=", ".join(known))
