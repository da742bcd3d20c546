from tests.playground.web_api.calling import ADA, TEAM, Bot


async def test_a_message_is_pinned_once_listed_and_unpinned(bot: Bot) -> None:
    ts = bot.place.people.say(ADA, TEAM, "Hello")
    await bot.ok("pins.add", channel=TEAM, timestamp=ts)
    assert await bot.refusal("pins.add", channel=TEAM, timestamp=ts) == "already_pinned"
    (item,) = (await bot.ok("pins.list", channel=TEAM))["items"]
    assert item["message"]["ts"] == ts
    await bot.ok("pins.remove", channel=TEAM, timestamp=ts)
    assert await bot.refusal("pins.remove", channel=TEAM, timestamp=ts) == "no_pin"
    assert [e["type"] for kind in ("pin_added", "pin_removed") for e in bot.told(kind)] == ["pin_added", "pin_removed"]


async def test_there_has_to_be_a_message(bot: Bot) -> None:
    assert await bot.refusal("pins.add", channel=TEAM) == "no_item_specified"
    assert await bot.refusal("pins.add", channel=TEAM, timestamp="1.000001") == "message_not_found"


async def test_a_channel_has_at_most_a_hundred_pins(bot: Bot) -> None:
    said = [bot.place.people.say(ADA, TEAM, str(number)) for number in range(101)]
    for ts in said[:100]:
        await bot.ok("pins.add", channel=TEAM, timestamp=ts)
    assert await bot.refusal("pins.add", channel=TEAM, timestamp=said[100]) == "too_many_pins"
