import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from slack_events import EVENT_NAMES

from bot.manifest import BOT_SCOPES, OPTIONAL_SCOPES, manifest
from bot.slack.intake import KINDS

SLACKS_SCHEMA = json.loads(Path("tests/data/slack/manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
MESSAGES = {f"message.{kind}" for kind in ("channels", "groups", "im", "mpim", "app_home")}


def faults(made: dict[str, Any]) -> list[str]:
    """What Slack's own schema has against a manifest."""
    return [f"{e.json_path}: {e.message}" for e in Draft7Validator(SLACKS_SCHEMA).iter_errors(made)]


def test_the_manifest_in_the_repository_is_the_one_for_socket_mode() -> None:
    assert json.loads(Path("manifest.json").read_text(encoding="utf-8")) == manifest()


@pytest.mark.parametrize("url", [None, "https://bot.example.com", "https://bot.example.com/behind/a/proxy/"])
def test_it_is_valid_by_slacks_own_schema(url: str | None) -> None:
    assert faults(manifest(url)) == []


def test_the_schema_sees_a_wrong_manifest() -> None:
    made = manifest()
    made["features"]["shortcuts"][0]["type"] = "button"
    made["settings"]["event_subscriptions"]["request_url"] = "bot.example.com"
    assert len(faults(made)) == 2


@pytest.mark.parametrize("url", [None, "https://bot.example.com"])
def test_every_event_and_every_scope_is_one_that_slack_has(url: str | None) -> None:
    made = manifest(url)
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) <= set(EVENT_NAMES) | MESSAGES
    scopes = made["oauth_config"]["scopes"]["bot"]
    assert all(re.fullmatch(r"commands|[a-z_.]+:[a-z]+(\.[a-z]+)?", s) for s in scopes)
    assert len(set(scopes)) == len(scopes)


def test_over_socket_mode_no_address_is_named() -> None:
    made = manifest()
    assert "://" not in json.dumps(made)
    assert made["settings"]["socket_mode_enabled"] is True


def test_over_http_every_request_comes_to_one_address() -> None:
    made = manifest("https://bot.example.com/")
    address = "https://bot.example.com/slack/events"
    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["settings"]["socket_mode_enabled"] is False


def test_every_kind_of_event_that_is_taken_in_is_subscribed_to() -> None:
    subscribed = {e.partition(".")[0] for e in manifest()["settings"]["event_subscriptions"]["bot_events"]}
    assert set(KINDS) <= subscribed


def test_messages_of_every_kind_of_channel_where_it_can_be_are_subscribed_to() -> None:
    subscribed = manifest()["settings"]["event_subscriptions"]["bot_events"]
    assert {"message.channels", "message.groups", "message.im"} <= set(subscribed)


def test_texts_and_scopes_keep_slacks_limits() -> None:
    made = manifest()
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert all(len(s["name"]) <= 24 for s in made["features"]["shortcuts"])
    assert set(made["oauth_config"]["scopes"]["bot_optional"]) == set(OPTIONAL_SCOPES)
    assert not set(BOT_SCOPES) & set(OPTIONAL_SCOPES)
