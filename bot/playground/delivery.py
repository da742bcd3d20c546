"""Brings events and presses to the bot: by signed HTTP or over Socket Mode, again and again until acknowledged.

Slack tries an event 3 more times; commands and presses only once, and the person sees an error after 3 seconds.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.state import Json, State
from bot.playground.traffic import Traffic


@dataclass
class Delivery:
    """One thing that was brought to the bot, for the log: what, how often, and what came back."""

    kind: str
    payload: Json
    attempts: int = 0
    acknowledged: bool = False
    answer: Any = None


@dataclass
class Faults:
    """What goes wrong on purpose with the next deliveries."""

    duplicate: int = 0
    drop: int = 0
    shuffle: bool = False  # later ones overtake earlier ones
    down: bool = False  # nothing gets through; events wait until it is over


# How long each event is held back while events overtake each other, in turn.
OVERTAKING = (1.2, 0.0, 0.6, 0.3)


class Courier:
    """Carries deliveries. `idle()` waits until all are done."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._tasks: set[asyncio.Task[None]] = set()
        self._sockets: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._order = asyncio.Lock()
        self._http = httpx.AsyncClient(timeout=state.settings.ack_seconds)
        self._count = 0
        self._up = asyncio.Event()
        self._up.set()
        self.log: list[Delivery] = []
        self.faults = Faults()
        self.traffic = Traffic((state.settings.signing_secret, state.settings.bot_token, state.settings.app_token))

    def event(self, event: Json) -> None:
        """Send an event; returns at once."""
        settings = self._state.settings
        body = {
            "token": "local", "team_id": settings.team, "api_app_id": self._state.app_id, "event": event,  # nosec B105
            "type": "event_callback", "event_id": f"Ev{secrets.token_hex(5).upper()}", "event_time": int(self._state.now()),
            "authorizations": [{"team_id": settings.team, "user_id": self._state.bot_user, "is_bot": True}],
        }  # fmt: skip
        times = 1 + self.faults.duplicate
        for _ in range(times):
            self._start(self._until_acknowledged(Delivery("event", body)))

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
        self.faults.down = down
        if not down:
            self._up.set()
            return
        self._up.clear()
        for socket in self._sockets.copy():
            await socket.close(1012)

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
        if self.faults.drop > 0:
            self.faults.drop -= 1
            return
        self._count += 1
        if self.faults.shuffle:
            await asyncio.sleep(OVERTAKING[self._count % len(OVERTAKING)])
        await self._up.wait()
        async with self._order:
            await self._try(delivery, 0, "")
        for number, wait in enumerate(self._state.settings.retry_waits, 1):
            if delivery.acknowledged:
                return
            await asyncio.sleep(wait)
            await self._up.wait()
            await self._try(delivery, number, "http_error")

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
            answer = await self._http.post(self._state.settings.events_url, content=body, headers=headers)
        except httpx.HTTPError:
            return False, None
        is_json = answer.headers.get("content-type", "").startswith("application/json") and answer.content
        return answer.status_code == 200, answer.json() if is_json else answer.text

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        secret = self._state.settings.signing_secret.encode()
        digest = hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}

    async def _by_socket(self, delivery: Delivery, number: int, reason: str) -> tuple[bool, Any]:
        socket = self._sockets[-1] if self._sockets else None
        if socket is None:
            return False, None
        envelope = secrets.token_hex(16)
        kinds = {"event": "events_api", "command": "slash_commands"}
        message = {"envelope_id": envelope, "type": kinds.get(delivery.kind, "interactive"), "payload": delivery.payload,
                   "accepts_response_payload": delivery.kind != "event"}  # fmt: skip
        if delivery.kind == "event":
            message |= {"retry_attempt": number, "retry_reason": reason}
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        try:
            await socket.send_text(json.dumps(message))
            return True, await asyncio.wait_for(self._waiting[envelope], self._state.settings.ack_seconds)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            return False, None
        finally:
            self._waiting.pop(envelope, None)

    async def socket(self, websocket: WebSocket) -> None:
        """Serve one Socket Mode connection of the bot."""
        if self.faults.down:
            await websocket.close(1012)
            return
        await websocket.accept()
        info = {"app_id": self._state.app_id}
        await websocket.send_text(
            json.dumps({"type": "hello", "num_connections": len(self._sockets) + 1, "connection_info": info})
        )
        self._sockets.append(websocket)
        try:
            while True:
                answer = json.loads(await websocket.receive_text())
                future = self._waiting.get(answer.get("envelope_id", ""))
                if future is not None and not future.done():
                    future.set_result(answer.get("payload"))
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.remove(websocket)

    @property
    def connected(self) -> bool:
        """Whether the bot holds a Socket Mode connection."""
        return bool(self._sockets)


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
