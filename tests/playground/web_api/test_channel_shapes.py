from tests.playground.web_api.calling import ADA, TEAM, Bot


async def test_a_dm_is_shown_with_whom_it_is(bot: Bot) -> None:
    dm = (await bot.ok("conversations.open", users=ADA))["channel"]["id"]
    channel = (await bot.ok("conversations.info", channel=dm))["channel"]
    assert (channel["is_im"], channel["user"], "name" in channel) == (True, ADA, False)


async def test_a_channels_canvas_is_one_of_its_tabs(bot: Bot) -> None:
    canvas = (await bot.ok("conversations.canvases.create", channel_id=TEAM))["canvas_id"]
    properties = (await bot.ok("conversations.info", channel=TEAM))["channel"]["properties"]
    assert properties["canvas"]["file_id"] == canvas
    assert properties["tabs"][0]["type"] == "canvas"
