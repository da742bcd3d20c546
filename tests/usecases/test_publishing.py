"""What goes to the place for documents, and who hears of trouble."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.access import Reader
from bot.domain.postmortem import Postmortem, Status
from bot.domain.published import Published
from bot.domain.trouble import Trouble
from bot.errors import BadInput, NotFound
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import publishing

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
PM = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1", status=Status.PUBLISHED)
ADA, EVE = Reader("U1", frozenset({"C1"})), Reader("U2")


async def begun(work: Work, *, private: bool = False, postmortem: Postmortem = PM) -> None:
    await work.workspace.put_channel(Channel("C1", "inc-1", "", private=private))
    await work.postmortems.add(postmortem)


async def test_only_a_closed_open_report_can_be_asked_for(store: Store) -> None:
    async with store.work("T1") as work:
        await begun(work, private=True)
        with pytest.raises(BadInput, match="publish_private"):
            await publishing.ask(work, ADA, PM, NOW)
        with pytest.raises(NotFound):
            await publishing.ask(work, EVE, PM, NOW)
        with pytest.raises(BadInput, match="publish_closed"):
            await publishing.ask(work, ADA, replace(PM, status=Status.DRAFT), NOW)


async def test_trouble_is_told_once_until_it_is_another(store: Store) -> None:
    async def troubled(trouble: Trouble, at: datetime = NOW) -> int:
        async with store.work("T1") as work:
            await publishing.in_trouble(work, PM, "notion", "Notion", trouble, at)
        return (await store.outbox_counts(at))["waiting"]

    async with store.work("T1") as work:
        await begun(work)
    assert [await troubled(t) for t in (Trouble.REFUSED, Trouble.REFUSED, Trouble.EDITED)] == [1, 1, 2]
    async with store.work("T1") as work:
        await publishing.written(work, PM, Published("notion", "1", "", "d"), "Notion", NOW)
    assert await troubled(Trouble.EDITED, NOW.replace(hour=13)) == 3
