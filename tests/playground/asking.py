"""Asks the control interface as a browser does."""

from __future__ import annotations

from typing import Any

import httpx

from tests.journeys.stage import Stage


async def control(at: Stage, what: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """GET, or POST where something is given; fails with the error that came back."""
    return await asked_of(at.slack.url, what, given)


async def asked_of(url: str, what: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """The same of a workspace at an address."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        answer = await (client.get(f"/control/{what}") if given is None else client.post(f"/control/{what}", json=given))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
