"""Every setting, typed, with its default and its reason. Read from the environment or a `.env` file."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError


class Transport(StrEnum):
    """How Slack reaches the bot."""

    HTTP = "http"
    SOCKET = "socket"


class Settings(BaseSettings):
    """The settings of one installation; each is described where it stands."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    slack_bot_token: SecretStr = Field(
        default=SecretStr(""), description="Bot token (xoxb-…) from 'OAuth & Permissions' of your Slack app."
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), description="Signing secret from 'Basic Information'. Needed for HTTP."
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""),
        description="App-level token (xapp-…) with connections:write. Needed for Socket Mode; choosing it selects Socket Mode.",
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        description="Where the Slack Web API is; only a local workspace changes it.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^/?#]+(/[^?#]*)?)?$",
        description="The address under which people reach the bot's web pages (https://…); empty: there are none.",
    )
    slack_client_id: str = Field(
        default="", description="Client ID from 'Basic Information': lets people sign in to the web pages with Slack."
    )
    slack_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Client secret beside it. Without both, links from Slack sign people in."
    )
    database_url: str = Field(
        default="sqlite:///postmortem.db",
        description="sqlite:///FILE, or postgresql://USER:PASSWORD@HOST/NAME when more than one process runs.",
    )
    host: str = Field(default="0.0.0.0", description="Address to listen on.")  # noqa: S104 - a container has to be reachable  # nosec B104
    port: int = Field(default=3000, ge=0, le=65535, description="Port to listen on, also for /healthz and /metrics.")
    incident_channels: str = Field(
        default="inc-*,incident-*,sev*",
        description="Names of channels that are kept before a postmortem is started (comma-separated patterns).",
    )
    retention_days: int = Field(
        default=14,
        ge=0,
        description="How long messages are kept in such a channel while no postmortem was started; 0 keeps nothing.",
    )
    interview_template: str = Field(
        default="full", description="Which template asks (prompts/interview/) where no rule of choose.yaml fits."
    )
    interview_quiet_minutes: int = Field(
        default=10,
        ge=1,
        description="After so many quiet minutes an answered question makes room for the next.",
    )
    report_zone: str = Field(default="UTC", description="Zone of the times in reports (IANA name).")
    report_names: str = Field(
        default="roles",
        pattern="^(roles|names)$",
        description="roles: reports show what people did under their role, and the names of those who agreed. names: all names.",
    )
    private_group: int = Field(
        default=4, ge=2, description="So many people must have answered before an answer without a name is shown in a report."
    )
    tracker: str = Field(
        default="",
        pattern=r"^(|github|gitlab|jira|linear)$",
        description="github, gitlab, jira or linear: action items can have an issue there; empty: there is no tracker.",
    )
    tracker_project: str = Field(
        default="", description="Where issues are made: owner/name (GitHub), group/name (GitLab), the project's or team's key."
    )
    tracker_token: SecretStr = Field(
        default=SecretStr(""), description="A token that may read and write the issues there, and nothing more."
    )
    tracker_user: str = Field(default="", description="Jira only: the e-mail address that the token belongs to.")
    tracker_secret: SecretStr = Field(
        default=SecretStr(""),
        description="The secret of the tracker's webhook to PUBLIC_URL/hooks/tracker. Without it changes arrive within the hour.",
    )
    tracker_url: str = Field(
        default="",
        pattern=r"^(https?://[^?#]+)?$",
        description="Where the tracker is: needed for Jira (https://NAME.atlassian.net) and for your own GitLab or GitHub.",
    )
    tracker_issue_type: str = Field(default="Task", description="Jira only: what kind of issue is made.")
    publish_to: str = Field(
        default="",
        pattern=r"^(|confluence|notion|google|github|gitlab|webhook)$",
        description="confluence, notion, google, github, gitlab or webhook: closed reports are kept there, too; empty: nowhere.",
    )
    publish_place: str = Field(
        default="",
        description="Where there: a space's key (Confluence; KEY/123 below that page), a page (Notion), a folder's id (Google), owner/name.",
    )
    publish_token: SecretStr = Field(
        default=SecretStr(""),
        description="A token that may write there, and nothing more; for Google a refresh token (scope drive).",
    )
    publish_user: str = Field(
        default="", description="Confluence: the e-mail address that the token belongs to. Google: the OAuth client's id."
    )
    publish_secret: SecretStr = Field(
        default=SecretStr(""), description="Webhook: the secret that signs what is sent. Google: the OAuth client's secret."
    )
    publish_url: str = Field(
        default="",
        pattern=r"^(https?://[^#]+)?$",
        description="Webhook: the address. Confluence: https://NAME.atlassian.net. Your own GitLab or GitHub: where it is.",
    )
    prompts_dir: Path | None = Field(default=None, description="A folder with your own wording instead of prompts/.")
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: str = Field(default="json", pattern="^(json|console)$", description="json for machines, console for people.")
    tick_scale: float = Field(
        default=1.0, gt=0, description="For demonstrations and tests only: stretches or shortens the intervals of timed jobs."
    )
    clock_file: Path | None = Field(
        default=None,
        description="For demonstrations and tests only: a file with the seconds to add to the real time.",
    )

    @cached_property
    def transport(self) -> Transport:
        """Socket Mode where an app-level token is set, else HTTP."""
        return Transport.SOCKET if self.slack_app_token.get_secret_value() else Transport.HTTP

    @property
    def channel_patterns(self) -> tuple[str, ...]:
        """The patterns of incident channel names."""
        return tuple(p.strip() for p in self.incident_channels.split(",") if p.strip())


def load_settings(env_file: Path | None = None) -> Settings:
    """The settings of the environment; raises ConfigError that names each wrong one and what is expected."""
    try:
        return Settings(_env_file=env_file) if env_file else Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise ConfigError("Settings are not right. " + "; ".join(wrong)) from error
