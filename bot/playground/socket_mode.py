"""Socket Mode: several connections of the bot, of which each payload goes to any one, and their ends."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.state import Json, State

MOST = 10
# What Slack says before it ends a connection: it will soon, it does so now for a fresh one, Socket Mode was switched off.
ENDS = ("warning", "refresh_requested", "link_disabled")


class Sockets:
    """The connections. `down`: no new ones are taken."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._open: list[WebSocket] = []
        self._waiting: dict[str, tuple[WebSocket, asyncio.Future[Any]]] = {}
        self._turn = 0
        self.down = False

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, websocket: WebSocket) -> None:
        """Serve one connection until it ends. Its address is good once."""
        ticket = websocket.query_params.get("ticket", "")
        if self.down or ticket not in self._state.tickets:
            await websocket.close(1012 if self.down else 1008)
            return
        self._state.tickets.discard(ticket)
        await websocket.accept()
        if len(self._open) >= MOST:
            await self._say_end(websocket, "too_many_websockets")
            await websocket.close()
            return
        self._open.append(websocket)
        await websocket.send_text(json.dumps(self._hello()))
        try:
            while True:
                self._heard(await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._gone(websocket)

    async def send(self, message: Json, seconds: float) -> tuple[bool, Any]:
        """Bring a payload over any one connection: (acknowledged in time, what was answered)."""
        if not self._open:
            return False, None
        self._turn += 1
        socket = self._open[self._turn % len(self._open)]
        envelope = secrets.token_hex(16)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope] = socket, answer
        try:
            await socket.send_text(json.dumps({"envelope_id": envelope, **message}))
            return True, await asyncio.wait_for(answer, seconds)
        except (TimeoutError, ConnectionError, WebSocketDisconnect, RuntimeError):
            return False, None
        finally:
            self._waiting.pop(envelope, None)

    async def end(self, reason: str) -> None:
        """Say to each connection that it ends, and end it unless this is only the warning."""
        if reason not in ENDS:
            raise LookupError(f"one of {', '.join(ENDS)}")
        for socket in self._open.copy():
            await self._say_end(socket, reason)
            if reason != "warning":
                await socket.close()

    async def cut(self) -> None:
        """End all connections without a word."""
        for socket in self._open.copy():
            await socket.close(1012)

    def _hello(self) -> Json:
        about = {"host": "playground", "build_number": 1, "approximate_connection_time": 18060}
        return {"type": "hello", "num_connections": len(self._open), "debug_info": about,
                "connection_info": {"app_id": self._state.app_id}}  # fmt: skip

    async def _say_end(self, socket: WebSocket, reason: str) -> None:
        await socket.send_text(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}))

    def _heard(self, text: str) -> None:
        try:
            answer = json.loads(text)
            _, waiting = self._waiting[answer["envelope_id"]]
        except (ValueError, KeyError, TypeError):
            return  # not an acknowledgement of anything that waits
        if not waiting.done():
            waiting.set_result(answer.get("payload"))

    def _gone(self, websocket: WebSocket) -> None:
        if websocket in self._open:
            self._open.remove(websocket)
        for socket, waiting in self._waiting.values():
            if socket is websocket and not waiting.done():
                waiting.set_exception(ConnectionError("the connection ended before the acknowledgement"))
