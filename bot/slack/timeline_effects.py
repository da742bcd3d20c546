"""The timeline where somebody asked for it: as a list in the thread of the status card, as files in a direct message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from zoneinfo import ZoneInfo

from bot.domain.access import Deed, Reader
from bot.domain.report import Links
from bot.errors import UserError
from bot.exports.timeline_files import FORMS, Told, told_as
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.blocks import timeline_list as blocks
from bot.slack.blocks.parts import Block
from bot.slack.gateway import Gateway
from bot.slack.sending_files import Tell, send_files
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import reading

# Posts into a thread: the effect, channel, thread, text, blocks.
InThread = Callable[[Effect, str, str, str, list[Block]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class TimelineEffects:
    """What is done, by the kind of the effect."""

    store: Store
    gateway: Gateway
    say: Prompts
    settings: Settings
    in_thread: InThread
    tell: Tell

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of them."""
        return {"timeline": self._list, "timeline_files": self._files}

    async def _list(self, effect: Effect) -> None:
        """Only what everybody in the channel may read."""
        async with self.store.look(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            if found is None:
                return
            made = await reading.material(work, found)
            home = await work.workspace.home()
            card = await work.outbox.place(f"card:{found.id}")
            place = await work.outbox.place(effect.ref)
        names = {p.id: p.name for p in made.people.values()}
        shown = blocks.Shown(found, made.timeline, names, Links(home.url), UTC, {})
        listed = blocks.thread_list(shown, int(effect.payload.get("page") or 0), self.say)
        text = self.say.say("timeline.title", number=found.number)
        if place is not None:
            await self.gateway.call("chat.update", channel=place.channel, ts=place.ts, text=text, blocks=listed)
        elif card is not None:
            await self.in_thread(effect, card.channel, card.ts, text, listed)

    async def _files(self, effect: Effect) -> None:
        """As far as the one who asked may read it; where files may not be sent, say so and what else there is."""
        person = str(effect.payload["person"])
        reader = Reader(person, frozenset(map(str, effect.payload.get("channels") or ())))
        async with self.store.look(effect.team) as work:
            found = await reading.allowed(work, reader, Deed.SEE, await work.postmortems.get(str(effect.payload["postmortem"])))
            made = await reading.material(work, found, reader)
            home = await work.workspace.home()
        title = self.say.say("timeline.picture_title", number=found.number, title=found.title)
        told = Told(made.timeline, title, {p.id: p.name for p in made.people.values()}, Links(home.url), (), made.facts)
        files = await asyncio.to_thread(self._contents, told, f"timeline-{found.number}")
        await send_files(self.gateway, self.tell, effect, files, title, self.say.say("timeline.no_files", number=found.number))

    def _contents(self, told: Told, name: str) -> Sequence[tuple[str, bytes]]:
        made = []
        for form in FORMS:
            try:
                made.append((f"{name}.{form}", told_as(told, form, ZoneInfo(self.settings.report_zone), self.say)))
            except UserError:
                continue  # no typesetter for a PNG: the SVG is there
        return made
