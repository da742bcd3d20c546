"""Where a tracker says that something happened: signed, stored before it is acknowledged, the same one twice is one."""

from __future__ import annotations

import hashlib
import hmac

import httpx

from bot.errors import StoreUnavailable
from tests.trackers import github
from tests.trackers.staged import Tracked, tracked


async def post(t: Tracked, body: bytes, **headers: str) -> int:
    signature = "sha256=" + hmac.new(github.SECRET.encode(), body, hashlib.sha256).hexdigest()
    given = {"x-hub-signature-256": signature, "x-github-event": "issues", **headers}
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{t.at.url}/hooks/tracker", content=body, headers=given)).status_code


async def reads(t: Tracked) -> int:
    return len([asked for asked in t.ledger.asked if asked.startswith("GET /repos/acme/shop/issues/")])


async def test_an_unsigned_word_changes_nothing(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        held, _ = await t.tracked()
        held.state = "done"
        before = await reads(t)
        assert await t.heard(held, **{"x-hub-signature-256": "sha256=00"}) == 401
        assert await post(t, b"[]", **{"x-hub-signature-256": ""}) == 401
        assert (await t.item()).open
        assert await reads(t) == before


async def test_what_is_not_understood_is_refused_and_what_is_not_ours_is_nothing(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        for body in (b"[]", b"{", b"null", b'{"repository": {"full_name": "acme/shop"}}'):
            assert await post(t, body) == 400
        assert await post(t, b'{"zen": "hello", "repository": {"full_name": "acme/shop"}, "issue": {"number": 99}}') == 200


async def test_the_same_delivery_twice_is_looked_at_once(sqlite_url: str) -> None:
    async with tracked(github, sqlite_url) as t:
        await t.tracked()
        before = await reads(t)
        body = b'{"repository": {"full_name": "acme/shop"}, "issue": {"number": 1}}'
        assert [await post(t, body) for _ in range(3)] == [200, 200, 200]
        await t.at.quiet()
        assert await reads(t) == before + 1


async def test_a_database_that_is_away_has_it_sent_again(sqlite_url: str, monkeypatch) -> None:
    async with tracked(github, sqlite_url) as t:
        held, _ = await t.tracked()

        async def away() -> tuple[str, ...]:
            raise StoreUnavailable

        held.state = "done"
        monkeypatch.setattr(t.at.app.store, "teams", away)
        assert await t.heard(held) == 503
        monkeypatch.undo()
        assert await t.heard(held) == 200
        assert not (await t.item()).open
