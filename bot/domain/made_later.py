"""A row of things, each made when it is looked at: of thousands of messages that are left out, few ever are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar, overload

Raw = TypeVar("Raw")
Made = TypeVar("Made")


class MadeLater(Sequence[Made], Generic[Made, Raw]):
    """Reads like a tuple of what `make` makes of each; each is made once at most, unless two look at the same moment."""

    __slots__ = ("_made", "_make", "_raw")

    def __init__(self, raw: Iterable[Raw], make: Callable[[Raw], Made]) -> None:
        self._raw, self._make = tuple(raw), make
        self._made: dict[int, Made] = {}

    @overload
    def __getitem__(self, place: int) -> Made: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Made, ...]: ...
    def __getitem__(self, place: int | slice) -> Made | tuple[Made, ...]:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        i = range(len(self._raw))[place]
        if i not in self._made:
            self._made[i] = self._make(self._raw[i])
        return self._made[i]

    def __len__(self) -> int:
        return len(self._raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
