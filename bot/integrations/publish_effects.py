"""Does what the outbox says about documents outside: makes them, and brings them up to date."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.clock import Clock
from bot.domain.postmortem import Postmortem, Status
from bot.domain.published import Published
from bot.domain.report import Report
from bot.domain.trouble import THEIRS, Trouble
from bot.errors import ServiceFailure
from bot.exports.composing import document
from bot.exports.forms import kind_of_report
from bot.exports.markdown import markdown_of
from bot.exports.report_json import report_json
from bot.integrations.calling import trouble_of
from bot.integrations.pages import Outside, Page, Place
from bot.prompts import Prompts
from bot.settings import Settings
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import publishing, reading


@dataclass(frozen=True)
class PublishEffects:
    """`place`: None where the settings name none."""

    store: Store
    place: Place | None
    say: Prompts
    settings: Settings
    clock: Clock

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of what is done for each kind of effect."""
        return {"publish": self._publish}

    async def _publish(self, effect: Effect) -> None:
        if self.place is None:
            return
        anew = bool(effect.payload.get("anew"))
        async with self.store.look(effect.team) as work:
            found = await work.postmortems.get(str(effect.payload["postmortem"]))
            if found is None or found.status is not Status.PUBLISHED or await reading.is_hidden(work, found):
                return
            page = self._page(found, await reading.load_report(work, found, self.say.guide))
            known = await work.published.of(found.id, self.place.key) or Published(self.place.key)
        digest = sha256(f"{page.title}\n{markdown_of(page.document)}".encode()).hexdigest()
        if not anew and (known.trouble in THEIRS or known.digest == digest):
            return
        outside = await self._noted(effect, found, self._written(self.place, known, page, anew=anew), known)
        if outside is not None:
            there = Published(self.place.key, outside.ref, outside.url, digest)
            async with self.store.work(effect.team) as work:
                await publishing.written(work, found, there, self.place.name, self.clock.now())

    def _page(self, found: Postmortem, report: Report) -> Page:
        made = document(report, kind_of_report(self.say), self.say, self.settings.report_zone)
        address = self.settings.public_url.rstrip("/")
        url = f"{address}/postmortems/{found.number}" if address else ""
        note = self.say.say("publish.note" if url else "publish.note_plain", number=found.number, url=url)
        return Page(found.id, found.number, made.title, made, report_json(report), note)

    @staticmethod
    async def _written(place: Place, known: Published, page: Page, *, anew: bool) -> Outside:
        """Where it is not known to be there it is looked for first: the answer that told so may have been lost."""
        gone = known.trouble == Trouble.GONE
        if known.ref and not gone:
            return await place.write(known.ref, page, anew=anew)
        try:
            there = await place.find(page)
            return await place.write(there.ref, page, anew=True) if there else await place.create(page)
        except ServiceFailure as failure:
            # Nothing can be gone that was not there: it is the place itself that is not.
            raise replace(failure, error=Trouble.NOT_TAKEN) if failure.error == Trouble.GONE else failure from failure

    async def _noted(self, effect: Effect, found: Postmortem, writing: Awaitable[Outside], known: Published) -> Outside | None:
        """The document; None where people took it away or wrote in it. Why it cannot be written, where somebody can do
        something about it, is remembered and told."""
        try:
            return await writing
        except ServiceFailure as failure:
            if (trouble := trouble_of(failure)) is not None:
                async with self.store.work(effect.team) as work:
                    await publishing.in_trouble(work, found, known.place, self._name(), trouble, self.clock.now())
                if trouble in THEIRS:
                    return None
            raise

    def _name(self) -> str:
        return self.place.name if self.place else ""
