"""Which issue tracker the settings name."""

from __future__ import annotations

from bot.errors import ConfigError
from bot.integrations.github import GitHub
from bot.integrations.gitlab import GitLab
from bot.integrations.jira import Jira
from bot.integrations.linear import Linear
from bot.settings import Settings
from bot.usecases.trackers import Tracker


def tracker_of(settings: Settings) -> Tracker | None:
    """The tracker; None where there is none. Raises ConfigError where something lacks."""
    if not settings.tracker:
        return None
    token, secret = settings.tracker_token.get_secret_value(), settings.tracker_secret.get_secret_value()
    lacking = [name for name, value in (("TRACKER_PROJECT", settings.tracker_project), ("TRACKER_TOKEN", token)) if not value]
    if settings.tracker == "jira":
        lacking += [n for n, v in (("TRACKER_URL", settings.tracker_url), ("TRACKER_USER", settings.tracker_user)) if not v]
    if lacking:
        raise ConfigError(f"TRACKER is {settings.tracker}, and it needs {', '.join(lacking)} too.")
    project, url = settings.tracker_project.strip("/ "), settings.tracker_url
    match settings.tracker:
        case "github":
            return GitHub(project, token, secret, url)
        case "gitlab":
            return GitLab(project, token, secret, url)
        case "linear":
            return Linear(project, token, secret, url)
    return Jira(project, token, secret, url, settings.tracker_user, settings.tracker_issue_type)
