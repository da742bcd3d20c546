"""What people did to a document outside is respected."""

from __future__ import annotations

from bot.domain.published import THEIRS, Trouble


def test_only_what_people_did_there_waits_for_people_here() -> None:
    assert set(Trouble) - THEIRS == {Trouble.REFUSED, Trouble.NOT_TAKEN}
