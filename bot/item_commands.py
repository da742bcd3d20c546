"""What the command line does with action items: list them, add one.

Whoever may run it can read the database anyway, so it shows those of private postmortems too.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.clock import SystemClock
from bot.data_commands import LOCAL_TEAM, opened
from bot.domain.access import OPERATOR, Reader
from bot.domain.action_item import ActionItem
from bot.domain.due_date import no_such_day
from bot.domain.followup import zone_of
from bot.domain.item_list import Listed
from bot.domain.item_words import choice_words, read_choice
from bot.domain.message import Person
from bot.domain.typed_item import read_item
from bot.errors import BadInput, NotFound
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
    names: dict[str, str] = {}
    today = SystemClock().now().date()
    async with opened(settings) as store:
        for team in sorted({*await store.teams(), LOCAL_TEAM}):
            async with store.look(team) as work:
                people = await work.workspace.people()
                wanted = item_lists.filters(choice)
                if owner:
                    wanted = replace(wanted, owner=_person(people, owner))
                found += (await item_lists.browse(work, OPERATOR, wanted, today, 1, item_lists.MOST)).found
                names |= {i: p.name for i, p in people.items()}
    named = {n for one in found for n in (one.item.owner, one.item.created_by) if n}
    return Items(tuple(found), {i: names[i] for i in sorted(named & names.keys())}, today)


async def promise(settings: Settings, number: int, text: str, owner: str, by: str) -> tuple[ActionItem, str]:
    """Add an item to the postmortem of that number; a date may stand at the end of the text. `by` and `owner` are names or ids;
    without `by` it is the lead who adds it. Gives the item and its owner's name. Raises BadInput, NotFound."""
    say, now = prompts_of(settings), SystemClock().now()
    async with opened(settings) as store:
        for team in sorted({*await store.teams(), LOCAL_TEAM}):
            async with store.work(team) as work:
                found = await work.postmortems.numbered(number)
                if found is None:
                    continue
                people = await work.workspace.people()
                adds = Reader(_person(people, by) if by else found.lead, everything=True)
                owns = _person(people, owner) if owner else None
                zone = people[owns].tz if owns in people else None
                typed = read_item(text, now.astimezone(zone_of(zone)).date(), say.policy.sprints)
                if typed.due is None and (strange := no_such_day(text)):
                    raise BadInput("error.no_such_day", day=strange)
                made = action_items.Promise(f"cli-{uuid.uuid4().hex}", typed.text, owns or typed.owner, typed.due)
                item = await action_items.add(work, adds, found, made, Following(say.policy, is_holiday), now)
                return item, people[item.owner].name if item.owner in people else item.owner or ""
    raise NotFound("error.no_such_number", number=str(number))


def _person(people: Mapping[str, Person], named: str) -> str:
    """The id of somebody by id or name; raises BadInput where nobody or several are called so."""
    wanted = named.removeprefix("@")
    if wanted in people:
        return wanted
    found = [i for i, p in people.items() if p.name.casefold() == wanted.casefold()]
    if len(found) != 1:
        raise BadInput(
            "error.no_such_person", name=named, known=", ".join(sorted(p.name for p in people.values() if not p.is_bot)[:20])
        )
    return found[0]
