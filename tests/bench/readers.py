"""Many people who read at once, while Slack goes on sending: how long do events wait then?

`python -m tests.bench.readers URL SECONDS COOKIE…` lets one reader for each cookie read a page over and over, and prints how many pages they got.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

import aiohttp
from starlette.responses import Response

from bot.web.sessions import COOKIE, Sessions
from tests.bench.load import events, signed
from tests.bench.running import CHANNEL, Running

PUBLIC, READERS, PACE, SECONDS = "http://127.0.0.1", 1000, 20, 15


@dataclass(frozen=True)
class Waited:
    """Milliseconds until an event was acknowledged, at a pace of 20 a second: with nobody reading, and while 1,000 people
    read; how many pages these got a second."""

    alone: float
    beside: float
    pages: float
    refused: int


async def waited(at: Running) -> Waited:
    """Ada has written; a thousand people read her report."""
    for person in people():
        at.slack.state.add_person(person, person, "UTC")
    await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start It broke")
    modal = at.slack.people.seen("U0ADA")["modals"][-1]
    await at.slack.people.submit("U0ADA", modal["id"], {})
    await at.settled()
    alone, refused = await _paced(at, 100)
    command = [sys.executable, "-m", "tests.bench.readers", f"{at.bot.url}/postmortems/1", str(SECONDS + 8)]
    reading = await asyncio.create_subprocess_exec(*command, *cookies(at.slack.settings.bot_token), stdout=subprocess.PIPE)
    await asyncio.sleep(5)
    beside, more = await _paced(at, 5000)
    out, _ = await reading.communicate()
    told: dict[str, Any] = json.loads(out)
    return Waited(alone, beside, told["pages"] / told["seconds"], refused + more + told["wrong"])


def people() -> list[str]:
    """Who reads."""
    return [f"U1R{n:05}" for n in range(READERS)]


def cookies(secret: str) -> list[str]:
    """One session each, made as the bot makes them."""
    made = []
    for person in people():
        response = Response()
        Sessions(secret, PUBLIC).begin(response, "T0PLAY", person)
        made.append(response.headers["set-cookie"].partition(";")[0].partition("=")[2])
    return made


async def _paced(at: Running, first: int) -> tuple[float, int]:
    """The 99th percentile of the time until an event is acknowledged, and how many were not."""
    times: list[float] = []
    refused = 0
    secret, url = at.slack.settings.signing_secret, f"{at.bot.url}/slack/events"

    async def send(session: aiohttp.ClientSession, body: bytes) -> None:
        nonlocal refused
        began = time.perf_counter()
        async with session.post(url, data=body, headers=signed(secret, body)) as answer:
            refused += answer.status != 200
        times.append((time.perf_counter() - began) * 1000)

    async with aiohttp.ClientSession() as session:
        sent = []
        for body in events(PACE * SECONDS, int(time.time()) - 9000 - first):
            sent.append(asyncio.create_task(send(session, body)))
            await asyncio.sleep(1 / PACE)
        await asyncio.gather(*sent)
    return quantiles(times, n=100)[98], refused


async def read(url: str, seconds: float, given: list[str]) -> dict[str, float]:
    """Each reads again as soon as the page is there, with a moment to look at it."""
    pages = wrong = 0
    end = time.perf_counter() + seconds

    async def reader(session: aiohttp.ClientSession, cookie: str) -> None:
        nonlocal pages, wrong
        while time.perf_counter() < end:
            async with session.get(url, headers={"cookie": f"{COOKIE}={cookie}"}) as answer:
                body = await answer.read()
                pages += 1
                wrong += answer.status != 200 or b"It broke" not in body
            await asyncio.sleep(1)

    limits = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limits, timeout=aiohttp.ClientTimeout(total=120)) as session:
        await asyncio.gather(*(reader(session, cookie) for cookie in given))
    return {"pages": pages, "seconds": seconds, "wrong": wrong}


if __name__ == "__main__":
    target, lasting, *held = sys.argv[1:]
    print(json.dumps(asyncio.run(read(target, float(lasting), held))))
