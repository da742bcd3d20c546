"""What the bot says about issues in a tracker by itself: that an item and its issue say different things."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.prompts import Prompts
from bot.slack.blocks import issues as blocks
from bot.slack.blocks.parts import Block
from bot.slack.item_effects import wait_for_hours
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases.nudges import Following
from bot.usecases.trackers import who_has


@dataclass(frozen=True)
class IssueEffects:
    """`tell` posts to a person: the effect, who, the text, the blocks."""

    store: Store
    say: Prompts
    clock: Clock
    follow: Following
    tell: Callable[[Effect, str, str, list[Block]], Awaitable[None]]
    kinds: Mapping[str, Callable[[Effect], Awaitable[None]]] = field(init=False)

    def __post_init__(self) -> None:
        """The table of what is done for each kind of effect."""
        object.__setattr__(self, "kinds", {"issue_differs": self._differs})

    async def _differs(self, effect: Effect) -> None:
        """As it is now: what was settled meanwhile is not spoken of."""
        person, now = str(effect.payload["person"]), self.clock.now()
        async with self.store.look(effect.team) as work:
            item = await work.items.get(str(effect.payload["item"]))
            tracked = await work.issues.get(item.id) if item else None
            people = await work.workspace.people()
            accounts = await who_has(work)
            postmortem = await work.postmortems.get(item.postmortem) if item else None
        if item is None or tracked is None or postmortem is None or not tracked.told:
            return
        plan = self.follow.policy.plan_for(item, postmortem.severity)
        calendar = self.follow.calendar(people.get(person))
        wait_for_hours(now, plan, calendar)
        names = {p.id: p.name for p in people.values()}
        drawn = blocks.differs(item, tracked, names, accounts, calendar.day(now), self.say)
        await self.tell(effect, person, self.say.say("issue.differs_text"), drawn)
