"""What a review says in Slack: requests to reviewers, remarks in the threads of their sections."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.prompts import Prompts
from bot.slack.blocks import review as blocks
from bot.slack.gateway import Gateway
from bot.slack.posting import Post, Poster
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import participants, reviewing


@dataclass(frozen=True, slots=True)
class ReviewEffects:
    """What is done, by the kind of the effect."""

    store: Store
    gateway: Gateway
    poster: Poster
    say: Prompts
    clock: Clock

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of them."""
        return {"review": self._request, "remark": self._remark}

    async def _request(self, effect: Effect) -> None:
        """For a hidden postmortem only to those who are in its channel just now."""
        person = str(effect.payload["person"])
        async with self.store.work(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            reviews = await work.reviews.of(found.id) if found else ()
            review = next((r for r in reviews if r.reviewer == person), None)
            if found is None or review is None:
                return
            people = await work.workspace.people([review.asked_by])
            hidden = await participants.only_for_members(work, found, person)
            note = await work.participants.one(found.id, person)
        if hidden and not effect.payload.get("again"):
            member = person in await self.gateway.members(found.channel)
            async with self.store.work(effect.team) as work:
                await work.participants.put(found.id, replace(note, may_see=member))
                if not member:
                    await reviewing.may_not_look(work, found, person, self.clock.now())
                    return
        by = people[review.asked_by].name if review.asked_by in people else review.asked_by
        text, shown = blocks.request(found, review, str(effect.payload.get("why") or ""), by, self.say)
        if effect.payload.get("again"):
            await self.poster.update(effect, effect.ref, text, shown)
        else:
            await self.poster.post(effect, Post(await self.gateway.dm(person), text, shown, effect.delivery, effect.ref))

    async def _remark(self, effect: Effect) -> None:
        async with self.store.work(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            remarks = await work.reviews.remarks(found.id) if found else ()
            remark = next((r for r in remarks if r.id == effect.payload["remark"]), None)
            if found is None or remark is None:
                return
            people = {i: p.name for i, p in (await work.workspace.people()).items()}
            section = self.say.guide.of(found).section(remark.section)
        title = section.title if section else remark.section
        text, shown = blocks.remark(remark, found, title, people, self.say)
        if effect.payload.get("again"):
            await self.poster.update(effect, effect.ref, text, shown)
            return
        thread = await self.poster.place(effect, f"thread:{found.id}:{remark.section}")
        card = thread or await self.poster.place(effect, f"card:{found.id}")
        await self.poster.post(effect, Post(found.channel, text, shown, effect.delivery, effect.ref, card[1] if card else None))
