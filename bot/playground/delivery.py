"""Brings events and presses to the bot: by signed HTTP or over Socket Mode, again and again until acknowledged.

Slack tries an event 3 more times; commands and presses only once, and the person sees an error after 3 seconds.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.playground.socket_mode import Sockets
from bot.playground.state import Json, State
from bot.playground.traffic import Traffic
from bot.tls import trusted


@dataclass
class Delivery:
    """One thing that was brought to the bot, for the log: what, how often, and what came back."""

    kind: str
    payload: Json
    attempts: int = 0
    acknowledged: bool = False
    answer: Any = None
    reason: str = ""  # why the last attempt failed, as the next one says
    final: bool = False  # the bot asked not to be tried again


@dataclass
class Faults:
    """What goes wrong on purpose with the next deliveries."""

    duplicate: int = 0  # so many times more is each delivered
    drop: int = 0  # of so many the first attempt gets lost on the way; they are tried again
    lose: int = 0  # so many get lost for good, as what Slack gave up on
    shuffle: bool = False  # later ones overtake earlier ones
    down: bool = False  # nothing gets through; events wait until it is over


# How long each event is held back while events overtake each other, in turn.
OVERTAKING = (1.2, 0.0, 0.6, 0.3)
# An event waits this long at most for the one before it in its channel to arrive: Slack promises no order, but mostly keeps it.
IN_ORDER = 0.25
HOUR = 3600


class Courier:
    """Carries deliveries. `idle()` waits until all are done."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._tasks: set[asyncio.Task[None]] = set()
        self._before: dict[str, asyncio.Event] = {}
        self._hour, self._sent, self._told_limit = 0, 0, False
        self.sockets = Sockets(state)
        self._http = httpx.AsyncClient(timeout=state.settings.ack_seconds, verify=trusted())
        self._count = 0
        self._up = asyncio.Event()
        self._up.set()
        self.log: list[Delivery] = []
        self.faults = Faults()
        self.traffic = Traffic((state.settings.signing_secret, state.settings.bot_token, state.settings.app_token))

    def event(self, event: Json) -> None:
        """Send an event; returns at once."""
        if self._over_the_limit():
            return
        body = self._around({
            "type": "event_callback", "event": event, "event_id": f"Ev{secrets.token_hex(5).upper()}",
            "event_time": int(self._state.now()), "is_ext_shared_channel": False, "event_context": secrets.token_hex(8),
            "authorizations": [{"enterprise_id": None, "team_id": self._state.settings.team, "user_id": self._state.bot_user,
                                "is_bot": True, "is_enterprise_install": False}],
        })  # fmt: skip
        for _ in range(1 + self.faults.duplicate):
            self._start(self._until_acknowledged(Delivery("event", body)))

    def _around(self, body: Json) -> Json:
        return {"token": "local", "team_id": self._state.settings.team, "api_app_id": self._state.app_id, **body}  # nosec B105

    def _over_the_limit(self) -> bool:
        """Count an event; when there are too many in this hour, say so once and deliver no more of them."""
        most, hour = self._state.settings.events_an_hour, int(self._state.now()) // HOUR
        if hour != self._hour:
            self._hour, self._sent, self._told_limit = hour, 0, False
        self._sent += 1
        if not most or self._sent <= most:
            return False
        if not self._told_limit:
            self._told_limit = True
            minute = int(self._state.now()) // 60 * 60
            body = self._around({"type": "app_rate_limited", "minute_rate_limited": minute})
            self._start(self._until_acknowledged(Delivery("event", body)))
        return True

    async def ask(self, kind: str, payload: Json) -> tuple[bool, Any]:
        """Send a command or a press: (acknowledged within 3 seconds, what the bot answered)."""
        delivery = Delivery(kind, payload)
        self.log.append(delivery)
        await self._try(delivery, 0, "")
        return delivery.acknowledged, delivery.answer

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def cut(self, down: bool) -> None:
        """Cut the bot off, or let it back in: sockets are closed, events wait, commands fail."""
        self.faults.down = self.sockets.down = down
        if not down:
            self._up.set()
            return
        self._up.clear()
        await self.sockets.cut()

    async def close(self) -> None:
        """Drop what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.aclose()

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_acknowledged(self, delivery: Delivery) -> None:
        self.log.append(delivery)
        if self.faults.lose > 0:
            self.faults.lose -= 1
            return
        await self._first(delivery)
        for number, wait in enumerate(self._state.settings.retry_waits, 1):
            if delivery.acknowledged or delivery.final:
                return
            await asyncio.sleep(wait)
            await self._up.wait()
            await self._try(delivery, number, delivery.reason)

    async def _first(self, delivery: Delivery) -> None:
        """The first attempt, in order within a channel unless events are to overtake each other."""
        place, arrived = _place(delivery), asyncio.Event()
        before, self._before[place] = self._before.get(place), arrived
        self._count += 1
        try:
            if self.faults.shuffle:
                await asyncio.sleep(OVERTAKING[self._count % len(OVERTAKING)])
            elif before is not None:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(before.wait(), IN_ORDER)
            await self._up.wait()
            if self.faults.drop > 0:
                self.faults.drop -= 1
                delivery.attempts, delivery.reason = 1, "connection_failed"
            else:
                await self._try(delivery, 0, "")
        finally:
            arrived.set()

    async def _try(self, delivery: Delivery, number: int, reason: str) -> None:
        delivery.attempts += 1
        began = time.perf_counter()
        if not self.faults.down:
            send = self._by_http if self._state.settings.events_url else self._by_socket
            delivery.acknowledged, delivery.answer = await send(delivery, number, reason)
        ok, way = delivery.acknowledged, "Slack is down" if self.faults.down else "not acknowledged"
        self.traffic.note(
            "to bot", delivery.kind, _name(delivery), delivery.payload, delivery.answer, at=self._state.now(), retry=number,
            ms=(time.perf_counter() - began) * 1000, ok=ok, result="acknowledged" if ok else way,
        )  # fmt: skip

    async def _by_http(self, delivery: Delivery, number: int, reason: str) -> tuple[bool, Any]:
        body, content_type = _body(delivery)
        headers = {"content-type": content_type, **self._signature(body)}
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        try:
            wait = self._state.settings.ack_seconds
            answer = await self._http.post(self._state.settings.events_url, content=body, headers=headers, timeout=wait)
        except httpx.TimeoutException:
            delivery.reason = "http_timeout"
            return False, None
        except httpx.HTTPError:
            delivery.reason = "connection_failed"
            return False, None
        delivery.reason = "http_error"
        delivery.final = answer.headers.get("x-slack-no-retry") == "1"
        is_json = answer.headers.get("content-type", "").startswith("application/json") and answer.content
        return answer.status_code == 200, answer.json() if is_json else answer.text

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        secret = self._state.settings.signing_secret.encode()
        digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}

    async def _by_socket(self, delivery: Delivery, number: int, reason: str) -> tuple[bool, Any]:
        kinds = {"event": "events_api", "command": "slash_commands"}
        message: Json = {"type": kinds.get(delivery.kind, "interactive"), "payload": delivery.payload,
                         "accepts_response_payload": delivery.kind != "event"}  # fmt: skip
        if delivery.kind == "event":
            message |= {"retry_attempt": number, "retry_reason": reason}
        delivery.reason = "timeout"
        return await self.sockets.send(message, self._state.settings.ack_seconds)

    @property
    def connected(self) -> bool:
        """Whether the bot holds a Socket Mode connection."""
        return len(self.sockets) > 0


def _place(delivery: Delivery) -> str:
    event = delivery.payload.get("event") or {}
    item = event.get("item") or {}
    return str(event.get("channel") or event.get("channel_id") or item.get("channel") or "")


def _name(delivery: Delivery) -> str:
    payload = delivery.payload
    if delivery.kind == "command":
        return f"{payload.get('command')} {payload.get('text')}".strip()
    if delivery.kind == "event":
        event = payload.get("event") or {}
        return " ".join(str(event[k]) for k in ("type", "subtype") if event.get(k))
    pressed = [str(a.get("action_id")) for a in payload.get("actions") or ()]
    called = payload.get("callback_id") or (payload.get("view") or {}).get("callback_id")
    return " ".join([str(payload.get("type")), *(pressed or [str(called)] if pressed or called else [])])


def _body(delivery: Delivery) -> tuple[bytes, str]:
    if delivery.kind == "event":
        return json.dumps(delivery.payload).encode(), "application/json"
    form = delivery.payload if delivery.kind == "command" else {"payload": json.dumps(delivery.payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"
