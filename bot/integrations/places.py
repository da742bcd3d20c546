"""Which place for documents the settings name."""

from __future__ import annotations

from bot.clock import Clock, SystemClock
from bot.errors import ConfigError
from bot.integrations.confluence import Confluence
from bot.integrations.github_files import GitHubFiles
from bot.integrations.gitlab_files import GitLabFiles
from bot.integrations.google_docs import GoogleDocs
from bot.integrations.notion import Notion
from bot.integrations.pages import Place
from bot.integrations.webhook import Webhook
from bot.settings import Settings

NEEDS = {
    "confluence": ("publish_place", "publish_token", "publish_url", "publish_user"),
    "notion": ("publish_place", "publish_token"),
    "google": ("publish_place", "publish_token", "publish_user", "publish_secret"),
    "github": ("publish_place", "publish_token"),
    "gitlab": ("publish_place", "publish_token"),
    "webhook": ("publish_url", "publish_secret"),
}


def place_of(settings: Settings, clock: Clock | None = None) -> Place | None:
    """The place; None where there is none. Raises ConfigError where something lacks."""
    if not settings.publish_to:
        return None
    token, secret = settings.publish_token.get_secret_value(), settings.publish_secret.get_secret_value()
    place, url, user = settings.publish_place.strip("/ "), settings.publish_url, settings.publish_user
    given = {"publish_place": place, "publish_token": token, "publish_url": url, "publish_user": user, "publish_secret": secret}
    lacking = [name.upper() for name in NEEDS[settings.publish_to] if not given[name]]
    if lacking:
        raise ConfigError(f"PUBLISH_TO is {settings.publish_to}, and it needs {', '.join(lacking)} too.")
    match settings.publish_to:
        case "confluence":
            return Confluence(place, token, url, user)
        case "notion":
            return Notion(place, token, url)
        case "google":
            return GoogleDocs(place, token, user, secret, url)
        case "github":
            return GitHubFiles(place, token, url)
        case "gitlab":
            return GitLabFiles(place, token, url)
    return Webhook(url, secret, clock or SystemClock())
