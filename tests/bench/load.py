"""Signed events from a process of its own: `python -m tests.bench.load URL SECRET COUNT CONNECTIONS PREFIX` prints a JSON line."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import aiohttp


def events(count: int, prefix: int) -> Iterator[bytes]:
    """Messages, every tenth of them followed by its edit."""
    for number in range(count):
        ts = f"{prefix}.{number - (number % 10 == 9):06d}"
        text = f"errors on checkout are at {number} % for all customers, we look at the deploy of 14:01"
        message: dict[str, Any] = {"type": "message", "user": "U0SAM", "text": text, "ts": ts}
        if number % 10 == 9:
            edited = {**message, "edited": {"user": "U0SAM", "ts": f"{prefix + 1}.{number:06d}"}}
            message = {"type": "message", "subtype": "message_changed", "ts": f"{prefix + 1}.{number:06d}", "message": edited}
        event = {**message, "channel": "C0INC", "channel_type": "channel", "event_ts": message["ts"]}
        body = {
            "type": "event_callback",
            "team_id": "T0PLAY",
            "api_app_id": "A0BOT",
            "event_id": f"Ev{prefix}{number}",
            "event": event,
        }
        yield json.dumps(body).encode()


def signed(secret: str, body: bytes) -> dict[str, str]:
    """The headers with which Slack sends an event."""
    stamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"content-type": "application/json", "x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


async def send(url: str, secret: str, count: int, connections: int, prefix: int) -> dict[str, Any]:
    """Send them all; gives how many a second were acknowledged and how long each took, in ms."""
    waiting, times, refused = iter(list(events(count, prefix))), [], 0

    async def worker(session: aiohttp.ClientSession) -> None:
        nonlocal refused
        for body in waiting:
            headers = signed(secret, body)
            began = time.perf_counter()
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
                refused += answer.status != 200
            times.append((time.perf_counter() - began) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:
        began = time.perf_counter()
        await asyncio.gather(*(worker(session) for _ in range(connections)))
        seconds = time.perf_counter() - began
    return {"rate": count / seconds, "refused": refused, "ms": sorted(times)}


if __name__ == "__main__":
    target, key, *numbers = sys.argv[1:]
    print(json.dumps(asyncio.run(send(target, key, *map(int, numbers)))))
