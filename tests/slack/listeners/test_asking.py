"""Who asked for what, and that every failure reaches them as a calm sentence and the log as a reference."""

from __future__ import annotations

import pytest

from bot.slack.listeners.asking import read_request
from tests.journeys.stage import CHANNEL, stage


def test_a_command_a_press_and_a_form_name_the_same_things_in_their_own_ways() -> None:
    command = read_request(
        {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "1.2.a", "command": "/postmortem"}
    )
    press = read_request(
        {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "channel": {"id": "C1"}, "trigger_id": "1.2.a",
         "actions": [{"action_id": "x", "value": "7"}]}
    )  # fmt: skip
    for asked in (command, press):
        assert (asked.team, asked.user, asked.channel, asked.id) == ("T1", "U1", "C1", "1-2-a")
    assert press.value == "7"


def test_a_form_that_is_submitted_twice_is_one_request() -> None:
    body = {"type": "view_submission", "view": {"id": "V1", "state": {"values": {}}}, "user": {"id": "U1"}, "team": {"id": "T1"}}
    assert read_request({**body, "trigger_id": "1"}).id == read_request({**body, "trigger_id": "2"}).id


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ({"value": "words"}, "words"),
        ({"value": None}, None),
        ({"selected_option": {"value": "sev1"}}, "sev1"),
        ({"selected_user": "U1"}, "U1"),
        ({"selected_date": "2026-12-24"}, "2026-12-24"),
        ({"selected_date_time": 1_700_000_000}, 1_700_000_000),
    ],
)
def test_a_field_gives_what_was_put_into_it(state: dict[str, object], wanted: object) -> None:
    body = {"type": "view_submission", "view": {"id": "V1", "state": {"values": {"b": {"v": state}}}}}
    assert read_request(body).form == {"b": wanted}


async def test_a_press_on_what_makes_no_sense_gets_a_calm_sentence_and_the_log_a_reference(
    sqlite_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        card = at.card()
        assert card is not None
        await at.slack.people.press("U0ADA", CHANNEL, card["ts"], "open_interview", value="x|y|z|0|1|2|3|4|5")
        await at.quiet()
        said = at.only("U0ADA")[-1]["text"]
        assert "Traceback" not in said
        assert at.only("U0SAM") == []


async def test_a_slack_that_is_away_is_told_as_such(sqlite_url: str) -> None:
    from bot.playground.server import Fault

    async with stage(sqlite_url) as at:
        at.slack.faults.append(Fault("views.open", "error", 1))
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "start It broke")
        assert at.app.say.say("error.modal_failed") in at.only("U0ADA")[-1]["text"]
