"""An action item as somebody types it: "Alert on lag @sam by 12 December"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.due_date import understand_due
from bot.domain.message import PERSON_TOKEN, mentioned

# What leads over to a date, and goes with it.
LEADS_OVER = re.compile(r"(?i)^(?:by|until|before|due|on|in|till|bis|am|für|para|el|avant|le|até|-|–)$")
LONGEST_DATE = 6  # words


@dataclass(frozen=True, slots=True)
class TypedItem:
    """What is to be done, by whom and by when; `text` is without the owner and the date that stand at its end."""

    text: str
    owner: str | None
    due: date | None


def read_item(text: str, today: date) -> TypedItem:
    """Read it, as of that day. What stands within the sentence stays part of it."""
    owner = next(iter(mentioned(text)), None)
    due = understand_due(text, today)
    words = text.split()
    while words and (fewer := _shorter(words, owner, due, today)) is not None:
        words = fewer
    return TypedItem(" ".join(words or text.split()), owner, due)


def _shorter(words: list[str], owner: str | None, due: date | None, today: date) -> list[str] | None:
    without = _without_owner(words, owner)
    return without if without is not None else _without_date(words, due, today)


def _without_owner(words: list[str], owner: str | None) -> list[str] | None:
    token = PERSON_TOKEN.fullmatch(words[-1].rstrip(".,;"))
    return words[:-1] if token and token[1] == owner else None


def _without_date(words: list[str], due: date | None, today: date) -> list[str] | None:
    """Without the shortest end that says just this date, and the word that leads over to it."""
    if due is None:
        return None
    for start in range(len(words) - 1, max(-1, len(words) - 1 - LONGEST_DATE), -1):
        if understand_due(" ".join(words[start:]), today) == due:
            # Where the last word may be missing, the date stands further within the sentence.
            if understand_due(" ".join(words[start:-1]), today) == due and not words[-1].strip(".,;)").isdigit():
                return None
            return words[: start - 1] if start and LEADS_OVER.match(words[start - 1]) else words[:start]
    return None
