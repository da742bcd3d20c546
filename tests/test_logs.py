import json

import pytest
import structlog

from bot.logs import set_up_logs


def test_a_log_line_holds_ids_but_never_texts_or_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    structlog.get_logger().info("intake.stored", channel="C1", text="my password", token="xoxb-1")
    line = json.loads(capsys.readouterr().err)
    assert line["channel"] == "C1"
    assert "password" not in str(line)
    assert "xoxb" not in str(line)
    structlog.reset_defaults()


def test_an_exception_is_logged_by_its_place_not_by_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", "json")
    try:
        raise ValueError("what somebody wrote")
    except ValueError as error:
        structlog.get_logger().exception("listener.bug", error=type(error).__name__)
    line = json.loads(capsys.readouterr().err)
    assert "test_logs.py" in line["where"]
    assert "somebody" not in str(line)
    structlog.reset_defaults()
