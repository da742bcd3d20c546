from tests.playground.web_api.calling import Bot


async def test_the_bot_learns_who_and_where_it_is(bot: Bot) -> None:
    answer = await bot.ok("auth.test")
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0BOT", "B0BOT", "T0PLAY")
    assert answer["url"] == "https://playground.slack.com/"


async def test_each_socket_gets_an_address_of_its_own(bot: Bot) -> None:
    bot.token = bot.place.settings.app_token
    urls = {(await bot.ok("apps.connections.open"))["url"] for _ in range(2)}
    assert len(urls) == 2


async def test_the_team_has_a_name_and_there_is_no_other(bot: Bot) -> None:
    assert (await bot.ok("team.info"))["team"]["domain"] == "playground"
    assert await bot.refusal("team.info", team="T0OTHER") == "team_not_found"


async def test_groups_of_people_are_listed_with_their_people_where_asked(bot: Bot) -> None:
    group = {"id": "S0ON", "handle": "oncall", "name": "On call", "users": ["U0ADA"], "date_delete": 0}
    bot.place.state.usergroups += [group, {**group, "id": "S0OLD", "date_delete": 1}]
    (plain,) = (await bot.ok("usergroups.list"))["usergroups"]
    assert (plain["handle"], "users" in plain) == ("oncall", False)
    (full,) = (await bot.ok("usergroups.list", include_users=True))["usergroups"]
    assert full["users"] == ["U0ADA"]
    assert len((await bot.ok("usergroups.list", include_disabled=True))["usergroups"]) == 2
    assert (await bot.ok("usergroups.users.list", usergroup=group["id"]))["users"] == group["users"]
    for gone in ("S0OLD", "S0NONE"):
        assert await bot.refusal("usergroups.users.list", usergroup=gone) == "no_such_subteam"
