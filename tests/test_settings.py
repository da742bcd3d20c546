"""Settings: what is wrong is named with what to do, and no secret is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import ConfigError
from bot.settings import Settings, Transport, load_settings


def written(folder: Path, *lines: str) -> Path:
    file = folder / "test.env"
    file.write_text("\n".join(lines))
    return file


def test_an_app_token_chooses_socket_mode(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, "SLACK_APP_TOKEN=xapp-1")).transport is Transport.SOCKET
    assert load_settings(written(tmp_path, "SLACK_APP_TOKEN=")).transport is Transport.HTTP


@pytest.mark.parametrize("line", ["PORT=90000", "RETENTION_DAYS=-1", "LOG_FORMAT=xml", "INTERVIEW_QUIET_MINUTES=soon"])
def test_a_wrong_one_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match=line.partition("=")[0]):
        load_settings(written(tmp_path, line))


def test_all_wrong_ones_are_named_at_once_and_no_secret(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load_settings(written(tmp_path, "PORT=x", "RETENTION_DAYS=y", "SLACK_BOT_TOKEN=xoxb-secret"))
    assert "PORT" in str(error.value)
    assert "RETENTION_DAYS" in str(error.value)
    assert "xoxb-secret" not in str(error.value)


def test_printing_the_settings_shows_no_secret(tmp_path: Path) -> None:
    given = (f"{name.upper()}=hush" for name, field in Settings.model_fields.items() if field.annotation is SecretStr)
    assert "hush" not in repr(load_settings(written(tmp_path, *given)))


def test_patterns_may_be_written_with_spaces(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, "INCIDENT_CHANNELS= inc-* ,, outage-*")).channel_patterns == ("inc-*", "outage-*")


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
