"""Sign in with Slack, in the local workspace."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx

from bot.playground.server import Playground, playground
from bot.playground.state import PlaygroundSettings

BACK = "http://127.0.0.1:9/back"


async def agreed(slack: Playground, client: httpx.AsyncClient, **changed: str) -> httpx.Response:
    asked = {"client_id": slack.settings.client_id, "response_type": "code", "state": "s", "redirect_uri": BACK, **changed}
    return await client.get(f"{slack.url}/openid/connect/authorize", params=asked)


async def exchange(slack: Playground, client: httpx.AsyncClient, code: str, **changed: str) -> dict[str, object]:
    who = (slack.settings.client_id, changed.pop("secret", slack.settings.client_secret))
    form = {"code": code, "redirect_uri": BACK, **changed}
    return dict((await client.post(f"{slack.url}/api/openid.connect.token", data=form, auth=who)).json())


async def test_a_code_is_exchanged_once_for_a_token_that_says_who_it_is() -> None:
    async with playground(PlaygroundSettings()) as slack, httpx.AsyncClient() as client:
        slack.state.add_person("U0ADA", "Ada", "Europe/London")
        assert "Ada" in (await agreed(slack, client)).text
        back = parse_qs(urlsplit((await agreed(slack, client, **{"as": "U0ADA"})).headers["location"]).query)
        assert back["state"] == ["s"]
        assert (await exchange(slack, client, back["code"][0], secret="wrong"))["error"] == "bad_client_secret"
        made = await exchange(slack, client, back["code"][0])
        assert (await exchange(slack, client, back["code"][0]))["error"] == "invalid_code"
        headers = {"Authorization": f"Bearer {made['access_token']}"}
        told = (await client.get(f"{slack.url}/api/openid.connect.userInfo", headers=headers)).json()
        assert (told["https://slack.com/user_id"], told["https://slack.com/team_id"]) == ("U0ADA", slack.settings.team)


async def test_another_address_another_app_or_a_token_of_ours_is_refused() -> None:
    async with playground(PlaygroundSettings()) as slack, httpx.AsyncClient() as client:
        slack.state.add_person("U0ADA", "Ada", "Europe/London")
        assert (await agreed(slack, client, redirect_uri="https://evil.example")).status_code == 400
        assert (await agreed(slack, client, client_id="1")).status_code == 400
        back = parse_qs(urlsplit((await agreed(slack, client, **{"as": "U0ADA"})).headers["location"]).query)
        assert (await exchange(slack, client, back["code"][0], redirect_uri="http://127.0.0.1:9/x"))[
            "error"
        ] == "bad_redirect_uri"
        headers = {"Authorization": f"Bearer {slack.settings.bot_token}"}
        assert (await client.get(f"{slack.url}/api/openid.connect.userInfo", headers=headers)).json()["error"] == "invalid_auth"
