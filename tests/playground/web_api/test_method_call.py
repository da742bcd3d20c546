from tests.playground.web_api.calling import TEAM, Bot


async def test_true_is_said_in_several_ways(bot: Bot) -> None:
    for yes in ("true", "1", "True"):
        assert "num_members" in (await bot.ok("conversations.info", channel=TEAM, include_num_members=yes))["channel"]
    assert "num_members" not in (await bot.ok("conversations.info", channel=TEAM, include_num_members="false"))["channel"]


async def test_a_number_that_is_none_is_refused(bot: Bot) -> None:
    assert await bot.faults("users.list", limit="many") == ["[ERROR] must be an integer [json-pointer:/limit]"]


async def test_json_that_is_none_is_refused(bot: Bot) -> None:
    assert await bot.refusal("chat.postMessage", channel=TEAM, blocks="{") == "invalid_blocks_format"


async def test_a_time_that_is_none_is_refused(bot: Bot) -> None:
    assert await bot.refusal("pins.add", channel=TEAM, timestamp="yesterday") == "bad_timestamp"
    assert await bot.refusal("conversations.history", channel=TEAM, oldest="yesterday") == "invalid_ts_oldest"
