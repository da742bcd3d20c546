"""Which tracker the settings name."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from bot.errors import ConfigError
from bot.integrations.trackers import tracker_of
from bot.settings import Settings


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(
    ("tracker", "name"), [("github", "GitHub"), ("gitlab", "GitLab"), ("linear", "Linear"), ("jira", "Jira")]
)
def test_each_tracker_is_known_by_its_name(tracker: str, name: str) -> None:
    given = {
        "tracker_project": "acme/shop",
        "tracker_token": SecretStr("t"),
        "tracker_url": "https://t.test",
        "tracker_user": "u",
    }
    found = tracker_of(settings(tracker=tracker, **given))
    assert found is not None
    assert found.name == name


def test_without_one_there_is_none() -> None:
    assert tracker_of(settings()) is None


def test_what_lacks_is_named() -> None:
    with pytest.raises(ConfigError, match="needs TRACKER_PROJECT, TRACKER_TOKEN, TRACKER_URL, TRACKER_USER too"):
        tracker_of(settings(tracker="jira"))
    with pytest.raises(ValidationError):
        settings(tracker="trello")
