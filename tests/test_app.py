"""The application as a whole: what is well, what is not, and that it begins and ends cleanly."""

from __future__ import annotations

from pydantic import SecretStr

from bot.app import build
from bot.playground.server import playground, served
from bot.settings import Settings
from tests.journeys.stage import CHANNEL, stage


async def test_what_runs_is_well_on_both_databases(database_url: str) -> None:
    async with stage(database_url) as at:
        assert await at.app.wrong() == {}


async def test_it_waits_for_slack_and_connects_once_slack_answers(sqlite_url: str) -> None:
    async with playground() as slack:
        slack.courier.faults.down = True
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=SecretStr(slack.settings.bot_token),
            slack_signing_secret=SecretStr(slack.settings.signing_secret),
            slack_api_url=f"{slack.url}/api/",
            database_url=sqlite_url,
        )
        app = build(settings)
        async with served(app.asgi), app.running():
            assert await app.wrong() == {"slack": "not_connected"}
            slack.courier.faults.down = False
            while await app.wrong():
                pass
            async with app.store.look("T0PLAY") as work:
                assert (await work.workspace.home()).bot_user == slack.state.bot_user


async def test_channels_that_the_bot_was_in_before_it_began_are_known(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        async with at.app.store.look("T0PLAY") as work:
            known = await work.workspace.channel(CHANNEL)
        assert known is not None
        assert (known.name, known.member, known.incident_like) == ("inc-1-checkout", True, True)


async def test_a_request_that_slack_did_not_sign_reaches_nobody(sqlite_url: str) -> None:
    import httpx

    async with stage(sqlite_url) as at, httpx.AsyncClient() as client:
        body = {"type": "event_callback", "team_id": "T0PLAY", "event": {"type": "message", "channel": CHANNEL, "text": "x"}}
        answer = await client.post(at.slack.settings.events_url, json=body)
        assert answer.status_code == 401
        async with at.app.store.look("T0PLAY") as work:
            assert not await work.messages.of(CHANNEL)
