"""Full text on both databases: the same is found by both, and only what its reader may know of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.access import OPERATOR, Reader
from bot.domain.postmortem import Postmortem, Status
from bot.domain.search_words import terms
from bot.domain.searchable import Part, indexed
from bot.store.work import Store
from bot.store.workspace import Channel
from tests.hostile import HOSTILE

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXTS = {
    "P1": ("Checkout is down", "the connection pool of db-primary-2 was full, rolling back"),
    "P2": ("Café was slow", "PaymentGateway timed out; the pool had no connection left"),
    "P3": ("支払いが止まった", "ledger lag"),
    "P4": ("Hidden", "the connection pool again"),
}


async def kept(store: Store) -> None:
    async with store.work("T1") as work:
        await work.workspace.put_channel(Channel("open", "inc-1", "", private=False))
        await work.workspace.put_channel(Channel("shut", "inc-2", "", private=True))
        for number, (one, (title, _)) in enumerate(TEXTS.items(), 1):
            channel = "shut" if one == "P4" else "open"
            await work.postmortems.add(Postmortem(one, number, channel, title, "U1", NOW, "U1", status=Status.PUBLISHED))
    for one, (title, text) in TEXTS.items():
        parts = (Part("head", "", title), Part("a", "A", text))
        async with store.work("T1") as work:
            mark = await work.search.mark(one)
            assert mark is not None
            assert await work.search.put(one, parts, indexed(parts), mark, NOW)


async def found(store: Store, query: str, reader: Reader = OPERATOR) -> set[str]:
    async with store.look("T1") as work:
        return set(await work.search.find(reader, terms(query), 50))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("pool connection", {"P1", "P2", "P4"}),
        ('"connection pool"', {"P1", "P4"}),
        ("roll*", {"P1"}),
        ("rolli", {"P1"}),
        ("cafe", {"P2"}),
        ("CAFÉ slow", {"P2"}),
        ("db-primary-2", {"P1"}),
        ("primary", {"P1"}),
        ("db-primary-20", set()),
        ("gateway", {"P2"}),
        ("paymentgateway", {"P2"}),
        ("支払", {"P3"}),
        ("ledger pool", set()),
        ("", set()),
    ],
)
async def test_words_rows_beginnings_accents_and_code_names(store: Store, query: str, wanted: set[str]) -> None:
    await kept(store)
    assert await found(store, query) == wanted


async def test_only_members_find_what_belongs_to_a_private_channel(store: Store) -> None:
    await kept(store)
    assert await found(store, "connection", Reader("U9")) == {"P1", "P2"}
    assert await found(store, "connection", Reader("U9", frozenset({"shut"}))) == {"P1", "P2", "P4"}


async def test_a_title_weighs_more(store: Store) -> None:
    await kept(store)
    async with store.look("T1") as work:
        assert (await work.search.find(OPERATOR, terms("down"), 5))[0] == "P1"


@given(
    st.one_of(st.text(max_size=60), HOSTILE, st.sampled_from(["NEAR(a, 2)", "a AND", "^a", "{a}", "a:*", "'", "\x00", "!a & b"]))
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_query_is_refused(store: Store, text: str) -> None:
    assert await found(store, text) <= set(TEXTS)


async def test_what_changed_meanwhile_is_not_put_over(store: Store) -> None:
    await kept(store)
    async with store.work("T1") as work:
        await work.search.changed("P1")
    async with store.work("T1") as work:
        parts = (Part("head", "", "old"),)
        assert not await work.search.put("P1", parts, indexed(parts), 12345, NOW)
        assert await work.search.stale(9) == ("P1",)
    assert await found(store, "rolling") == set()
