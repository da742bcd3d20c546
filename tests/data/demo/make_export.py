"""Builds the Slack export of the demo incident from live.json and workspace.json, always the same bytes.

`python tests/data/demo/make_export.py [FOLDER]` writes it; the folder is `export` beside this file unless one is given.
live.json is the truth: what happened in the channel, step by step. The export is how the channel reads after the last
step, in the shape of Slack's own exports (day = UTC day): https://slack.com/help/articles/220556107
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Json = dict[str, Any]

HERE = Path(__file__).parent
TOKEN = re.compile(r"(<[^<>\n]+>|`[^`\n]+`|(?<![\w:]):[a-z0-9_+-]+:(?!\w))")
FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def main(folder: Path) -> None:
    """Write the whole export into a folder."""
    workspace = _load("workspace.json")
    steps = _load("live.json")
    channel = Channel(workspace)
    for step in steps:
        channel.take(step)
    messages = channel.messages()
    _write(folder / "users.json", [*map(_user, workspace["people"]), *map(_bot_user, workspace["bots"]), _slackbot()])
    _write(folder / "channels.json", [channel.summary(steps)])
    for day, of_day in groupby(messages, key=lambda m: f"{datetime.fromtimestamp(float(m['ts']), UTC):%Y-%m-%d}"):
        _write(folder / workspace["channel"]["name"] / f"{day}.json", list(of_day))


class Channel:
    """The channel while the steps are played: messages by ts, and what else the export tells."""

    def __init__(self, workspace: Json) -> None:
        self._team = workspace["team"]["id"]
        self._channel = workspace["channel"]
        self._people = {p["id"]: p for p in workspace["people"]}
        self._said: dict[str, Json] = {}
        self._deletions: list[Json] = []
        self._pins: list[Json] = []

    def take(self, step: Json) -> None:
        """Play one step."""
        getattr(self, f"_{step['do']}")(step)

    def messages(self) -> list[Json]:
        """All messages by time, threads filled in."""
        for ts, message in self._said.items():
            replies = sorted(r["ts"] for r in self._said.values() if r.get("thread_ts") == ts and r["ts"] != ts)
            if replies:
                message.update(self._thread(message, replies))
        kept = [m for m in self._said.values() if not m.get("gone") or m.get("reply_count")]
        return sorted((_tombstone(m) if m.get("gone") else m for m in [*kept, *self._deletions]), key=lambda m: m["ts"])

    def summary(self, steps: Iterable[Json]) -> Json:
        """The channel's entry in channels.json."""
        told = list(steps)
        members = dict.fromkeys([self._channel["creator"], *(s["user"] for s in told if s["do"] == "join")])
        left = {s["user"] for s in told if s["do"] == "leave"}
        return {
            **self._channel,
            "is_archived": False,
            "is_general": False,
            "members": [m for m in members if m not in left],
            "topic": _last_set(told, "topic"),
            "purpose": _last_set(told, "purpose"),
            "pins": self._pins,
        }

    def _say(self, step: Json) -> None:
        message: Json = {
            "client_msg_id": str(uuid.uuid5(uuid.NAMESPACE_URL, step["ts"])),
            "type": "message",
            "text": step["text"],
            "user": step["user"],
            "ts": step["ts"],
            **{f"{of}team": self._team for of in ("", "user_", "source_")},
            "user_profile": _profile(self._people[step["user"]], self._team),
            "blocks": _rich_text(step["ts"], step["text"]),
        }
        if step.get("files"):
            message |= {"files": step["files"], "upload": False, "display_as_bot": False}
        if step.get("broadcast"):
            message |= {"subtype": "thread_broadcast", "root": {"ts": step["thread_ts"]}}
        if parent := step.get("thread_ts"):
            message |= {"thread_ts": parent, "parent_user_id": self._said[parent]["user"]}
        self._said[step["ts"]] = message

    def _bot(self, step: Json) -> None:
        self._said[step["ts"]] = dict(step["raw"])

    def _edit(self, step: Json) -> None:
        message = self._said[step["ts"]]
        message |= {
            "text": step["text"],
            "blocks": _rich_text(step["ts"], step["text"]),
            "edited": {"user": message["user"], "ts": step["at"]},
        }

    def _delete(self, step: Json) -> None:
        message = self._said[step["ts"]]
        message["gone"] = True
        if any(m.get("thread_ts") == step["ts"] for m in self._said.values()):
            return
        old = {k: message[k] for k in ("type", "user", "text", "ts", "team")}
        self._deletions.append(
            {
                "type": "message",
                "subtype": "message_deleted",
                "hidden": True,
                "channel": self._channel["id"],
                "ts": step["at"],
                "event_ts": step["at"],
                "deleted_ts": step["ts"],
                "previous_message": old,
            }
        )

    def _react(self, step: Json) -> None:
        reactions = self._said[step["ts"]].setdefault("reactions", [])
        found = next((r for r in reactions if r["name"] == step["name"]), None)
        if found is None:
            reactions.append(found := {"name": step["name"], "users": [], "count": 0})
        found["users"].append(step["user"])
        found["count"] = len(found["users"])

    def _pin(self, step: Json) -> None:
        message, pinned = self._said[step["ts"]], int(float(step["at"]))
        message["pinned_to"] = [self._channel["id"]]
        message["pinned_info"] = {"channel": self._channel["id"], "pinned_by": step["user"], "pinned_ts": pinned}
        owner = message.get("user", "")
        self._pins.append({"id": step["ts"], "type": "C", "created": pinned, "user": step["user"], "owner": owner})

    def _topic(self, step: Json) -> None:
        self._remark(step, "channel_topic", f"set the channel topic: {step['text']}", topic=step["text"])

    def _purpose(self, step: Json) -> None:
        self._remark(step, "channel_purpose", f"set the channel purpose: {step['text']}", purpose=step["text"])

    def _join(self, step: Json) -> None:
        self._remark(step, "channel_join", "has joined the channel")

    def _leave(self, step: Json) -> None:
        self._remark(step, "channel_leave", "has left the channel")

    def _remark(self, step: Json, subtype: str, words: str, **more: str) -> None:
        text = f"<@{step['user']}> {words}"
        self._said[step["ts"]] = {
            "subtype": subtype,
            "user": step["user"],
            **more,
            "text": text,
            "type": "message",
            "ts": step["ts"],
        }

    def _thread(self, parent: Json, replies: list[str]) -> Json:
        users = list(dict.fromkeys(str(self._said[r]["user"]) for r in replies))
        return {
            "thread_ts": parent["ts"],
            "replies": [{"user": self._said[r]["user"], "ts": r} for r in replies],
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "latest_reply": replies[-1],
            "reply_users": users,
            "is_locked": False,
            "subscribed": False,
        }


def _tombstone(message: Json) -> Json:
    """What is left of a deleted message that others had answered."""
    kept = (
        "team",
        "thread_ts",
        "replies",
        "reply_count",
        "reply_users_count",
        "latest_reply",
        "reply_users",
        "is_locked",
        "subscribed",
    )
    start = {"type": "message", "subtype": "tombstone", "hidden": True, "user": "USLACKBOT", "text": "This message was deleted."}
    return {**start, "ts": message["ts"], **{k: message[k] for k in kept}}


def _last_set(steps: Iterable[Json], kind: str) -> Json:
    last = [s for s in steps if s["do"] == kind][-1]
    return {"value": last["text"], "creator": last["user"], "last_set": int(float(last["ts"]))}


def _rich_text(ts: str, text: str) -> list[Json]:
    """The blocks that Slack's editor makes of a text: plain parts, and code in fences."""
    parts = list(_elements(text))
    return [{"type": "rich_text", "block_id": _digest(ts)[:5], "elements": parts}]


def _elements(text: str) -> Iterator[Json]:
    for number, piece in enumerate(FENCE.split(text)):
        if number % 2:
            yield {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": _plain(piece)}], "border": 0}
        elif piece.strip("\n"):
            yield {"type": "rich_text_section", "elements": [_inline(p) for p in TOKEN.split(piece) if p]}


def _inline(part: str) -> Json:
    if part.startswith("<@"):
        return {"type": "user", "user_id": part[2:-1]}
    if part.startswith("<"):
        url, _, label = part[1:-1].partition("|")
        return {"type": "link", "url": _plain(url), "text": _plain(label or url)}
    if part.startswith("`"):
        return {"type": "text", "text": _plain(part[1:-1]), "style": {"code": True}}
    if part.startswith(":") and len(part) > 2 and part.endswith(":"):
        return {"type": "emoji", "name": part[1:-1]}
    return {"type": "text", "text": _plain(part)}


def _plain(text: str) -> str:
    for entity, sign in ENTITIES:
        text = text.replace(entity, sign)
    return text


def _profile(person: Json, team: str) -> Json:
    return {
        "avatar_hash": f"g{_digest(person['id'])[:11]}",
        "image_72": f"https://avatars.plotstone.example/{person['handle']}_72.png",
        "first_name": person["first"],
        "real_name": f"{person['first']} {person['last']}",
        "display_name": person["display"],
        "team": team,
        "name": person["handle"],
        "is_restricted": person.get("guest", False),
        "is_ultra_restricted": person.get("guest", False),
    }


def _user(person: Json) -> Json:
    team, real = _load("workspace.json")["team"]["id"], f"{person['first']} {person['last']}"
    # The zone as it was on the day of the incident, winter in the north.
    there = datetime(2026, 11, 16, tzinfo=ZoneInfo(person["tz"]))
    offset = there.utcoffset()
    profile = {
        "title": person["title"],
        "real_name": real,
        "real_name_normalized": real,
        "display_name": person["display"],
        "display_name_normalized": person["display"],
        "status_text": "",
        "status_emoji": "",
        "email": f"{person['handle']}@plotstone.example",
        "first_name": person["first"],
        "last_name": person["last"],
        "avatar_hash": f"g{_digest(person['id'])[:11]}",
        "team": team,
    }
    zone = {"tz": person["tz"], "tz_label": there.tzname(), "tz_offset": int(offset.total_seconds()) if offset else 0}
    guest = person.get("guest", False)
    rights = {"is_admin": person.get("admin", False), "is_restricted": guest, "is_ultra_restricted": guest, "is_bot": False}
    return {"id": person["id"], "team_id": team, "name": person["handle"], "deleted": False, "real_name": real, **zone,
            "profile": profile, **rights, "is_app_user": False, "updated": 1793491200}  # fmt: skip


def _bot_user(bot: Json) -> Json:
    team = _load("workspace.json")["team"]["id"]
    profile = {"real_name": bot["name"], "display_name": "", "bot_id": bot["bot_id"], "api_app_id": bot["app_id"], "team": team}
    zone = {"tz": "America/Los_Angeles", "tz_label": "PST", "tz_offset": -28800}
    return {"id": bot["id"], "team_id": team, "name": bot["handle"], "deleted": False, "real_name": bot["name"], **zone,
            "profile": profile, "is_bot": True, "is_app_user": False, "updated": 1793491200}  # fmt: skip


def _slackbot() -> Json:
    return {"id": "USLACKBOT", "name": "slackbot", "deleted": False, "real_name": "Slackbot", "tz": "America/Los_Angeles",
            "profile": {"real_name": "Slackbot", "display_name": "Slackbot"}, "is_bot": False, "updated": 0}  # fmt: skip


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _load(name: str) -> Any:
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "export")
