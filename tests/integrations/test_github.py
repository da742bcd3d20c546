"""A repository's issues: what they are called, what a webhook speaks of."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.domain.action_item import ItemState
from bot.errors import NotAllowed
from bot.integrations.github import GitHub, _issue
from tests.trackers import github
from tests.trackers.ledger import Held

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HELD = Held("34", "t", "b")


def client(secret: str = github.SECRET) -> GitHub:
    return GitHub("acme/shop", "token", secret)


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("34", "34"),
        ("#34", "34"),
        ("https://github.com/acme/shop/issues/34", "34"),
        ("https://github.com/Acme/Shop/issues/34#issuecomment-1", "34"),
        ("https://github.com/acme/other/issues/34", None),
        ("https://github.com/acme/shop/pull/34", None),
        ("thirty-four", None),
        ("", None),
    ],
)
def test_an_issue_by_its_number_or_address(words: str, ref: str | None) -> None:
    assert client().ref_of(words) == ref


def test_a_webhook_is_believed_when_it_is_signed() -> None:
    headers, body = github.hook(HELD, 1.0)
    assert client().heard(headers, body, NOW) == "34"
    assert client().heard({**headers, "x-github-event": "push"}, body, NOW) is None
    for wrong in ({**headers, "x-hub-signature-256": "sha256=00"}, {}):
        with pytest.raises(NotAllowed):
            client().heard(wrong, body, NOW)
    with pytest.raises(NotAllowed):
        client("").heard(headers, body, NOW)


def test_a_webhook_of_another_repository_is_nothing_to_us() -> None:
    headers, body = github.hook(HELD, 1.0)
    assert GitHub("acme/other", "token", github.SECRET).heard(headers, body, NOW) is None


@pytest.mark.parametrize(
    ("state", "reason", "is_now"),
    [
        ("open", None, ItemState.OPEN),
        ("open", "reopened", ItemState.OPEN),
        ("closed", "completed", ItemState.DONE),
        ("closed", None, ItemState.DONE),
        ("closed", "not_planned", ItemState.DROPPED),
        ("closed", "duplicate", ItemState.DROPPED),
    ],
)
def test_why_an_issue_is_closed_says_what_became_of_it(state: str, reason: str | None, is_now: ItemState) -> None:
    told = {"number": 1, "html_url": "u", "state": state, "state_reason": reason, "body": None, "assignees": None}
    assert _issue(json.loads(json.dumps(told))).state is is_now
