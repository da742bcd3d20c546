"""Files that people put into the workspace, kept in memory."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.state import Json, State

MOST = 20 * 1024 * 1024
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True)
class Kept:
    """A file: what Slack tells of it, and its bytes."""

    shown: Json
    content: bytes


class Files:
    """The files of the workspace by id."""

    def __init__(self, state: State, base: Callable[[], str] = str) -> None:
        self._state = state
        self._base = base  # the workspace's address, once it has one
        self._kept: dict[str, Kept] = {}

    def keep(self, person: str, name: str, content: bytes) -> Json:
        """Take a file in; what Slack tells of it in a message."""
        number = f"F{secrets.token_hex(5).upper()}"
        name = name.replace("/", "_").replace("\\", "_")[:200] or "file"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown: Json = {
            "id": number, "created": int(self._state.now()), "name": name, "title": name, "mimetype": kind, "user": person,
            "filetype": name.rpartition(".")[2].lower(), "size": len(content), "mode": "hosted", "is_external": False,
            "url_private": f"{self._base()}/files/{number}", "permalink": f"https://{self._state.settings.domain}.slack.com/files/{person}/{number}",
        }  # fmt: skip
        self._kept[number] = Kept(shown, content)
        return shown

    def get(self, number: str) -> Kept | None:
        """A file by its id."""
        return self._kept.get(number)
