"""What all trackers of the tests share: issues, people, faults, and a look at each request."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

DATA = Path(__file__).parent.parent / "data"
Json = Any


@dataclass
class Held:
    """An issue. `state` is open, done or dropped, whatever the tracker calls that."""

    ref: str
    title: str
    text: str
    due: str | None = None
    assignee: str | None = None
    state: str = "open"
    mark: str = ""


@dataclass
class Service:
    """What answers. `faults` are the next statuses that are answered instead; of a fault below zero the deed is done and its
    answer lost. `wrong` is what was not as published."""

    token: str
    faults: list[int] = field(default_factory=list, kw_only=True)
    wrong: list[str] = field(default_factory=list, kw_only=True)
    asked: list[str] = field(default_factory=list, kw_only=True)
    url: str = field(default="", kw_only=True)

    def check(self, schemas: Mapping[str, Json], name: str, value: Json) -> None:
        """Note where something is not as published."""
        self.wrong += [f"{name}: {e.message}" for e in Draft202012Validator(schemas[name]).iter_errors(value)]


@dataclass
class Ledger(Service):
    """The issues of one project. `people`: accounts by how people name them."""

    people: Mapping[str, str]
    issues: dict[str, Held] = field(default_factory=dict)

    def add(self, **facts: Any) -> Held:
        """A new issue with the next number; `prefix` stands before it."""
        prefix = facts.pop("prefix", "")
        held = Held(ref=f"{prefix}{len(self.issues) + 1}", **facts)
        self.issues[held.ref] = held
        return held

    def one(self) -> Held:
        """The only issue."""
        (held,) = self.issues.values()
        return held


@cache
def schemas(file: str, folder: str = "trackers") -> Mapping[str, Json]:
    """The descriptions of one service."""
    return json.loads((DATA / folder / file).read_text("utf-8"))  # type: ignore[no-any-return]


def answered(service: Service, admitted: Callable[[Request], bool], deed: Callable[[Request], Awaitable[Response]]) -> Any:
    """A route's function: faults and strangers first."""

    async def answer(request: Request) -> Response:
        service.asked.append(f"{request.method} {request.url.path}")
        if not admitted(request):
            return JSONResponse({"message": "Bad credentials"}, 401)
        fault = service.faults.pop(0) if service.faults else 0
        if fault > 0:
            return JSONResponse({"message": "fault"}, fault)
        done = await deed(request)
        return JSONResponse({"message": "lost"}, -fault) if fault < 0 else done

    return answer
