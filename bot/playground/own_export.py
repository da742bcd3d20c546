"""A Slack export of one's own, brought into the workspace: read on this machine, in place, and trusted in nothing."""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.control import answered
from bot.playground.state import Json

if TYPE_CHECKING:
    from bot.playground.server import Playground

MOST_BYTES, MOST_FILE, MOST_FILES, MOST_MESSAGES = 200_000_000, 50_000_000, 50_000, 50_000
LISTS = ("channels.json", "groups.json", "mpims.json")
TS = re.compile(r"^\d{1,12}\.\d{1,6}$")
ID = re.compile(r"^[A-Z0-9]{1,32}$")
INSIDE = re.compile(r"^[^/\\]{1,120}(?:/[^/\\]{1,60})?\.json$")
DROPPED = {"metadata", "bot_id"}


class ExportFault(ValueError):
    """What is wrong with an export, and what to do."""


class Export:
    """A zip of an export. Nothing of it is unpacked, so no path in it can lead anywhere."""

    def __init__(self, file: Path | IO[bytes], most_file: int = MOST_FILE) -> None:
        self._most = most_file
        try:
            self._zip = zipfile.ZipFile(file)
            names = self._zip.namelist()
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise ExportFault("This is no zip file. Choose the zip that Slack sent you, or its folder.") from error
        if len(names) > MOST_FILES:
            raise ExportFault(f"This holds {len(names)} files, more than {MOST_FILES}. Leave out channels that you do not need.")
        # Some put the export into a folder of its own before they zip it.
        lists = sorted((n for n in names if n.rpartition("/")[2] == "channels.json"), key=len)
        if not lists:
            raise ExportFault(
                "This is no Slack export: it has no channels.json. Choose the zip that Slack sent you, or its folder."
            )
        self._root = lists[0].removesuffix("channels.json")

    def channels(self) -> list[Json]:
        """Every channel: its id, its name, and whether it is private."""
        found = []
        for number, file in enumerate(LISTS):
            for raw in self._list(file):
                name = str(raw.get("name") or raw.get("id") or "")
                if name:
                    found.append({"id": str(raw.get("id") or ""), "name": name, "private": number > 0, "raw": raw})
        return found

    def people(self) -> list[Json]:
        """Every person with a proper id."""
        return [raw for raw in self._list("users.json") if ID.match(str(raw.get("id")))]

    def messages(self, channel: str) -> list[Json]:
        """The messages of a channel, oldest first; those without a proper time are left out."""
        prefix = f"{self._root}{channel}/"
        days = sorted(n for n in self._zip.namelist() if n.startswith(prefix) and n.endswith(".json"))
        found: dict[str, Json] = {}
        for day in days:
            for raw in self._list(day.removeprefix(self._root)):
                if TS.match(str(raw.get("ts"))) and raw.get("subtype") not in {"tombstone", "message_deleted"}:
                    found[str(raw["ts"])] = raw
            if len(found) > MOST_MESSAGES:
                raise ExportFault(f"#{channel} has more than {MOST_MESSAGES} messages. Take out days that you do not need.")
        return [found[ts] for ts in sorted(found, key=float)]

    def _list(self, name: str) -> list[Json]:
        try:
            info = self._zip.getinfo(self._root + name)
        except KeyError:
            return []
        # What the zip says of a file's size may be a lie, so what is really there counts.
        try:
            with self._zip.open(info) as file:
                data = file.read(self._most + 1)
            if len(data) > self._most:
                raise ExportFault(f"{name} is larger than {self._most / 1_000_000:g} MB.")
            found = json.loads(data)
        except ExportFault:
            raise
        except (zipfile.BadZipFile, ValueError, RecursionError, RuntimeError, NotImplementedError, EOFError) as error:
            raise ExportFault(
                f"{name} in this export cannot be read ({type(error).__name__}). Export it from Slack again."
            ) from error
        return [raw for raw in found if isinstance(raw, dict)] if isinstance(found, list) else []


class OwnExport:
    """Takes an export from the browser or the command line, and brings a channel of it into the workspace."""

    def __init__(self, place: Playground, most: int = MOST_BYTES) -> None:
        self._place, self._most = place, most
        self._file: IO[bytes] | None = None

    def bring_in(self, export: Export, wanted: str) -> Json:
        """The channel with its people and the bot in it; raises ExportFault that says which channels there are."""
        name = wanted.lstrip("#")
        channels = export.channels()
        chosen = next((c for c in channels if name in {c["name"], c["id"]}), None)
        if chosen is None:
            known = ", ".join(c["name"] for c in channels[:20]) or "none"
            raise ExportFault(f"This export has no channel {name}. It has: {known}.")
        state = self._place.state
        if chosen["id"] in state.channels:
            raise ExportFault(f"#{chosen['name']} is here already.")
        messages = export.messages(chosen["name"]) or export.messages(chosen["id"])
        people = self._people(export, chosen, messages)
        inviter = next((p for p in people if not state.people[p]["is_bot"]), None)
        if inviter is None:
            raise ExportFault(f"Nobody is in #{chosen['name']}.")
        channel = chosen["id"] if ID.match(chosen["id"]) else f"C0X{len(state.channels):06d}"
        purpose = str((chosen["raw"].get("purpose") or {}).get("value") or "")[:250]
        made = state.add_channel(channel, chosen["name"][:80], people, chosen["private"], purpose=purpose)
        made.messages = {m["ts"]: _plain(m) for m in messages}
        made.pins = [
            str(p["id"]) for p in chosen["raw"].get("pins") or () if isinstance(p, dict) and p.get("id") in made.messages
        ]
        self._place.people.invite_bot(inviter, channel)
        state.changes.touch()
        return {"channel": channel, "name": made.name, "messages": len(made.messages), "people": len(people), "as": inviter}

    def _people(self, export: Export, chosen: Json, messages: list[Json]) -> list[str]:
        """Who is in the channel or wrote in it; those who are new to the workspace come in."""
        there = [str(m) for m in chosen["raw"].get("members") or ()] + [str(m["user"]) for m in messages if m.get("user")]
        wanted = dict.fromkeys(p for p in there if ID.match(p) and p != self._place.state.bot_user)
        known = {str(raw["id"]): raw for raw in export.people()}
        for person in wanted:
            if person not in self._place.state.people:
                self._join(person, known.get(person, {}))
        return list(wanted)

    def _join(self, person: str, raw: Json) -> None:
        profile = raw.get("profile") if isinstance(raw.get("profile"), dict) else {}
        names = (profile or {}).get("display_name"), (profile or {}).get("real_name"), raw.get("real_name"), raw.get("name")
        name = next((str(n) for n in names if n), person)
        more = {"deleted": bool(raw.get("deleted"))}
        self._place.state.add_person(person, name[:80], str(raw.get("tz") or "Etc/UTC"), is_bot=bool(raw.get("is_bot")), **more)

    # --- the control interface -----------------------------------------------------------------

    async def take(self, request: Request) -> Response:
        """POST the zip: its channels."""
        self._fresh()
        return await self._answer(request.stream(), None)

    async def take_file(self, request: Request) -> Response:
        """POST one file of a folder, by its name in it."""
        name = request.query_params.get("name", "")
        if not INSIDE.match(name) or ".." in name:
            return JSONResponse({"error": f"{name[:60]} is no file of a Slack export."}, 400)
        return await self._answer(request.stream(), name)

    async def begin(self, _given: Json) -> Json:
        """POST before the files of a folder."""
        self._fresh()
        return {}

    async def channels(self, _given: Json) -> Json:
        """GET the channels of what was taken."""
        return {"channels": [{k: c[k] for k in ("name", "private")} for c in self._export().channels()]}

    async def open(self, given: Json) -> Json:
        """POST {"channel"}: bring it in. The export is then forgotten."""
        found = self.bring_in(self._export(), str(given["channel"]))
        self.close()
        return found

    def close(self) -> None:
        """Forget what was taken."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def routes(self) -> list[Route]:
        """Its part of the control interface."""
        return [
            Route("/control/export", answered(self.channels), methods=["GET"]),
            Route("/control/export", self.take, methods=["POST"]),
            Route("/control/export_begin", answered(self.begin), methods=["POST"]),
            Route("/control/export_file", self.take_file, methods=["POST"]),
            Route("/control/export_open", answered(self.open), methods=["POST"]),
        ]

    async def _answer(self, body: AsyncIterator[bytes], name: str | None) -> Response:
        try:
            if self._file is None:
                raise ExportFault("Choose the export first.")
            if name is None:
                await _keep(body, self._file, self._most)
                return JSONResponse(await self.channels({}))
            with tempfile.SpooledTemporaryFile(1_000_000) as part:
                await _keep(body, part, MOST_FILE)
                part.seek(0)
                with zipfile.ZipFile(self._file, "a", zipfile.ZIP_DEFLATED) as made:
                    made.writestr(name, part.read())
            if self._file.tell() > self._most:
                raise ExportFault(f"This is more than {self._most / 1_000_000:g} MB. Choose a zip with fewer channels.")
        except ExportFault as fault:
            self.close()
            return JSONResponse({"error": str(fault)}, 413 if "MB" in str(fault) else 400)
        return JSONResponse({})

    def _export(self) -> Export:
        if self._file is None:
            raise ExportFault("Choose the export first.")
        self._file.seek(0)
        return Export(self._file)

    def _fresh(self) -> None:
        self.close()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - kept until a channel is chosen; nameless, gone with the process


@contextmanager
def opened(path: Path) -> Iterator[Export]:
    """The export at a path, a zip or a folder; raises ExportFault."""
    if path.is_file():
        yield Export(path)
    elif path.is_dir():
        with tempfile.TemporaryFile() as file:
            with zipfile.ZipFile(file, "w") as made:
                for found in sorted(path.glob("*.json")) + sorted(path.glob("*/*.json")):
                    made.write(found, found.relative_to(path).as_posix())
            yield Export(file)
    else:
        raise ExportFault(f"{path} does not exist. Give the folder or the zip of a Slack export.")


async def _keep(body: AsyncIterator[bytes], file: Any, most: int) -> None:
    size = 0
    async for part in body:
        size += len(part)
        if size > most:
            raise ExportFault(f"This is more than {most / 1_000_000:g} MB. Choose an export with fewer channels.")
        file.write(part)


def _plain(raw: Json) -> Json:
    """A message as it may stand here: what would pass for the bot's own is taken out of it."""
    kept = {k: v for k, v in raw.items() if k not in DROPPED}
    bot = raw.get("bot_id")
    return {"text": "", **kept, **({"bot_id": f"X{str(bot)[:30]}"} if bot else {}), "type": "message", "ts": str(raw["ts"])}
