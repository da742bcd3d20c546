"""A list of action items as a table in a direct message."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.access import Reader
from bot.domain.item_words import read_choice
from bot.exports.items_csv import items_csv
from bot.prompts import Prompts
from bot.slack.blocks.parts import section
from bot.slack.gateway import Gateway
from bot.slack.sending_files import Tell, send_files
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
        """As far as the one who asked may know of the items now; where files may not be sent, say so."""
        asked, today = effect.payload, self.clock.now().date()
        person = str(asked["person"])
        reader = Reader(person, frozenset(map(str, asked.get("channels") or ())))
        wanted = item_lists.filters(read_choice(str(asked["words"]), person), str(asked["postmortem"]))
        async with self.store.look(effect.team) as work:
            shelf = await item_lists.browse(work, reader, wanted, today, 1, item_lists.MOST)
            names = await item_lists.names_of(work, shelf.found)
        # Beside the loop, so that events are taken in meanwhile; with the mark by which spreadsheets know its letters.
        table = (await asyncio.to_thread(items_csv, shelf.found, names, today)).encode("utf-8-sig")
        title, otherwise = self.say.say("items.file_title"), self.say.say("items.no_files")
        went = await send_files(self.gateway, self.tell, effect, [("action-items.csv", table)], title, otherwise)
        if went and shelf.pages > 1:
            text = self.say.say("items.file_cut", most=item_lists.MOST)
            await self.tell(effect, person, text, [section(text)])
