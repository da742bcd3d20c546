"""What somebody types to choose among action items: "overdue high @sam everywhere"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.action_item import ItemKind, Priority
from bot.domain.item_list import Standing
from bot.domain.message import mentioned

ALL, UNFINISHED, MINE, EVERYWHERE, CSV = "all", "unfinished", "mine", "everywhere", "csv"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items are wanted; what is empty does not matter. `strange` is the first word that means nothing here."""

    standing: str = ""
    owner: str = ""
    kind: str = ""
    priority: str = ""
    everywhere: bool = False
    csv: bool = False
    strange: str = ""


def read_choice(words: str, me: str) -> Choice:
    """The words in whatever order. "mine" and a person look in all postmortems."""
    choice = Choice()
    for word in words.split():
        named = mentioned(word)
        if named:
            choice = replace(choice, owner=named[0], everywhere=True)
        elif (known := _known(me).get(word.lower())) is not None:
            choice = replace(choice, **known)
        else:
            return replace(choice, strange=word)
    return choice


def choice_words() -> tuple[str, ...]:
    """All words that mean something."""
    return tuple(_known(""))


def _known(me: str) -> Mapping[str, Mapping[str, Any]]:
    return {
        **{str(s): {"standing": str(s)} for s in (*Standing, UNFINISHED)},
        ALL: {"standing": ""},
        MINE: {"owner": me, "everywhere": True},
        EVERYWHERE: {"everywhere": True},
        **{p.value: {"priority": p.value} for p in Priority},
        **{k.value: {"kind": k.value} for k in ItemKind},
        CSV: {"csv": True},
    }
