"""What every form needs that shows a text from people: today's names, no control characters, no flipped neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.domain.message import PERSON_TOKEN

# Characters that turn the direction of what follows: a name or a quoted text must not flip its neighbours.
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def calm(text: str, names: Mapping[str, str] | None = None) -> str:
    """The text with people by their names and without characters that only do harm."""
    known = names or {}
    if "<@" in text:
        text = PERSON_TOKEN.sub(lambda m: "@" + known.get(m[1], "somebody"), text)
    text = CONTROL.sub("", text)
    return text if text.isascii() else BIDI.sub("", text)


def isolate(text: str) -> str:
    """Wrap each line that has right-to-left letters so that it cannot flip what stands beside it: an isolate ends with
    its paragraph, so one around several lines would hold for the first of them only."""
    if text.isascii() or not RTL.search(text):
        return text
    return "\n".join(f"{ISOLATE}{line}{END_ISOLATE}" if RTL.search(line) else line for line in text.split("\n"))


def shorten(text: str, limit: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than the limit in characters."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"


def right_to_left(text: str) -> bool:
    """Whether a text reads from right to left: its first letter with a direction decides."""
    if text.isascii():
        return False
    return next((kind in {"R", "AL"} for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}), False)
