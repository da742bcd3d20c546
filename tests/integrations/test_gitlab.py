"""A project's issues: what they are called, what a webhook speaks of, with a secret or signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import NotAllowed
from bot.integrations.gitlab import GitLab
from tests.trackers import gitlab
from tests.trackers.ledger import Held

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HELD = Held("34", "t", "b")
KEY = b"0" * 32
SIGNING = "whsec_" + base64.b64encode(KEY).decode()


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("34", "34"),
        ("#34", "34"),
        ("https://gitlab.com/acme/shop/-/issues/34", "34"),
        ("https://git.acme.test/acme/shop/-/work_items/34?a=b", "34"),
        ("https://gitlab.com/acme/shop/-/merge_requests/34", None),
        ("https://gitlab.com/acme/other/-/issues/34", None),
        ("none", None),
    ],
)
def test_an_issue_by_its_number_or_address(words: str, ref: str | None) -> None:
    assert GitLab("acme/shop", "t", "s").ref_of(words) == ref


def test_a_webhook_is_believed_when_it_has_the_secret() -> None:
    client = GitLab("acme/shop", "t", gitlab.SECRET)
    headers, body = gitlab.hook(HELD, 1.0)
    assert client.heard(headers, body, NOW) == "34"
    assert client.heard(headers, body.replace(b'"issue"', b'"note"'), NOW) is None
    assert GitLab("acme/other", "t", gitlab.SECRET).heard(headers, body, NOW) is None
    with pytest.raises(NotAllowed):
        client.heard({"x-gitlab-token": "guessed"}, body, NOW)


def test_a_signed_webhook_is_believed_for_a_few_minutes() -> None:
    client = GitLab("acme/shop", "t", SIGNING)
    _, body = gitlab.hook(HELD, 1.0)
    at = str(int(NOW.timestamp()))
    signature = base64.b64encode(hmac.new(KEY, f"id-1.{at}.".encode() + body, hashlib.sha256).digest()).decode()
    headers = {"webhook-id": "id-1", "webhook-timestamp": at, "webhook-signature": f"v1,other v1,{signature}"}
    assert client.heard(headers, body, NOW) == "34"
    for wrong, now in (
        ({**headers, "webhook-id": "id-2"}, NOW),
        ({**headers, "webhook-signature": ""}, NOW),
        ({**headers, "webhook-timestamp": "soon"}, NOW),
        ({"x-gitlab-token": SIGNING}, NOW),
        (headers, NOW + timedelta(minutes=6)),
    ):
        with pytest.raises(NotAllowed):
            client.heard(wrong, body, now)
