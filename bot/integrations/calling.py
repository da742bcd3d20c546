"""Calls to another service over HTTP. What can go wrong on the way becomes ours here, once."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

import httpx

from bot.domain.trouble import Trouble
from bot.errors import NotAllowed, ServiceFailure
from bot.tls import trusted

Json = Any
# In seconds: a token has to be renewed by somebody.
REFUSED_WAIT, LIMIT_WAIT = 900.0, 60.0


class Caller:
    """Calls to one service. `auth` are the headers that let us in."""

    def __init__(self, base: str, auth: Mapping[str, str]) -> None:
        self._base, self._auth = base.rstrip("/"), dict(auth)

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Json = None,
        keep: Collection[int] = (),
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        json: bool = True,
    ) -> Json:
        """One call; the answer's JSON, None where it is empty. Raises ServiceFailure, but for the statuses in `keep`, whose
        answer says more than they do. `content` and `headers`: what is sent where that is not JSON; without `json` the
        answer may be anything."""
        # An issue that was moved is read where it is now; nothing is written where we did not mean to.
        moves = method == "GET"
        try:
            async with httpx.AsyncClient(timeout=10, verify=trusted(), follow_redirects=moves) as client:
                told = {**self._auth, **(headers or {})}
                url = f"{self._base}{path}"
                answer = await client.request(method, url, params=params, json=body, content=content, headers=told)
        except httpx.HTTPError as error:
            raise ServiceFailure(type(error).__name__) from error
        if answer.status_code not in keep:
            _check(answer)
        try:
            return answer.json() if answer.content else None
        except ValueError as error:
            if not json:
                return None
            raise ServiceFailure("no_json") from error


def trouble_of(failure: ServiceFailure) -> Trouble | None:
    """What people can do something about; None for what passes by itself."""
    known = next((trouble for trouble in Trouble if trouble == failure.error), None)
    return known or (Trouble.NOT_TAKEN if failure.permanent else None)


def _check(answer: httpx.Response) -> None:
    status = answer.status_code
    if status < 300:
        return
    if status == 429 or (status == 403 and _spent(answer)):
        raise ServiceFailure("limit", wait=_wait(answer))
    if status in {401, 403}:
        raise ServiceFailure(Trouble.REFUSED, wait=REFUSED_WAIT)
    if status in {301, 302, 307, 308, 404, 410}:
        raise ServiceFailure(Trouble.GONE, permanent=True)
    if 400 <= status < 500:
        # It understood us and will not do it: the same call again gets the same answer.
        raise ServiceFailure(f"status_{status}", permanent=True)
    raise ServiceFailure(f"status_{status}", wait=_wait(answer) if "retry-after" in answer.headers else None)


def _spent(answer: httpx.Response) -> bool:
    """GitHub answers 403 both where we may not and where we asked too often; source: its page on rate limits."""
    return "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0"


def _wait(answer: httpx.Response) -> float:
    after = answer.headers.get("retry-after", "")
    return min(3600.0, float(after)) if after.isdigit() else LIMIT_WAIT


def check_signature(given: str, secret: str, body: bytes, prefix: str = "") -> None:
    """Whether a webhook's body is signed with our secret: HMAC-SHA256 in hex; raises NotAllowed."""
    right = prefix + hmac.new(secret.encode(), body, sha256).hexdigest()
    check_secret(given, secret and right)


def check_secret(given: str, right: str) -> None:
    """Compare in constant time; raises NotAllowed, also where there is nothing to compare with."""
    if not right or not hmac.compare_digest(given.encode(), right.encode()):
        raise NotAllowed("web.not_ours")
