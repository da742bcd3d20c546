"""The control interface of what is beside the workspace: its clock, its faults, and the look inside.

GET /control/clock, switches, traffic?after=N, exchange?id=N, message?channel=C&ts=T, inside?subject=ID;
POST /control/clock {"seconds": N}, switch {"name", "on", "chosen"}, calm, forget_traffic; POST /control/settings with any of
those in SETTINGS and `token_error` (what every call is told, empty: nothing), answered with all of them; POST
/control/deliveries {"duplicate" | "drop" | "lose": N, "shuffle": true}; POST /control/socket {"reason": one of socket_mode.ENDS}.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

# What may be changed while the workspace runs, and how it is read.
SETTINGS: dict[str, Callable[[Any], Any]] = {
    "rate_limits": bool, "ack_seconds": float, "events_an_hour": int, "plan": str,
    "retry_waits": lambda waits: tuple(map(float, waits)),
}  # fmt: skip
DELIVERIES: dict[str, Callable[[Any], Any]] = {"duplicate": int, "drop": int, "lose": int, "shuffle": bool}
LONGEST_MOVE = 400 * 86_400
Answer = Callable[[Json], Awaitable[Any]]
Rows = list[dict[str, Any]]


class Inside(Protocol):
    """A view into the bot beside the workspace, which knows no bot: whoever starts both hands this in."""

    async def subjects(self) -> Rows:
        """What rows can be shown of: each with `id` and `label`."""
        ...

    async def tables(self, subject: str) -> dict[str, Rows]:
        """The rows of each table that belong to one of them."""
        ...

    async def outbox(self) -> Rows:
        """What waits to leave, and what was given up."""
        ...

    async def due(self) -> Rows:
        """What will be sent by itself, each with `at` in seconds, `to` and `what`, soonest first."""
        ...

    async def ticked(self) -> None:
        """Do now what is done by the clock: it was moved."""
        ...

    async def reminded(self) -> None:
        """Only send the reminders that are due now."""
        ...

    async def quiet(self) -> None:
        """Wait until nothing more is on its way out."""
        ...


class Control:
    """Answers the questions and does the deeds."""

    def __init__(self, place: Playground) -> None:
        self._place = place
        self._moving = asyncio.Lock()

    async def now(self, _given: Json) -> Json:
        """The workspace's time, and what it was moved on by."""
        return {"now": self._place.state.now(), "shift": self._place.state.shift}

    async def move(self, given: Json) -> Json:
        """Move the clock on; what is then due happens before the answer. One after the other."""
        seconds = float(given["seconds"])
        if not (math.isfinite(seconds) and 0 <= seconds <= LONGEST_MOVE):
            raise ValueError("the clock moves forward, by 400 days at most")
        async with self._moving:
            self._place.state.shift += seconds
            self._place.state.changes.touch()
            if self._place.inside is not None:
                await self._place.inside.ticked()
        return await self.now({})

    async def settings(self, given: Json) -> Json:
        """Change settings; gives all that can be changed."""
        place = self._place
        for name, value in given.items():
            if name == "token_error":
                place.state.token_error = str(value)
            elif name in SETTINGS:
                setattr(place.settings, name, SETTINGS[name](value))
            else:
                raise LookupError(f"one of token_error, {', '.join(SETTINGS)}")
        return {name: getattr(place.settings, name) for name in SETTINGS} | {"token_error": place.state.token_error}

    async def deliveries(self, given: Json) -> Json:
        """What goes wrong with the next deliveries; gives all that can."""
        faults = self._place.courier.faults
        for name, value in given.items():
            if name not in DELIVERIES:
                raise LookupError(f"one of {', '.join(DELIVERIES)}")
            setattr(faults, name, DELIVERIES[name](value))
        return {name: getattr(faults, name) for name in DELIVERIES}

    async def socket(self, given: Json) -> Json:
        """End the Socket Mode connections, or warn that they will."""
        await self._place.courier.sockets.end(str(given.get("reason")))
        return {"connections": len(self._place.courier.sockets)}

    async def switches(self, _given: Json) -> Json:
        """All faults that can be turned on."""
        return {"switches": self._place.switches.listed()}

    async def turn(self, given: Json) -> Json:
        """Turn a fault on or off."""
        await self._place.switches.turn(str(given["name"]), bool(given["on"]), str(given.get("chosen") or ""))
        await self._catch_up()
        return await self.switches({})

    async def calm(self, _given: Json) -> Json:
        """End all faults."""
        self._place.faults.clear()
        await self._place.switches.calm()
        await self._catch_up()
        return await self.switches({})

    async def _catch_up(self) -> None:
        """A bot that was away looks for what it missed at its next tick; nobody wants to wait ten minutes for it."""
        if not self._place.switches.on and self._place.inside is not None:
            await self._place.inside.ticked()

    async def traffic(self, given: Json) -> Json:
        """The exchanges after one."""
        return {"lines": self._place.traffic.lines(int(given.get("after") or 0))}

    async def exchange(self, given: Json) -> Json:
        """One exchange in full."""
        found = self._place.traffic.one(int(given["id"]))
        if found is None:
            raise LookupError("this exchange is no longer kept")
        return found

    async def forget(self, _given: Json) -> Json:
        """Empty the list of exchanges."""
        self._place.traffic.clear()
        return {}

    async def message(self, given: Json) -> Json:
        """One message as it lies in the workspace."""
        channel, ts = self._place.state.channels.get(str(given.get("channel"))), str(given.get("ts"))
        alone = (m for m in self._place.state.ephemerals if m["ts"] == ts)
        found = (channel.messages.get(ts) if channel else None) or next(alone, None)
        if found is None:
            raise LookupError("there is no such message")
        return {"message": found}

    async def inside(self, given: Json) -> Json:
        """What the bot's database holds."""
        bot = self._place.inside
        if bot is None:
            return {"known": False, "subjects": [], "tables": {}, "outbox": [], "due": []}
        subject = str(given.get("subject") or "")
        tables = await bot.tables(subject) if subject else {}
        return {"known": True, "subjects": await bot.subjects(), "tables": tables, "outbox": await bot.outbox(),
                "due": await bot.due()}  # fmt: skip


def control_routes(place: Playground) -> list[Route]:
    """The routes under /control of this module."""
    control = Control(place)
    asked = {"clock": control.now, "switches": control.switches, "traffic": control.traffic, "exchange": control.exchange,
             "message": control.message, "inside": control.inside}  # fmt: skip
    done = {"clock": control.move, "switch": control.turn, "calm": control.calm, "forget_traffic": control.forget,
            "settings": control.settings, "deliveries": control.deliveries, "socket": control.socket}  # fmt: skip
    return [
        *(Route(f"/control/{name}", answered(answer), methods=["GET"]) for name, answer in asked.items()),
        *(Route(f"/control/{name}", answered(answer), methods=["POST"]) for name, answer in done.items()),
    ]


def answered(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint: JSON or a query in, JSON out; what is wrong with the question comes back as its error."""

    async def endpoint(request: Request) -> Response:
        try:
            given = dict(await request.json()) if request.method == "POST" and await request.body() else {}
            found = await answer({**request.query_params, **given})
        except (LookupError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error.args[0]) if error.args else type(error).__name__}, 400)
        return JSONResponse(found)

    return endpoint
