"""What was said in a channel: text, author, time, thread, edits, signals.

`text` is plain text as a person reads it, with one exception: a person is written as the token
`<@USERID>`, so that whoever shows the text can put today's display name there. Everything else
(entities, links, channel and group mentions) is already turned into plain text by the edge that
took the message in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

PERSON_TOKEN = re.compile(r"<@([A-Z0-9]+)>")


class MessageKind(StrEnum):
    """What sort of thing happened in the channel; only SAID and ALERT carry words somebody meant to say."""

    SAID = "said"
    ALERT = "alert"  # written by an integration or a bot
    JOIN = "join"
    LEAVE = "leave"
    TOPIC = "topic"  # text is the new topic
    PURPOSE = "purpose"  # text is the new purpose
    HUDDLE = "huddle"
    NOTICE = "notice"  # any other remark of the chat system itself (renamed, archived, …)


@dataclass(frozen=True, slots=True)
class File:
    """A file shared with a message; the content is not kept, only where to find it."""

    name: str
    mimetype: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the workspace as others see them. `tz` is an IANA zone name, None where unknown; `title` what their
    profile says they do; `outside` that they belong to another organization or are a guest."""

    id: str
    name: str
    tz: str | None = None
    is_bot: bool = False
    gone: bool = False  # deactivated
    title: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """What somebody's status says just now; `ends` where it ends by itself. Never stored."""

    emoji: str = ""
    words: str = ""
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message, as it reads now (after edits). A deleted message has no Message at all.

    `ts` identifies the message in its channel and is never reformatted; `at` is the same moment as a
    UTC time. `thread_ts` is the ts of the thread's first message, None outside of threads (also on
    the first message itself). `reactions` maps an emoji name to the user ids who set it.
    """

    channel: str
    ts: str
    author: str
    text: str
    kind: MessageKind = MessageKind.SAID
    author_name: str = ""
    thread_ts: str | None = None
    broadcast: bool = False
    edited_at: datetime | None = None
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pinned_by: tuple[str, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def at(self) -> datetime:
        """The moment of the message, aware UTC, with microseconds."""
        return moment(self.ts)

    @property
    def is_bot(self) -> bool:
        """Whether an integration wrote it."""
        return self.kind is MessageKind.ALERT


@lru_cache(maxsize=1 << 17)
def moment(ts: str) -> datetime:
    """The UTC time that a message id stands for (seconds, a dot, six digits)."""
    seconds, _, micros = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC).replace(microsecond=int((micros or "0").ljust(6, "0")[:6]))


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people a text mentions, in order, each once."""
    return tuple(dict.fromkeys(PERSON_TOKEN.findall(text)))
