"""Words without a name: only where the group is large enough that nobody can be guessed from it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.interview import Answer


def nameless(answers: Sequence[Answer], group: int) -> tuple[Answer, ...]:
    """What may be shown without a name: nothing until so many different people have answered."""
    said = [a for a in answers if a.has_content]
    if len({a.user for a in said}) < group:
        return ()
    return tuple(a for a in said if a.privacy == "unattributed")
