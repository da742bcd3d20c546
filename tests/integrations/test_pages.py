"""Every place can do what a place can, as it is said in one place."""

from __future__ import annotations

import inspect

import pytest

from bot.integrations.confluence import Confluence
from bot.integrations.github_files import GitHubFiles
from bot.integrations.gitlab_files import GitLabFiles
from bot.integrations.google_docs import GoogleDocs
from bot.integrations.notion import Notion
from bot.integrations.pages import Place
from bot.integrations.places import NEEDS
from bot.integrations.webhook import Webhook

PLACES = (Confluence, Notion, GoogleDocs, GitHubFiles, GitLabFiles, Webhook)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("deed", ["check", "find", "create", "write"])
def test_every_place_is_asked_in_the_same_way(place: type, deed: str) -> None:
    assert inspect.signature(getattr(place, deed)) == inspect.signature(getattr(Place, deed))
    assert inspect.iscoroutinefunction(getattr(place, deed))


def test_each_is_called_as_the_settings_call_it() -> None:
    assert {place.key for place in PLACES} == set(NEEDS)
