"""Reads one channel of a Slack export, a folder or a zip. Nothing of it is trusted."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.domain.message import Message, Person
from bot.errors import BadInput
from bot.slack.messages import read_message

MAX_FILE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ExportedChannel:
    """A channel as the export has it: its messages by time, deleted ones left out."""

    id: str
    name: str
    purpose: str
    people: Mapping[str, Person]
    messages: tuple[Message, ...]


def read_export(path: Path, channel: str) -> ExportedChannel:
    """The channel of that name or id; raises BadInput that says what is missing, or which channels there are."""
    if not path.exists():
        raise BadInput("export.missing", path=str(path))
    source = _Zip(path) if path.is_file() else _Folder(path)
    found = _channel(source, channel.lstrip("#"))
    people = {p.id: p for p in map(_person, source.json("users.json", default=[]))}
    raws = [m for name in source.days(found["name"]) for m in source.json(name, default=[])]
    return ExportedChannel(found["id"], found["name"], found.get("purpose", {}).get("value", ""), people, _messages(found, raws))


def _messages(channel: Mapping[str, Any], raws: Iterable[Mapping[str, Any]]) -> tuple[Message, ...]:
    kept: dict[str, Message] = {}
    gone: set[str] = set()
    for raw in raws:
        if raw.get("subtype") in {"message_deleted", "tombstone"}:
            gone.add(str(raw.get("deleted_ts") or (raw.get("previous_message") or {}).get("ts") or raw.get("ts")))
        # Workspaces that keep every edit export the event of it, too, with the message as it was then.
        now = raw["message"] if raw.get("subtype") == "message_changed" and isinstance(raw.get("message"), dict) else raw
        message = read_message(channel["id"], now)
        if message is not None and _newer(message, kept.get(message.ts)):
            kept[message.ts] = message
    for pin in channel.get("pins", ()):
        pinned = kept.get(str(pin.get("id")))
        if pinned is not None:
            kept[pinned.ts] = replace(pinned, pinned_by=(str(pin.get("user") or ""),))
    return tuple(sorted((m for ts, m in kept.items() if ts not in gone), key=lambda m: m.at))


def _newer(message: Message, known: Message | None) -> bool:
    """An older state of a message never replaces a later one, in whatever order an export has them."""
    if known is None or known.edited_at is None:
        return True
    return message.edited_at is not None and message.edited_at >= known.edited_at


def _channel(source: _Folder | _Zip, wanted: str) -> Mapping[str, Any]:
    every: list[Mapping[str, Any]] = []
    for file in ("channels.json", "groups.json", "mpims.json"):
        every += source.json(file, default=[])
    found = next((c for c in every if wanted in {c.get("name"), c.get("id")}), None)
    if found is None:
        raise BadInput("export.no_channel", channel=wanted, known=", ".join(str(c.get("name")) for c in every[:20]))
    return found


def _person(raw: Mapping[str, Any]) -> Person:
    profile = raw.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or raw.get("real_name") or raw.get("name") or raw["id"]
    return Person(
        id=raw["id"],
        name=str(name),
        tz=raw.get("tz"),
        is_bot=bool(raw.get("is_bot")),
        gone=bool(raw.get("deleted")),
        title=str((raw.get("profile") or {}).get("title") or "")[:255],
        outside=bool(raw.get("is_restricted") or raw.get("is_ultra_restricted") or raw.get("is_stranger")),
    )


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def json(self, name: str, default: Any) -> Any:
        file = self._path / name
        return _parse(name, file.read_bytes()) if file.is_file() else default

    def days(self, channel: str) -> list[str]:
        folder = self._path / Path(channel).name
        return sorted(f"{folder.name}/{f.name}" for f in folder.glob("*.json"))


class _Zip:
    """Read in place: nothing is unpacked, so no path in it can lead anywhere."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise BadInput("export.not_a_zip", path=str(path)) from error

    def json(self, name: str, default: Any) -> Any:
        info = next((i for i in self._zip.infolist() if i.filename == name), None)
        if info is None:
            return default
        if info.file_size > MAX_FILE:
            raise BadInput("export.too_large", file=name)
        return _parse(name, self._zip.read(info))

    def days(self, channel: str) -> list[str]:
        return sorted(n for n in self._zip.namelist() if n.startswith(f"{channel}/") and n.endswith(".json"))


def _parse(name: str, data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        raise BadInput("export.not_json", file=name) from error
