"""What keeps recurring: each pattern with the postmortems that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.item_list import Listed
from bot.domain.patterns import Pattern
from bot.domain.plain_text import calm, shorten
from bot.prompts import Prompts
from bot.slack.blocks.parts import Block, context, section
from bot.slack.text import escape
from bot.usecases.patterns import Patterns

NAMED, LONGEST = 3, 60


def patterns(found: Patterns, say: Prompts) -> list[Block]:
    """One message for the one who asked."""
    blocks = [section(say.say("patterns.title", count=found.count))]
    blocks += _group("factors", found.factors, found.count, say.factor, say)
    blocks += _group("services", found.services, found.count, lambda name: name, say)
    if found.expired:
        lines = [say.say("patterns.expired"), *(_expired(one, say) for one in found.expired)]
        blocks.append(section("\n".join(lines)))
    if len(blocks) == 1:
        blocks.append(section(say.say("patterns.none")))
    return [*blocks, context(say.say("patterns.sure", tagged=found.tagged, count=found.count))]


def _group(key: str, some: Sequence[Pattern], count: int, named: Callable[[str], str], say: Prompts) -> list[Block]:
    lines = [
        say.say(
            f"patterns.one_{pattern.sure.value}",
            name=shorten(escape(named(pattern.name)), LONGEST),
            times=len(pattern.cases),
            count=count,
            where=_where(pattern, say),
        )
        for pattern in some
    ]
    return [section("\n".join([say.say(f"patterns.{key}"), *lines]))] if lines else []


def _where(pattern: Pattern, say: Prompts) -> str:
    told = [f"{c.number} {shorten(escape(calm(c.title)), LONGEST)}" for c in pattern.cases[:NAMED]]
    more = len(pattern.cases) - NAMED
    return " · ".join([*told, *([say.say("patterns.more", count=more)] if more > 0 else [])])


def _expired(one: Listed, say: Prompts) -> str:
    item = one.item
    day = f"{item.due:%d %b %Y}" if item.due else ""
    text = shorten(escape(calm(item.text)), LONGEST * 2)
    return say.say("patterns.expired_one", number=item.number, text=text, day=day, postmortem=one.number)
