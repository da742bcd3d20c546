"""An action item as somebody types it: "Alert on lag @sam by 12 December"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from bot.domain.due_date import Sprints, understand_due
from bot.domain.message import PERSON_TOKEN, mentioned

# What leads over to a date, and goes with it.
LEADS_OVER = re.compile(r"(?i)^(?:by|until|before|due|on|in|till|bis|am|für|para|el|avant|le|até|-|–)$")
LONGEST_DATE = 6  # words
Reads = Callable[[str], date | None]


@dataclass(frozen=True, slots=True)
class TypedItem:
    """What is to be done, by whom and by when; `text` is without the owner and the date that stand at its end."""

    text: str
    owner: str | None
    due: date | None


def read_item(text: str, today: date, sprints: Sprints | None = None) -> TypedItem:
    """Read it, as of that day. What stands within the sentence stays part of it."""
    owner = next(iter(mentioned(text)), None)
    reads = partial(understand_due, today=today, sprints=sprints)
    due = reads(text)
    words = text.split()
    while words and (fewer := _shorter(words, owner, due, reads)) is not None:
        words = fewer
    return TypedItem(" ".join(words or text.split()), owner, due)


def _shorter(words: list[str], owner: str | None, due: date | None, reads: Reads) -> list[str] | None:
    without = _without_owner(words, owner)
    return without if without is not None else _without_date(words, due, reads)


def _without_owner(words: list[str], owner: str | None) -> list[str] | None:
    token = PERSON_TOKEN.fullmatch(words[-1].rstrip(".,;"))
    return words[:-1] if token and token[1] == owner else None


def _without_date(words: list[str], due: date | None, reads: Reads) -> list[str] | None:
    """Without the shortest end that says just this date, and the word that leads over to it."""
    if due is None:
        return None
    for start in range(len(words) - 1, max(-1, len(words) - 1 - LONGEST_DATE), -1):
        if reads(" ".join(words[start:])) == due:
            # Where the last word may be missing, the date stands further within the sentence.
            if reads(" ".join(words[start:-1])) == due and not words[-1].strip(".,;)").isdigit():
                return None
            return words[: start - 1] if start and LEADS_OVER.match(words[start - 1]) else words[:start]
    return None
