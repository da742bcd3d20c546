from tests.playground.web_api.calling import TEAM, Bot


async def test_a_method_that_does_not_exist_is_said_not_to(bot: Bot) -> None:
    assert await bot.refusal("chat.shout", channel=TEAM) == "unknown_method"


async def test_every_argument_that_is_missing_is_named(bot: Bot) -> None:
    assert await bot.faults("reactions.add", channel=TEAM) == [
        "[ERROR] missing required field: name",
        "[ERROR] missing required field: timestamp",
    ]
