"""The report as a file in a direct message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import structlog

from bot.clock import Clock
from bot.domain.access import Deed, Reader
from bot.errors import UserError
from bot.exports.forms import kind_of_report, report_as
from bot.prompts import Prompts
from bot.settings import Settings
from bot.slack.blocks.parts import section
from bot.slack.gateway import Gateway
from bot.slack.sending_files import Tell, send_files
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import reading

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReportEffects:
    """What is done, by the kind of the effect."""

    store: Store
    gateway: Gateway
    say: Prompts
    settings: Settings
    clock: Clock
    tell: Tell

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of them."""
        return {"report_file": self._file}

    async def _file(self, effect: Effect) -> None:
        """As far as the one who asked may read it; where it cannot be made or sent, say so and what else there is."""
        wanted = {name: str(effect.payload.get(name) or "") for name in ("form", "kind", "language")}
        person = str(effect.payload["person"])
        reader = Reader(person, frozenset(map(str, effect.payload.get("channels") or ())))
        async with self.store.look(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            found = await reading.allowed(work, reader, Deed.SEE, found)
            report = await reading.load_report(work, found, self.say.guide, reader, self.clock.now().date())
        title = self.say.say("card.title", number=found.number, title=found.title)
        try:
            kind = kind_of_report(self.say, wanted["kind"], wanted["language"])
            # Beside the loop, so that events are taken in meanwhile.
            made = await asyncio.to_thread(report_as, report, wanted["form"], kind, self.say, self.settings.report_zone)
        except UserError as error:
            text = self.say.say(error.key, **error.details)
            await self.tell(effect, person, text, [section(text)])
            return
        name = f"postmortem-{found.number}-{kind.id}.{wanted['form']}"
        otherwise = self.say.say("report.no_files", number=found.number, form=wanted["form"])
        await send_files(self.gateway, self.tell, effect, [(name, made)], title, otherwise)
