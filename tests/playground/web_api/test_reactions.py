from tests.playground.web_api.calling import ADA, TEAM, Bot


async def test_a_reaction_is_seen_and_told_and_taken_off(bot: Bot) -> None:
    ts = bot.place.people.say(ADA, TEAM, "Hello")
    bot.place.people.react(ADA, TEAM, ts, "eyes")
    await bot.ok("reactions.add", channel=TEAM, timestamp=ts, name=":eyes:")
    message = (await bot.ok("reactions.get", channel=TEAM, timestamp=ts))["message"]
    assert message["reactions"] == [{"name": "eyes", "users": [ADA, "U0BOT"], "count": 2}]
    assert await bot.refusal("reactions.add", channel=TEAM, timestamp=ts, name="eyes") == "already_reacted"
    await bot.ok("reactions.remove", channel=TEAM, timestamp=ts, name="eyes")
    assert await bot.refusal("reactions.remove", channel=TEAM, timestamp=ts, name="eyes") == "no_reaction"
    assert (await bot.history())[0]["reactions"] == [{"name": "eyes", "users": [ADA], "count": 1}]
    (event,) = bot.told("reaction_removed")
    assert (event["reaction"], event["item"]["ts"], event["item_user"]) == ("eyes", ts, ADA)


async def test_a_message_has_at_most_23_kinds_of_reaction(bot: Bot) -> None:
    ts = await bot.says()
    for number in range(23):
        await bot.ok("reactions.add", channel=TEAM, timestamp=ts, name=f"e{number}")
    assert await bot.refusal("reactions.add", channel=TEAM, timestamp=ts, name="e23") == "too_many_emoji"


async def test_the_name_is_one_and_the_message_is_there(bot: Bot) -> None:
    ts = await bot.says()
    assert await bot.refusal("reactions.add", channel=TEAM, timestamp=ts, name="two words") == "invalid_name"
    assert await bot.refusal("reactions.add", channel=TEAM, timestamp="1.000001", name="eyes") == "message_not_found"
    assert await bot.refusal("reactions.get", channel=TEAM) == "no_item_specified"
    bot.place.state.channels[TEAM].archived = True
    assert await bot.refusal("reactions.add", channel=TEAM, timestamp=ts, name="eyes") == "is_archived"
