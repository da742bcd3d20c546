"""Which place for documents the settings name."""

from __future__ import annotations

import pytest
from pydantic import SecretStr, ValidationError

from bot.errors import ConfigError
from bot.integrations.places import place_of
from bot.settings import Settings

NAMES = [
    ("confluence", "Confluence"),
    ("notion", "Notion"),
    ("google", "Google Docs"),
    ("github", "GitHub"),
    ("gitlab", "GitLab"),
    ("webhook", "Webhook"),
]


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize(("place", "name"), NAMES)
def test_each_place_is_known_by_its_name(place: str, name: str) -> None:
    given = {"publish_place": "1" * 32, "publish_token": SecretStr("t"), "publish_url": "https://t.test"}
    found = place_of(settings(publish_to=place, publish_user="u", publish_secret=SecretStr("s"), **given))
    assert found is not None
    assert (found.key, found.name) == (place, name)


def test_without_one_there_is_none() -> None:
    assert place_of(settings()) is None


def test_what_lacks_is_named() -> None:
    with pytest.raises(ConfigError, match="needs PUBLISH_PLACE, PUBLISH_TOKEN, PUBLISH_URL, PUBLISH_USER too"):
        place_of(settings(publish_to="confluence"))
    with pytest.raises(ConfigError, match="id or the address of the Notion page"):
        place_of(settings(publish_to="notion", publish_place="our page", publish_token=SecretStr("t")))
    with pytest.raises(ValidationError):
        settings(publish_to="fax")
