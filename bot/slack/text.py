"""The one place that reads and writes Slack's markup. Source: Slack's "Formatting text for app surfaces"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from bot.domain.message import PERSON_TOKEN

TOKEN = re.compile(r"<([^<>\n]+)>")
# Characters that turn the direction of what follows: a name or a quoted text must not flip its neighbours.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FENCE = re.compile("```")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")
SAFE_LINK = re.compile(r"(?i)^https?://[^\s@]+$|^mailto:")


def to_plain(raw: str) -> str:
    """Text as Slack sends it → text as a person reads it; people stay as `<@ID>` tokens."""
    return _unescape(TOKEN.sub(lambda m: _plain_token(m[1]), CONTROL.sub("", raw)))


def _plain_token(inside: str) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    if target.startswith("!subteam^"):
        return label or "@group"
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return f"@{target[1:]}"
    return f"{label} ({target})" if label and label != target and label not in target else target


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape(plain: str, names: Mapping[str, str] | None = None) -> str:
    """Plain text → safe mrkdwn: shown as text, notifies nobody. People appear by name, not as a mention."""
    known = names or {}
    named = PERSON_TOKEN.sub(lambda m: "@" + known.get(m[1], "somebody"), plain)
    calm = BIDI.sub("", CONTROL.sub("", named))
    entities = calm.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return isolate(FENCE.sub("` ` `", entities))


def isolate(text: str) -> str:
    """Wrap a text with right-to-left letters so that it cannot flip what stands beside it."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if RTL.search(text) else text


def link(url: str, label: str) -> str:
    """Markup for a link; only the label where the address is not a web address."""
    clean = escape(label).replace("|", "¦")
    return f"<{url}|{clean}>" if SAFE_LINK.match(url) and "|" not in url and ">" not in url else clean


def date_token(at: datetime, form: str = "{date_short_pretty} {time}") -> str:
    """Markup that shows a time in each reader's own zone; readers without it see UTC."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"


def to_markdown(plain: str, names: Mapping[str, str] | None = None) -> str:
    """Plain text → CommonMark in which nothing of it is markup: hostile text stays text."""
    known = names or {}
    named = PERSON_TOKEN.sub(lambda m: "@" + known.get(m[1], "somebody"), plain)
    calm = BIDI.sub("", CONTROL.sub("", named))
    escaped = MARKDOWN.sub(r"\\\1", calm)
    # A number and a dot at the start of a line would begin a list; an address would become a link by itself.
    lines = [re.sub(r"^(\s*\d+)([.)])", r"\1\\\2", line.strip()) for line in escaped.splitlines()]
    return isolate("  \n".join(lines))


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than the limit in characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"
