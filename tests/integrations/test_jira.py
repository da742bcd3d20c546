"""A project's issues: keys, webhooks, and which step of a workflow leads where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.action_item import ItemState
from bot.errors import NotAllowed, ServiceFailure
from bot.integrations.jira import Jira, _document, _state, _step
from tests.trackers import jira
from tests.trackers.ledger import Held

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HELD = Held("OPS-34", "t", "b")
CLIENT = Jira("ops", "t", jira.SECRET, "https://acme.atlassian.net/", "bot@acme.test")


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        ("OPS-34", "OPS-34"),
        ("ops-34", "OPS-34"),
        ("https://acme.atlassian.net/browse/OPS-34?focus=1", "OPS-34"),
        ("DEV-34", None),
        ("34", None),
    ],
)
def test_an_issue_by_its_key_or_address(words: str, ref: str | None) -> None:
    assert CLIENT.ref_of(words) == ref


def test_a_webhook_is_believed_when_it_is_signed() -> None:
    headers, body = jira.hook(HELD, 1.0)
    assert CLIENT.heard(headers, body, NOW) == "OPS-34"
    assert Jira("DEV", "t", jira.SECRET, "").heard(headers, body, NOW) is None
    with pytest.raises(NotAllowed):
        CLIENT.heard(headers, body + b" ", NOW)


def step(number: str, name: str, to: str, category: str) -> dict[str, object]:
    return {"id": number, "name": name, "to": {"name": to, "statusCategory": {"key": category}}}


STEPS = [
    step("1", "Back", "To Do", "new"),
    step("2", "Reject", "Rejected", "done"),
    step("3", "Ship", "Done", "done"),
    step("4", "Work", "In Progress", "indeterminate"),
]


@pytest.mark.parametrize(("state", "chosen"), [(ItemState.OPEN, "1"), (ItemState.DROPPED, "2"), (ItemState.DONE, "3")])
def test_the_step_that_fits_best_is_taken(state: ItemState, chosen: str) -> None:
    assert _step(STEPS, state) == chosen


def test_a_workflow_that_knows_one_end_takes_it_for_both() -> None:
    assert _step(STEPS[2:], ItemState.DROPPED) == "3"
    with pytest.raises(ServiceFailure, match="no_step"):
        _step(STEPS[1:3], ItemState.OPEN)


@pytest.mark.parametrize(
    ("status", "category", "resolution", "state"),
    [
        ("To Do", "new", None, ItemState.OPEN),
        ("In Review", "indeterminate", None, ItemState.OPEN),
        ("Done", "done", "Done", ItemState.DONE),
        ("Closed", "done", "Won't Do", ItemState.DROPPED),
        ("Cancelled", "done", None, ItemState.DROPPED),
    ],
)
def test_status_and_resolution_say_what_became_of_it(
    status: str, category: str, resolution: str | None, state: ItemState
) -> None:
    fields = {"status": {"name": status, "statusCategory": {"key": category}}}
    assert _state({**fields, "resolution": {"name": resolution} if resolution else None}) is state


def test_a_text_is_paragraphs_without_empty_ones() -> None:
    assert [p["content"][0]["text"] for p in _document("a\n\n*b*\x00\n")["content"]] == ["a", "*b*"]
