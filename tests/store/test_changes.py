"""Every kind of choice goes into the database as JSON and comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from bot.domain import curation
from bot.domain.classify import EntryKind
from bot.domain.curation import Change
from bot.store.changes import KINDS, change_from_row, change_to_row

AT = datetime(2026, 11, 24, 12, 5, 7, 123456, tzinfo=UTC)


def test_no_kind_of_choice_is_without_a_name() -> None:
    assert set(KINDS.values()) == set(get_args(Change))


@pytest.mark.parametrize(
    "change",
    [
        curation.Hide(("C1:1.0", "C2:2.0")),
        curation.EditText(("C1:1.0",), "Zoë said “no” 🦊"),
        curation.EditTime(("C1:1.0",), AT),
        curation.Add("m:1", AT, "a call", EntryKind.DECISION, "https://x.example"),
        curation.Cut(("C1:1.0",), "m:2", "first", "second", AT),
    ],
    ids=lambda c: type(c).__name__,
)
def test_a_choice_survives_the_database(change: Change) -> None:
    assert change_from_row(json.loads(json.dumps(change_to_row(change)))) == change
