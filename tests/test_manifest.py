import json
from pathlib import Path

from bot.manifest import BOT_SCOPES, OPTIONAL_SCOPES, manifest
from bot.slack.intake import KINDS


def test_the_manifest_in_the_repository_is_the_one_for_socket_mode() -> None:
    assert json.loads(Path("manifest.json").read_text(encoding="utf-8")) == manifest()


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


def test_texts_and_scopes_keep_slacks_limits() -> None:
    made = manifest()
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert all(len(s["name"]) <= 24 for s in made["features"]["shortcuts"])
    assert set(made["oauth_config"]["scopes"]["bot_optional"]) == set(OPTIONAL_SCOPES)
    assert not set(BOT_SCOPES) & set(OPTIONAL_SCOPES)
