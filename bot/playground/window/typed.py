"""What somebody typed → the text that Slack sends: names become ids, signs are escaped, addresses become links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.playground.state import State

WORD = re.compile(r"[\w.-]")
ADDRESS = re.compile(r"(?<![<|\w])https?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"]")
CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
EVERYBODY = ("here", "channel", "everyone")


def encode(text: str, state: State, *, labels: bool = False) -> str:
    """The text of a message; with `labels` as a slash command has it (`<@U1|ada>`)."""
    people = sorted(((_name(p), p["id"], p["name"]) for p in state.people.values()), key=lambda p: -len(p[0]))
    channels = sorted(((c.name, c.id) for c in state.channels.values() if c.name), key=lambda c: -len(c[0]))

    def person(name: str, found: tuple[str, ...]) -> str:
        return f"<@{found[1]}|{found[2]}>" if labels else f"<@{found[1]}>"

    def channel(name: str, found: tuple[str, ...]) -> str:
        return f"<#{found[1]}|{name if labels else ''}>"

    def plain(part: str) -> str:
        part = part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        part = ADDRESS.sub(lambda m: f"<{m[0]}>", part)
        part = _named(part, "@", [*people, *((p[2], p[1], p[2]) for p in people)], person)
        part = _named(part, "@", [(w, w) for w in EVERYBODY], lambda name, _: f"<!{name}>")
        return _named(part, "#", channels, channel)

    pieces = CODE.split(text)
    escaped = [p.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for p in pieces]
    return "".join(escaped[n] if n % 2 else plain(piece) for n, piece in enumerate(pieces))


def _name(person: dict[str, object]) -> str:
    profile = person.get("profile")
    shown = profile.get("display_name") if isinstance(profile, dict) else ""
    return str(shown or person.get("real_name") or person["name"])


def _named(text: str, sign: str, known: Iterable[tuple[str, ...]], write: Callable[[str, tuple[str, ...]], str]) -> str:
    """Every known name behind the sign, written as Slack writes it; the longest name wins."""
    names = {k[0].lower(): k for k in known}
    if sign not in text or not names:
        return text
    any_name = "|".join(re.escape(_escaped(n)) for n in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w<{sign}]){sign}({any_name})(?![\w-])", re.IGNORECASE)
    by_escaped = {_escaped(n): k for n, k in names.items()}

    def put(match: re.Match[str]) -> str:
        found = by_escaped[match[1].lower()]
        return write(found[0], found)

    return pattern.sub(put, text)


def _escaped(name: str) -> str:
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
