"""One call of a method: the workspace it works on, and its arguments, read as Slack reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.state import Json, State

TS = re.compile(r"\d{1,12}(\.\d{1,6})?")


class ApiError(Exception):
    """What Slack answers instead: an error code, and more of the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


def refused(*faults: str, error: str = "invalid_arguments") -> ApiError:
    """An error that says what is wrong with the arguments."""
    return ApiError(error, response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]})


@dataclass(frozen=True)
class MethodCall:
    """A call of a method. `tell` lets the rest of the workspace know what happened; `base` is the server's address."""

    state: State
    args: Json
    tell: Callable[[Json], None]
    base: str = ""

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """An argument that is true or not."""
        return self.text(name).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """An argument that is a whole number."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise refused(f"must be an integer [json-pointer:/{name}]") from None

    def ts(self, name: str, error: str = "bad_timestamp") -> str:
        """An argument that is the id of a message, or a time as one; empty where it is not given."""
        value = self.text(name)
        if value and not TS.fullmatch(value):
            raise ApiError(error)
        return value

    def data(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is JSON: in a form it comes as text."""
        value = self.args.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise refused(f"must be JSON [json-pointer:/{name}]", error=error) from None

    def needs(self, scope: str) -> None:
        """Refuse where the token may not do this."""
        if scope not in self.state.scopes:
            raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(self.state.scopes)))
