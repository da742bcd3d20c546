"""A team's issues: identifiers, webhooks, states, and what its errors mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.action_item import ItemState
from bot.errors import NotAllowed, ServiceFailure
from bot.integrations.linear import Linear, _state
from bot.playground.server import served
from tests.trackers import linear
from tests.trackers.ledger import Held

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HELD = Held("ENG-34", "t", "b")
CLIENT = Linear("eng", "lin_api_t", linear.SECRET)


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("ENG-34", "ENG-34"),
        ("eng-34", "ENG-34"),
        ("https://linear.app/acme/issue/ENG-34/alert-on-lag", "ENG-34"),
        ("OPS-34", None),
        ("34", None),
    ],
)
def test_an_issue_by_its_identifier_or_address(words: str, ref: str | None) -> None:
    assert CLIENT.ref_of(words) == ref


def test_a_webhook_is_believed_when_it_is_signed_and_fresh() -> None:
    headers, body = linear.hook(HELD, NOW.timestamp())
    assert CLIENT.heard(headers, body, NOW) == "ENG-34"
    for given, now in ((headers, NOW + timedelta(minutes=2)), ({}, NOW)):
        with pytest.raises(NotAllowed):
            CLIENT.heard(given, body, now)


def test_of_the_teams_states_the_first_that_means_it_is_taken() -> None:
    states = [
        {"id": "b", "type": "completed", "position": 2.0},
        {"id": "a", "type": "completed", "position": 1.0},
        {"id": "c", "type": "backlog", "position": 0.0},
    ]
    assert (_state(states, ItemState.DONE), _state(states, ItemState.OPEN)) == ("a", "c")
    assert _state(states, ItemState.DROPPED) == "a"
    with pytest.raises(ServiceFailure, match="no_step"):
        _state(states[:2], ItemState.OPEN)


@pytest.mark.parametrize(
    ("code", "error", "permanent"),
    [
        ("AUTHENTICATION_ERROR", "refused", False),
        ("RATELIMITED", "limit", False),
        ("ENTITY_NOT_FOUND", "gone", True),
        ("INPUT_ERROR", "not_taken", True),
        ("", "graphql_error", False),
    ],
)
async def test_an_error_says_whether_to_ask_again(code: str, error: str, permanent: bool) -> None:
    async def page(_scope, _receive, send) -> None:
        body = b'{"errors": [{"message": "x", "extensions": {"code": "%s"}}]}' % code.encode()
        await send({"type": "http.response.start", "status": 400, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async with served(page) as url:
        with pytest.raises(ServiceFailure) as failure:
            await Linear("ENG", "t", "", url).read("ENG-1")
    assert (failure.value.error, failure.value.permanent) == (error, permanent)


async def test_a_team_that_is_not_there_is_gone() -> None:
    at = linear.ledger()
    async with served(linear.app(at)) as url:
        with pytest.raises(ServiceFailure, match="gone"):
            await Linear("OPS", at.token, "", url).check()
        await Linear("ENG", at.token, "", url).check()
    assert at.wrong == []
