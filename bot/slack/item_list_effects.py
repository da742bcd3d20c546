"""A list of action items as a table in a direct message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.access import Reader
from bot.domain.item_words import read_choice
from bot.exports.items_csv import items_csv
from bot.prompts import Prompts
from bot.slack.blocks.parts import section
from bot.slack.gateway import Gateway, SlackFailure
from bot.slack.timeline_effects import REFUSED, Tell
from bot.store.outbox import Effect
from bot.store.work import Store
from bot.usecases import item_lists


@dataclass(frozen=True, slots=True)
class ItemListEffects:
    """What is done, by the kind of the effect."""

    store: Store
    gateway: Gateway
    say: Prompts
    clock: Clock
    tell: Tell

    @property
    def kinds(self) -> Mapping[str, Callable[[Effect], Awaitable[None]]]:
        """The table of them."""
        return {"items_file": self._file}

    async def _file(self, effect: Effect) -> None:
        """As far as the one who asked may know of the items now; where files may not be sent, say what else there is."""
        asked, today = effect.payload, self.clock.now().date()
        person = str(asked["person"])
        reader = Reader(person, frozenset(map(str, asked.get("channels") or ())))
        wanted = item_lists.filters(read_choice(str(asked["words"]), person), str(asked["postmortem"]))
        async with self.store.look(effect.team) as work:
            shelf = await item_lists.browse(work, reader, wanted, today, 1, item_lists.MOST)
            names = await item_lists.names_of(work, shelf.found)
        title = self.say.say("items.file_title")
        table = items_csv(shelf.found, names, today).encode("utf-8-sig")  # so that spreadsheets know its letters
        try:
            await self.gateway.upload(await self.gateway.dm(person), [("action-items.csv", table)], title)
        except SlackFailure as failure:
            if failure.error not in REFUSED:
                raise
            text = self.say.say("items.no_files")
            await self.tell(effect, person, text, [section(text)])
            return
        if shelf.pages > 1:
            text = self.say.say("items.file_cut", most=item_lists.MOST)
            await self.tell(effect, person, text, [section(text)])
