"""Why a line is in the timeline, in words: the codes of `bot/domain/reasons.py` → `why` in prompts/messages/timeline.yaml."""

from __future__ import annotations

from collections.abc import Iterable

from bot.prompts import Prompts

# A code that carries something has words with a blank for it.
BLANKS = {"pinned": ("pinned_by", "count"), "reacted": ("reacted", "count"), "first_mention": ("first_mention_of", "what")}


def why_words(codes: Iterable[str], say: Prompts) -> tuple[str, ...]:
    """The reasons as people read them, each once; a code without words is left out."""
    told = (_words(code, say) for code in codes)
    return tuple(dict.fromkeys(words for words in told if words))


def _words(code: str, say: Prompts) -> str:
    name, _, carried = code.partition(":")
    if carried and name in BLANKS:
        key, blank = BLANKS[name]
        return say.say(f"why.{key}", **{blank: carried})
    return say.say(f"why.{name}") if f"why.{name}" in say.texts else ""
