from tests.playground.web_api.calling import ADA, AWAY, SAM, SECRET, TEAM, Bot


async def test_the_bot_sees_public_channels_and_the_private_ones_it_is_in(bot: Bot) -> None:
    bot.place.state.add_channel("C0HIDDEN", "hidden", [ADA], private=True)
    found = await bot.ok("conversations.list", types="public_channel,private_channel")
    assert [(c["name"], c["is_member"]) for c in found["channels"]] == [("away", False), ("secret", True), ("team", True)]
    assert await bot.refusal("conversations.info", channel="C0HIDDEN") == "channel_not_found"


async def test_each_kind_of_channel_is_listed_with_its_own_scope(bot: Bot) -> None:
    assert await bot.refusal("conversations.list", types="channel") == "invalid_types"
    bot.place.state.scopes.discard("groups:read")
    answer = await bot.call("conversations.list", types="private_channel")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "groups:read")


async def test_a_channel_has_a_topic_and_a_number_of_members(bot: Bot) -> None:
    channel = (await bot.ok("conversations.info", channel=TEAM, include_num_members=True))["channel"]
    assert (channel["topic"]["value"], channel["num_members"], channel["is_private"]) == ("Payments", 3, False)


async def test_the_members_are_listed(bot: Bot) -> None:
    assert (await bot.ok("conversations.members", channel=TEAM))["members"] == [ADA, "U0BOT", SAM]


async def test_joining_brings_the_bot_in_and_is_told(bot: Bot) -> None:
    assert await bot.refusal("conversations.history", channel=AWAY) == "not_in_channel"
    assert (await bot.ok("conversations.join", channel=AWAY))["channel"]["is_member"] is True
    assert await bot.history(AWAY) == []
    assert [e["channel"] for e in bot.told("member_joined_channel")] == [AWAY]
    assert (await bot.ok("conversations.join", channel=AWAY))["warning"] == "already_in_channel"


async def test_neither_a_private_nor_an_archived_channel_can_be_joined(bot: Bot) -> None:
    assert await bot.refusal("conversations.join", channel=SECRET) == "method_not_supported_for_channel_type"
    bot.place.state.channels[AWAY].archived = True
    assert await bot.refusal("conversations.join", channel=AWAY) == "is_archived"


async def test_a_dm_is_opened_once(bot: Bot) -> None:
    first = await bot.ok("conversations.open", users=ADA)
    second = await bot.ok("conversations.open", users=ADA, return_im=True)
    assert first["channel"]["id"] == second["channel"]["id"]
    assert (second["already_open"], second["channel"]["user"]) == (True, ADA)


async def test_a_dm_needs_one_who_is_there(bot: Bot) -> None:
    bot.place.state.people[SAM]["deleted"] = True
    assert await bot.refusal("conversations.open") == "users_list_not_supplied"
    assert await bot.refusal("conversations.open", users="U0NOBODY") == "user_not_found"
    assert await bot.refusal("conversations.open", users=SAM) == "user_disabled"
    assert await bot.refusal("conversations.open", users="U0BOT") == "cannot_dm_bot"


async def test_the_history_is_the_newest_first_and_holds_no_replies_but_those_sent_to_the_channel_too(bot: Bot) -> None:
    root = await bot.says("root")
    await bot.says("reply", thread_ts=root)
    await bot.says("for all", thread_ts=root, reply_broadcast=True)
    assert [m["text"] for m in await bot.history()] == ["for all", "root"]
    assert (await bot.history())[1]["reply_count"] == 2


async def test_the_bounds_are_left_out_unless_they_are_wanted(bot: Bot) -> None:
    first, second, third = [await bot.says(text) for text in "abc"]
    span = {"oldest": first, "latest": third}
    assert [m["ts"] for m in await bot.history(**span)] == [second]
    assert [m["ts"] for m in await bot.history(**span, inclusive=True)] == [third, second, first]


async def test_a_thread_is_oldest_first_with_what_began_it(bot: Bot) -> None:
    root = await bot.says("root")
    reply = await bot.says("reply", thread_ts=root)
    thread = (await bot.ok("conversations.replies", channel=TEAM, ts=root, oldest=reply, inclusive=True))["messages"]
    assert [m["text"] for m in thread] == ["root", "reply"]
    assert (thread[0]["reply_users"], thread[1]["parent_user_id"]) == (["U0BOT"], "U0BOT")


async def test_asked_for_a_reply_slack_gives_that_reply_alone(bot: Bot) -> None:
    root = await bot.says("root")
    replies = [await bot.says(text, thread_ts=root) for text in ("one", "two")]
    found = (await bot.ok("conversations.replies", channel=TEAM, ts=replies[0]))["messages"]
    assert [m["text"] for m in found] == ["one"]
    assert await bot.refusal("conversations.replies", channel=TEAM, ts="1.000001") == "thread_not_found"
