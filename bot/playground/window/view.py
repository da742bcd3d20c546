"""What one person sees just now: channels with their unread marks, one channel, one thread, home page, modals."""

from __future__ import annotations

from bot.playground.server import Playground
from bot.playground.state import Channel, Json
from bot.playground.window.reading import Reading
from bot.playground.window.refusals import Refusals

PAGE = 120


class Viewer:
    """Puts together what a person sees. Nobody sees a channel that they are not in, or what is for another alone."""

    def __init__(self, place: Playground, reading: Reading, refusals: Refusals) -> None:
        self._place = place
        self._state = place.state
        self._reading = reading
        self._refusals = refusals

    def start(self) -> Json:
        """What does not change: the people, the app, its commands and shortcuts."""
        features = self._place.manifest.get("features") or {}
        people = list(self._state.people.values())
        return {
            "people": people,
            "bot": self._state.bot_user,
            "app": features.get("bot_user", {}).get("display_name") or self._state.people[self._state.bot_user]["real_name"],
            "about": (self._place.manifest.get("display_information") or {}).get("description", ""),
            "commands": features.get("slash_commands") or [],
            "shortcuts": features.get("shortcuts") or [],
        }

    def seen(self, person: str, channel: str = "", thread: str = "", most: int = PAGE) -> Json:
        """Everything on the screen of a person."""
        place = self._mine(person, channel)
        return {
            "version": self._state.changes.version,
            "people": len(self._state.people),
            "now": self._state.now(),
            "channels": [self._entry(person, c) for c in self._state.channels.values() if person in c.members],
            "channel": self._channel(person, place, most) if place else None,
            "thread": self._thread(person, place, thread) if place and thread else None,
            "home": self._state.homes.get(person),
            "modals": [self._state.views[v] for v in self._state.stacks.get(person, ())],
            "failures": self._failures(person),
        }

    def _failures(self, person: str) -> list[Json]:
        """What went wrong for this person, in no channel."""
        errors = [{**e, "failed": True} for e in self._state.errors if e["to"] == person and not e["channel"]]
        return [*errors, *(r for r in self._refusals.of("", person) if r["ts"] not in self._reading.put_away)]

    def _mine(self, person: str, channel: str) -> Channel | None:
        place = self._state.channels.get(channel)
        return place if place and person in place.members else None

    def _entry(self, person: str, c: Channel) -> Json:
        unread, mentions = self._reading.unread(person, c)
        other = next((m for m in sorted(c.members) if m != person), person) if c.im_of else ""
        return {"id": c.id, "name": c.name, "private": c.private, "dm": other, "archived": c.archived,
                "unread": unread, "mentions": mentions, "app": self._state.bot_user in c.members}  # fmt: skip

    def _channel(self, person: str, c: Channel, most: int) -> Json:
        threads = _threads(c)
        top = [m for m in c.messages.values() if _is_top(m)]
        shown = sorted([*top, *self._alone(person, c, "")], key=lambda m: str(m["ts"]))
        return {
            **self._entry(person, c),
            "topic": c.topic,
            "purpose": c.purpose,
            "members": sorted(c.members),
            "messages": [_message(c, m, threads) for m in shown[-most:]],
            "older": max(0, len(shown) - most),
            "read": self._reading.mark(person, c.id),
            "pins": [_message(c, c.messages[ts], threads) for ts in c.pins if ts in c.messages],
            "bookmarks": c.bookmarks,
            "canvas": self._canvas(c),
        }

    def _canvas(self, c: Channel) -> Json | None:
        """The channel's canvas, where it has one."""
        found = self._state.canvases.get(c.canvas)
        return {"title": found.title, "markdown": found.markdown} if found else None

    def _thread(self, person: str, c: Channel, ts: str) -> Json | None:
        root = c.messages.get(ts)
        if root is None:
            return None
        replies = sorted([*c.replies(ts), *self._alone(person, c, ts)], key=lambda m: str(m["ts"]))
        return {"root": _message(c, root, {ts: c.replies(ts)}), "replies": [_message(c, m, {}) for m in replies]}

    def _alone(self, person: str, c: Channel, thread: str) -> list[Json]:
        """What is shown to this person alone: answers of the app, and what went wrong."""
        mine = [m for m in self._state.ephemerals if m["to"] == person and m["channel"] == c.id]
        only = [{**m, "only_you": True} for m in mine if (m.get("thread_ts") or "") == thread]
        if thread:
            return only
        errors = [e for e in self._state.errors if e["channel"] == c.id and e["to"] == person]
        failed = [{"ts": e["ts"], "text": e["text"], "failed": True} for e in errors]
        return [*only, *failed, *self._refusals.of(c.id, person)]


def _threads(c: Channel) -> dict[str, list[Json]]:
    """The replies of every thread, in one pass: a channel may hold thousands of messages."""
    found: dict[str, list[Json]] = {}
    for m in c.messages.values():
        root = m.get("thread_ts")
        if root and root != m["ts"]:
            found.setdefault(root, []).append(m)
    return found


def _message(c: Channel, message: Json, threads: dict[str, list[Json]]) -> Json:
    shown: Json = {k: v for k, v in message.items() if k != "metadata"}
    replies = sorted(threads.get(message["ts"], ()), key=lambda m: str(m["ts"]))
    if replies and "only_you" not in message and "failed" not in message:
        people = list(dict.fromkeys(r.get("user", "") for r in replies))
        shown |= {"reply_count": len(replies), "reply_users": people, "latest_reply": replies[-1]["ts"]}
    if message["ts"] in c.pins:
        shown["pinned"] = True
    return shown


def _is_top(message: Json) -> bool:
    return message.get("thread_ts") in {None, message["ts"]} or message.get("subtype") == "thread_broadcast"
