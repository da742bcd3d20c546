"""The one place that reads and writes Slack's markup. Source: Slack's "Formatting text for app surfaces"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from bot.domain.plain_text import CONTROL, calm, isolate

TOKEN = re.compile(r"<([^<>\n]+)>")
ROLE = re.compile(r"<!subteam\^(\w+)(?:\|@?([^<>|]*))?>")
FENCE = re.compile("```")
SAFE_LINK = re.compile(r"(?i)^https?://[^\s@]+$|^mailto:")


def to_plain(raw: str) -> str:
    """Text as Slack sends it → text as a person reads it; people stay as `<@ID>` tokens."""
    return _unescape(TOKEN.sub(lambda m: _plain_token(m[1]), CONTROL.sub("", raw)))


def role_in(raw: str) -> tuple[str, str, str]:
    """The text without the first user group that it names, the group's id and its handle; both empty where there is none."""
    found = ROLE.search(raw)
    if found is None:
        return raw, "", ""
    return raw[: found.start()].rstrip() + raw[found.end() :], found[1], calm(_unescape(found[2] or "group"))[:60]


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
    entities = calm(plain, names).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return isolate(FENCE.sub("` ` `", entities))


def link(url: str, label: str) -> str:
    """Markup for a link; only the label where the address is not a web address."""
    clean = escape(label).replace("|", "¦")
    return f"<{url}|{clean}>" if SAFE_LINK.match(url) and "|" not in url and ">" not in url else clean


def date_token(at: datetime, form: str = "{date_short_pretty} {time}") -> str:
    """Markup that shows a time in each reader's own zone; readers without it see UTC."""
    return f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>"
