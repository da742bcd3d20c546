"""One call of a method: the workspace it works on, and its arguments, read as Slack reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.state import Json, State


class ApiError(Exception):
    """What Slack answers instead: an error code, and more of the answer."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}


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

    def data(self, name: str) -> Any:
        """An argument that is JSON: in a form it comes as text."""
        value = self.args.get(name)
        return json.loads(value) if isinstance(value, str) and value else value
