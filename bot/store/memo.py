"""What was derived from the tables and may be derived again at any time: kept for as long as its revision is the same.

An entry is shared only after the transaction that derived it has committed, and only if nothing was written after it was
derived: what was rolled back, or changed again, is never seen by anybody else.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

MOST = 12  # two a postmortem and circle of readers


class Memo:
    """The newest few of what was derived, in this process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()

    def get(self, name: Hashable, revision: Hashable) -> Any:
        """What was derived under that name from that revision; None where it has to be derived again."""
        found = self._kept.get(name)
        if found is None or found[0] != revision:
            return None
        self._kept.move_to_end(name)
        return found[1]

    def put(self, name: Hashable, revision: Hashable, value: Any) -> None:
        """Keep it, in place of what was derived under that name before."""
        self._kept[name] = (revision, value)
        self._kept.move_to_end(name)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)


class Deriving:
    """The memo as one transaction sees it."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._new: list[tuple[Hashable, Hashable, Any, int]] = []

    def get(self, name: Hashable, revision: Hashable) -> Any:
        """What is known; None where it has to be derived."""
        return self._memo.get(name, revision)

    def put(self, name: Hashable, revision: Hashable, value: Any, writes: int) -> None:
        """Offer what was derived; `writes` tells how much this transaction had written by then."""
        self._new.append((name, revision, value, writes))

    def share(self, writes: int) -> None:
        """The transaction has committed after so many writes: what is still true is for everybody."""
        for name, revision, value, then in self._new:
            if then == writes:
                self._memo.put(name, revision, value)
