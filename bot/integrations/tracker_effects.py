"""Does what the outbox says about issues: makes them, and brings them and their items together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from bot.clock import Clock
from bot.domain.action_item import ActionItem
from bot.domain.plain_text import calm, shorten
from bot.domain.tracked_issue import Issue, NewIssue, Tracked
from bot.errors import ServiceFailure, UserError
from bot.integrations.calling import trouble_of
from bot.prompts import Prompts
from bot.store.outbox import Effect
from bot.store.work import Store, Work
from bot.usecases import reading, trackers
from bot.usecases.nudges import Following
from bot.usecases.trackers import Tracker

Told = TypeVar("Told", bound=Issue | None)
TITLE = 200
# In seconds: somebody took the tracker out of the settings, and may put it back; somebody changed the item meanwhile.
NO_TRACKER_WAIT, OVERTAKEN_WAIT = 3600.0, 1.0


@dataclass(frozen=True)
class TrackerEffects:
    """`tracker`: None where the settings name none."""

    store: Store
    tracker: Tracker | None
    say: Prompts
    clock: Clock
    follow: Following
    public_url: str
    kinds: Mapping[str, Callable[[Effect], Awaitable[None]]] = field(init=False)

    def __post_init__(self) -> None:
        """The table of what is done for each kind of effect."""
        object.__setattr__(self, "kinds", {"create_issue": self._create, "sync_issue": self._sync})

    def _at(self) -> Tracker:
        if self.tracker is None:
            raise ServiceFailure("no_tracker", wait=NO_TRACKER_WAIT)
        return self.tracker

    async def _create(self, effect: Effect) -> None:
        tracker, item_id = self._at(), str(effect.payload["item"])
        async with self.store.work(effect.team) as work:
            begun = await trackers.begin(work, item_id, self.clock.now())
            new = await self._new(work, *begun) if begun else None
        if begun is None or new is None:
            return
        found = await self._noted(effect, item_id, self._found(tracker, begun[1]))
        issue = await self._noted(effect, item_id, tracker.create(new)) if found is None else found
        async with self.store.work(effect.team) as work:
            await trackers.made(work, item_id, issue, None if found else begun[0], self.clock.now())

    async def _found(self, tracker: Tracker, tracked: Tracked) -> Issue | None:
        """The issue that an attempt made whose answer was lost; None where there is none."""
        if tracked.began_at is None:
            return None
        settled_at = tracked.began_at + tracker.settles
        if self.clock.now() < settled_at:
            raise ServiceFailure("settles", wait=(settled_at - self.clock.now()).total_seconds())
        return await tracker.find(tracked.mark, tracked.began_at - timedelta(minutes=1))

    async def _new(self, work: Work, item: ActionItem, tracked: Tracked) -> NewIssue | None:
        tracker = self._at()
        postmortem = await work.postmortems.get(item.postmortem)
        if postmortem is None:
            return None
        names = {p.id: p.name for p in (await work.workspace.people()).values()}
        terms = await trackers.terms_of(work, tracker)
        account = terms.account_of(item.owner) if item.owner else None
        # Whoever reads the tracker need not be in the channel: of a private postmortem nothing is said but the number.
        private = await reading.is_hidden(work, postmortem)
        lines = [calm(item.text, names), ""]
        lines.append(
            self.say.say("issue.from_hidden" if private else "issue.from", number=postmortem.number, title=postmortem.title)
        )
        if item.owner and account is None:
            lines.append(self.say.say("issue.owner", owner=names.get(item.owner, "-")))
        lines.append(self.say.say("issue.kind", kind=self.say.say(f"kind.{item.kind.value}")))
        if self.public_url and not private:
            lines.append(f"{self.public_url.rstrip('/')}/postmortems/{postmortem.number}")
        title = shorten(calm(item.text, names).splitlines()[0], TITLE)
        return NewIssue(tracked.mark, title, "\n".join(lines), item.due, account)

    async def _sync(self, effect: Effect) -> None:
        tracker, item_id = self._at(), str(effect.payload["item"])
        async with self.store.look(effect.team) as work:
            item = await work.items.get(item_id)
        if item is None or not item.issue:
            return
        issue = await self._noted(effect, item_id, tracker.read(item.issue))
        try:
            async with self.store.work(effect.team) as work:
                push = await trackers.compare(work, item_id, issue, tracker, self.follow, self.clock.now())
        except UserError as overtaken:
            raise ServiceFailure(overtaken.key, wait=OVERTAKEN_WAIT) from overtaken
        if push is not None:
            after = await self._noted(effect, item_id, tracker.write(issue.ref, push.change))
            async with self.store.work(effect.team) as work:
                await trackers.told(work, item_id, push, after)

    async def _noted(self, effect: Effect, item_id: str, asking: Awaitable[Told]) -> Told:
        """What the tracker answers; why it does not, where somebody can do something about it, is remembered and told."""
        try:
            return await asking
        except ServiceFailure as failure:
            if (trouble := trouble_of(failure)) is not None:
                async with self.store.work(effect.team) as work:
                    await trackers.in_trouble(work, item_id, trouble, self.clock.now())
            raise
