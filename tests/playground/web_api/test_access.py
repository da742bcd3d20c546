import pytest

from tests.playground.web_api.calling import ADA, SECRET, TEAM, Bot


async def test_a_call_without_a_token_is_refused(bot: Bot) -> None:
    bot.token = ""
    assert await bot.refusal("auth.test") == "not_authed"


async def test_a_wrong_token_is_refused(bot: Bot) -> None:
    bot.token = "xoxb-other"
    assert await bot.refusal("auth.test") == "invalid_auth"


async def test_the_two_tokens_are_not_the_same(bot: Bot) -> None:
    assert await bot.refusal("apps.connections.open") == "not_allowed_token_type"
    bot.token = bot.place.settings.app_token
    assert await bot.refusal("auth.test") == "not_allowed_token_type"
    assert (await bot.ok("apps.connections.open"))["url"].startswith("ws://")


async def test_a_revoked_token_is_refused_until_it_is_good_again(bot: Bot) -> None:
    bot.place.state.token_revoked = True
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="Hello") == "token_revoked"
    bot.place.state.token_revoked = False
    await bot.says()


@pytest.mark.parametrize("error", ["account_inactive", "invalid_auth", "token_expired"])
async def test_a_token_can_end_in_other_ways(bot: Bot, error: str) -> None:
    bot.place.state.token_error = error
    assert await bot.refusal("auth.test") == error


async def test_a_missing_scope_is_named_with_those_that_there_are(bot: Bot) -> None:
    bot.place.state.scopes.discard("chat:write")
    answer = await bot.call("chat.postMessage", channel=TEAM, text="Hello")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "channels:read" in answer["provided"].split(",")


@pytest.mark.parametrize(("channel", "scope"), [(TEAM, "channels:history"), (SECRET, "groups:history"), ("D0ADA", "im:history")])
async def test_which_scope_is_needed_depends_on_the_kind_of_channel(bot: Bot, channel: str, scope: str) -> None:
    await bot.ok("conversations.open", users=ADA)
    await bot.history(channel)
    bot.place.state.scopes.discard(scope)
    answer = await bot.call("conversations.history", channel=channel)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)


async def test_every_answer_says_which_scopes_the_token_has(bot: Bot) -> None:
    headers = (await bot.ask("chat.postMessage", channel=TEAM, text="Hello")).headers
    assert "chat:write" in headers["x-oauth-scopes"].split(",")
    assert headers["x-accepted-oauth-scopes"] == "chat:write"


async def test_how_a_token_ends_is_set_over_the_control_interface(bot: Bot) -> None:
    await bot.http.post("/control/settings", json={"token_error": "account_inactive"})
    assert await bot.refusal("auth.test") == "account_inactive"
    assert (await bot.http.post("/control/settings", json={"colour": "red"})).status_code == 400
