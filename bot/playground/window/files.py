"""Files that people put into the workspace; they lie beside those of the app, in memory."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable

from bot.playground.state import File, Json, State

MOST = 20 * 1024 * 1024
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


class Files:
    """The files of the workspace by id."""

    def __init__(self, state: State, base: Callable[[], str] = str) -> None:
        self._state = state
        self._base = base  # the workspace's address, once it has one

    def keep(self, person: str, name: str, content: bytes) -> Json:
        """Take a file in; what Slack tells of it in a message."""
        number = self._state.new_id("F")
        name = name.replace("/", "_").replace("\\", "_")[:200] or "file"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        place, now = f"{self._base()}/files/{number}", int(self._state.now())
        shown: Json = {
            "id": number, "created": now, "timestamp": now, "name": name, "title": name, "mimetype": kind, "user": person,
            "filetype": name.rpartition(".")[2].lower() if "." in name else "binary", "size": len(content), "mode": "hosted",
            "is_external": False, "url_private": place, "url_private_download": f"{place}?download=1", "permalink": place,
        }  # fmt: skip
        self._state.files[number] = File(shown, len(content), content, complete=True)
        return shown

    def get(self, number: str) -> File | None:
        """A file by its id, once it is all there."""
        found = self._state.files.get(number)
        return found if found is not None and found.content is not None and found.complete else None
