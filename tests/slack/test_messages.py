from typing import Any

import pytest

from bot.domain.message import MessageKind
from bot.slack.messages import read_message

BASE: dict[str, Any] = {"type": "message", "ts": "1700000000.000100", "bot_id": "B1", "text": ""}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        pytest.param(
            {"subtype": "bot_message", "attachments": [{"title": "Disk full", "text": "db-4", "fields": [{"title": "Service", "value": "core"}]}]},
            "Disk full\ndb-4\nService: core",
            id="classic attachment",
        ),
        pytest.param({"subtype": "bot_message", "attachments": [{"fallback": "Disk full on db-4"}]}, "Disk full on db-4", id="only a fallback"),
        pytest.param(
            {"text": "Alert opened", "blocks": [
                {"type": "header", "text": {"type": "plain_text", "text": "Alert opened: queue age"}},
                {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Priority:* P1"}, {"type": "mrkdwn", "text": "*Team:* core"}]},
                {"type": "context", "elements": [{"type": "mrkdwn", "text": "since 10:04 UTC"}]},
                {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Acknowledge"}}]},
            ]},
            "Alert opened: queue age\n*Priority:* P1\n*Team:* core\nsince 10:04 UTC",
            id="modern app: blocks repeat the text, buttons are no event",
        ),
        pytest.param(
            {"text": "short form", "attachments": [{"color": "#f00", "fallback": "[no preview available]", "blocks": [section("the long form")]}]},
            "short form\nthe long form",
            id="blocks inside of an attachment",
        ),
        pytest.param(
            {"blocks": [{"type": "rich_text", "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "Failing: "}, {"type": "link", "url": "https://x.example", "text": "login"}]},
                {"type": "rich_text_list", "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "eu"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "us"}]},
                ]},
            ]}]},
            "Failing: login\neu\nus",
            id="rich text with a list",
        ),
        pytest.param(
            {"attachments": [{"message_blocks": [{"message": {"blocks": [section("what was shared")]}}]}]},
            "what was shared",
            id="a message that was shared",
        ),
    ],
)  # fmt: skip
def test_what_an_app_says_is_read_wherever_it_puts_it(raw: dict[str, Any], text: str) -> None:
    message = read_message("C1", {**BASE, **raw})
    assert message is not None
    assert message.kind is MessageKind.ALERT
    assert message.text == text


def test_a_gif_that_a_person_posts_by_an_app_is_theirs_and_says_nothing() -> None:
    blocks = [{"type": "image", "image_url": "https://g.example/1.gif", "alt_text": "everything is on fire"}]
    message = read_message("C1", {**BASE, "user": "U1", "text": "everything is on fire", "blocks": blocks})
    assert message is not None
    assert (message.kind, message.text, message.author) == (MessageKind.SAID, "", "U1")
    assert message.files[0].url == "https://g.example/1.gif"


def test_missing_parts_are_no_parts() -> None:
    empty = {"attachments": None, "blocks": None, "reactions": None, "files": None}
    message = read_message("C1", {**BASE, "text": "hello", **empty})
    assert message is not None
    assert message.text == "hello"


def test_what_is_gone_is_no_message() -> None:
    for subtype in ("tombstone", "message_deleted", "message_changed"):
        assert read_message("C1", {**BASE, "subtype": subtype, "text": "secret"}) is None
