from tests.playground.web_api.calling import ADA, TEAM, Bot


async def test_somebody_has_a_name_and_a_zone(bot: Bot) -> None:
    user = (await bot.ok("users.info", user=ADA))["user"]
    assert (user["profile"]["display_name"], user["tz"], user["is_bot"]) == ("Ada", "Europe/London", False)


async def test_who_is_not_there_is_not_found(bot: Bot) -> None:
    assert await bot.refusal("users.info", user="U0NOBODY") == "user_not_found"
    assert await bot.refusal("users.profile.get", user="U0NOBODY") == "user_not_found"


async def test_an_address_is_seen_only_with_the_scope_for_it(bot: Bot) -> None:
    assert (await bot.ok("users.lookupByEmail", email="U0Ada@example.com"))["user"]["id"] == ADA
    assert await bot.refusal("users.lookupByEmail", email="nobody@example.com") == "users_not_found"
    bot.place.state.scopes.discard("users:read.email")
    assert "email" not in (await bot.ok("users.info", user=ADA))["user"]["profile"]
    assert "email" not in (await bot.ok("users.profile.get", user=ADA))["profile"]
    assert await bot.refusal("users.lookupByEmail", email="u0ada@example.com") == "missing_scope"


async def test_a_profile_without_a_name_is_the_bots_own(bot: Bot) -> None:
    assert (await bot.ok("users.profile.get"))["profile"]["real_name"] == "Postmortem Bot"


async def test_the_bot_finds_the_channels_that_it_is_in(bot: Bot) -> None:
    both = await bot.ok("users.conversations", types="public_channel,private_channel")
    assert [c["name"] for c in both["channels"]] == ["secret", "team"]
    bot.place.state.channels[TEAM].archived = True
    assert (await bot.ok("users.conversations", exclude_archived=True))["channels"] == []
