"""What the local workspace holds: people, channels, messages, views. In memory, in Slack's own shapes."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.changes import Changes

Json = dict[str, Any]

ALL_SCOPES = (
    "app_mentions:read channels:history channels:read chat:write commands groups:history groups:read im:history "
    "im:read im:write reactions:read reactions:write users:read users:read.email users.profile:read bookmarks:read "
    "bookmarks:write canvases:read canvases:write files:read files:write pins:read pins:write team:read usergroups:read "
    "channels:join"
)
# Slack tries an event again at once, after a minute and after five; by default the workspace does so this much faster.
SLACKS_RETRIES, HASTE = (0.0, 60.0, 300.0), 150
OUTDATED = 3  # so many earlier states of a message or view can still be pressed


@dataclass
class PlaygroundSettings:
    """How the workspace is set up. `events_url` empty: Socket Mode only. Times in seconds.

    `rate_limits`: whether calls are counted. `events_an_hour`: 0, or as many as Slack delivers (30,000) before it says
    `app_rate_limited`. `redirect_urls`: where people who sign in may
    be led, as the beginnings of addresses. `plan`: "free" or "paid", which decides on canvases.
    """

    team: str = "T0PLAY"
    domain: str = "playground"
    signing_secret: str = "local-signing-secret"  # noqa: S105 - a local workspace has no secrets
    bot_token: str = "xoxb-local"  # noqa: S105
    app_token: str = "xapp-local"  # noqa: S105
    client_id: str = "1000.2000"
    client_secret: str = "local-client-secret"  # noqa: S105
    redirect_urls: tuple[str, ...] = ("http://127.0.0.1:", "http://localhost:")
    events_url: str = ""
    host: str = "127.0.0.1"
    port: int = 0
    retry_waits: tuple[float, ...] = tuple(wait / HASTE for wait in SLACKS_RETRIES)
    scopes: str = ALL_SCOPES
    ack_seconds: float = 3.0
    rate_limits: bool = False
    events_an_hour: int = 0
    plan: str = "paid"


@dataclass
class Channel:
    """A channel or DM, and what was said in it. `messages` by ts."""

    id: str
    name: str
    private: bool = False
    im_of: str = ""
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    members: set[str] = field(default_factory=set)
    messages: dict[str, Json] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)
    canvas: str = ""
    creator: str = ""
    created: int = 0

    def replies(self, thread_ts: str) -> list[Json]:
        """The messages of a thread but its first, by time."""
        found = [m for m in self.messages.values() if m.get("thread_ts") == thread_ts and m["ts"] != thread_ts]
        return sorted(found, key=lambda m: m["ts"])


@dataclass
class File:
    """A file, from the promise of its upload on. `shown` in Slack's shape; `content` None until it is there."""

    shown: Json
    length: int
    content: bytes | None = None
    complete: bool = False


@dataclass
class Canvas:
    """A canvas: its sections in order, each with an id and its Markdown. `channel` where it is a channel's tab."""

    id: str
    title: str
    channel: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)
    updated: int = 0
    last_editor: str = ""

    @property
    def markdown(self) -> str:
        """All of it."""
        return "\n\n".join(text for _, text in self.sections)


@dataclass
class Trigger:
    """A trigger id: who pressed, and when it ends; used once."""

    person: str
    ends: float
    used: bool = False


@dataclass
class ResponseUrl:
    """Where a bot may answer a command or a press: 5 times in 30 minutes."""

    channel: str
    person: str
    ends: float
    uses: int = 5
    message_ts: str = ""


class State:
    """The whole workspace."""

    def __init__(self, settings: PlaygroundSettings) -> None:
        self.settings = settings
        self.changes = Changes()
        self.people: dict[str, Json] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Json] = []
        self.views: dict[str, Json] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, Json] = {}
        self._outdated: dict[str, list[list[Json]]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.errors: list[Json] = []
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.usergroups: list[Json] = []
        self.tickets: set[str] = set()  # for Socket Mode, each used once
        self.scopes = set(settings.scopes.split())
        self.token_revoked = False
        self.token_error = ""  # account_inactive, token_expired, …: what every call is told  # nosec B105
        self.shift = 0.0
        self._last_ts = 0
        self.bot_user = "U0BOT"
        self.bot_id = "B0BOT"
        self.app_id = "A0BOT"
        self.add_person(self.bot_user, "Postmortem Bot", is_bot=True)

    def now(self) -> float:
        """The workspace's time in seconds: the machine's, plus what it was moved on by."""
        return time.time() + self.shift

    def really_now(self) -> float:
        """The machine's time in seconds."""
        return time.time()

    def travel(self, moment: float) -> None:
        """Set the clock to a moment, the past too."""
        self.shift = moment - time.time()
        self._last_ts = int(moment * 1_000_000)

    @contextlib.contextmanager
    def travelling(self) -> Iterator[None]:
        """Comes back to the clock as it was, and to ids that are later than all before."""
        shift, last = self.shift, self._last_ts
        try:
            yield
        finally:
            self.shift, self._last_ts = shift, max(last, self._last_ts)

    def new_ts(self) -> str:
        """A message id that is later than all before it."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def outdated(self, key: str, blocks: Any) -> None:
        """Keep what a message or a view (by its ts or id) showed until now: somebody may press that at this moment."""
        self._outdated[key] = [list(blocks or ()), *self._outdated.get(key, ())][:OUTDATED]

    def blocks_shown(self, key: str, blocks: Any) -> list[list[Json]]:
        """What a message or a view shows, and before that what it showed shortly before, newest first."""
        return [list(blocks or ()), *self._outdated.get(key, ())]

    def add_person(self, person: str, name: str, tz: str = "Etc/UTC", is_bot: bool = False, **more: Any) -> Json:
        """Somebody new."""
        short = name.lower().replace(" ", ".")
        profile = {"display_name": name, "real_name": name, "email": f"{person.lower()}@example.com", "team": self.settings.team}
        zone = {"tz": tz, "tz_label": tz, "tz_offset": _offset(tz, self.now())}
        self.people[person] = {
            "id": person, "team_id": self.settings.team, "name": short, "deleted": False, "real_name": name, **zone,
            "profile": profile, "is_bot": is_bot, "is_app_user": False, "updated": int(self.now()), **more,
        }  # fmt: skip
        return self.people[person]

    def add_channel(self, channel: str, name: str, members: Iterable[str] = (), private: bool = False, **more: Any) -> Channel:
        """A new channel."""
        self.channels[channel] = Channel(channel, name, private, members=set(members), **{"created": int(self.now()), **more})
        return self.channels[channel]

    def dm(self, person: str) -> Channel:
        """The DM between the bot and somebody, opened if there was none."""
        found = next((c for c in self.channels.values() if c.im_of == person and self.bot_user in c.members), None)
        return found or self.add_channel(f"D{person[1:]}", "", (person, self.bot_user), im_of=person)

    def new_id(self, letter: str) -> str:
        """An id that nothing has yet; the letter says of what."""
        return f"{letter}{secrets.token_hex(5).upper()}"

    def new_trigger(self, person: str) -> str:
        """A trigger id, good for 3 seconds and one use."""
        trigger = f"{secrets.randbelow(10**12)}.{self.settings.team}.{secrets.token_hex(8)}"
        self.triggers[trigger] = Trigger(person, time.monotonic() + 3)
        return trigger

    def new_response_url(self, base: str, channel: str, person: str, message_ts: str = "") -> str:
        """A response_url for a command or a press."""
        key = secrets.token_urlsafe(18)
        self.response_urls[key] = ResponseUrl(channel, person, self.now() + 1800, message_ts=message_ts)
        return f"{base}/response/{key}"


def _offset(tz: str, at: float) -> int:
    """Seconds ahead of UTC."""
    offset = datetime.fromtimestamp(at, ZoneInfo(tz)).utcoffset()
    return int(offset.total_seconds()) if offset else 0
