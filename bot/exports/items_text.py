"""Action items as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.item_list import Listed, standing
from bot.domain.plain_text import calm
from bot.prompts import Prompts


def items_text(found: Sequence[Listed], names: Mapping[str, str], today: date, say: Prompts) -> str:
    """Two lines an item: what is to be done; who, until when, how it stands and where it comes from."""
    return "\n".join(_lines(one, names, today, say) for one in found) + "\n" if found else say.say("cli.no_items") + "\n"


def _lines(one: Listed, names: Mapping[str, str], today: date, say: Prompts) -> str:
    item = one.item
    owner = calm(names.get(item.owner, item.owner)) if item.owner else say.say("items.no_owner")
    due = f"{item.due:%a %d %b %Y}" if item.due else say.say("items.no_due")
    facts = (owner, due, say.say(f"standing.{standing(item, today).value}"), f"{one.number} {calm(one.title)}")
    return f"{item.number:>5}  {calm(item.text, names)}\n       {' · '.join(facts)}"
