from datetime import UTC, datetime

import pytest

from bot.domain.access import Reader
from bot.domain.postmortem import Postmortem
from bot.errors import NotFound
from bot.store.work import Store
from bot.store.workspace import Channel
from bot.usecases.reports import Wanted, send_file

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PDF = Wanted("pdf", "internal")


async def hidden(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("C1", "inc-1", "", private=True))
        await work.postmortems.add(Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1"))


async def test_a_file_is_sent_once_however_often_it_is_pressed(store: Store) -> None:
    await hidden(store)
    for _ in range(2):
        async with store.work("T1") as work:
            await send_file(work, Reader("U1", frozenset({"C1"})), "P1", PDF, "press-1", NOW)
    assert (await store.outbox_counts(NOW)).get("waiting") == 1


@pytest.mark.parametrize("which", ["P1", "P2", None])
async def test_who_may_not_see_it_gets_no_file_and_does_not_learn_of_it(store: Store, which: str | None) -> None:
    await hidden(store)
    with pytest.raises(NotFound):
        async with store.work("T1") as work:
            await send_file(work, Reader("U9", frozenset({"C9"})), which, PDF, "press-1", NOW)
    assert (await store.outbox_counts(NOW)).get("waiting") is None
