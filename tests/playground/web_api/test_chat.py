from tests.playground.shapes import section
from tests.playground.web_api.calling import ADA, AWAY, SAM, SECRET, TEAM, Bot


async def test_a_message_is_in_the_history_and_told_to_all(bot: Bot) -> None:
    ts = await bot.says("Hello")
    (message,) = await bot.history()
    assert (message["ts"], message["text"], message["bot_id"]) == (ts, "Hello", "B0BOT")
    (event,) = bot.told("message")
    assert (event["ts"], event["channel"], event["channel_type"]) == (ts, TEAM, "channel")


async def test_there_is_no_writing_where_the_bot_is_not(bot: Bot) -> None:
    assert await bot.refusal("chat.postMessage", channel=AWAY, text="Hello") == "not_in_channel"
    assert await bot.refusal("chat.postMessage", channel="C0NOWHERE", text="Hello") == "channel_not_found"
    bot.place.state.channels[SECRET].members.discard("U0BOT")
    assert await bot.refusal("chat.postMessage", channel=SECRET, text="Hello") == "channel_not_found"


async def test_there_is_no_writing_into_an_archived_channel(bot: Bot) -> None:
    ts = await bot.says()
    bot.place.state.channels[TEAM].archived = True
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="Hello") == "is_archived"
    assert await bot.refusal("chat.update", channel=TEAM, ts=ts, text="Hello") == "is_archived"


async def test_writing_to_a_person_opens_the_dm(bot: Bot) -> None:
    answer = await bot.ok("chat.postMessage", channel=ADA, text="Hello")
    assert answer["channel"].startswith("D")
    bot.place.state.people[SAM]["deleted"] = True
    assert await bot.refusal("chat.postMessage", channel=SAM, text="Hello") == "user_disabled"


async def test_a_reply_goes_to_the_first_message_of_a_thread(bot: Bot) -> None:
    root = await bot.says("root")
    reply = await bot.says("reply", thread_ts=root)
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="x", thread_ts=reply) == "cannot_reply_to_message"
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="x", thread_ts="1.000001") == "thread_not_found"


async def test_an_edit_changes_what_is_given_and_keeps_the_rest(bot: Bot) -> None:
    ts = await bot.says("old", blocks=[section("old", block_id="b")])
    await bot.ok("chat.update", channel=TEAM, ts=ts, text="new")
    (message,) = await bot.history()
    assert (message["text"], message["blocks"], message["edited"]["user"]) == ("new", [section("old", block_id="b")], "U0BOT")
    await bot.ok("chat.update", channel=TEAM, ts=ts, text="new", blocks=[])
    assert "blocks" not in (await bot.history())[0]
    (first, _) = [e for e in bot.told("message") if e.get("subtype") == "message_changed"]
    assert (first["message"]["text"], first["previous_message"]["text"], first["message"]["ts"]) == ("new", "old", ts)


async def test_only_own_messages_are_changed_or_taken_away(bot: Bot) -> None:
    ts = bot.place.people.say(ADA, TEAM, "mine")
    assert await bot.refusal("chat.update", channel=TEAM, ts=ts, text="yours") == "cant_update_message"
    assert await bot.refusal("chat.delete", channel=TEAM, ts=ts) == "cant_delete_message"
    assert await bot.refusal("chat.delete", channel=TEAM, ts="1.000001") == "message_not_found"


async def test_a_deleted_message_is_gone_with_its_pin_and_that_is_told(bot: Bot) -> None:
    ts = await bot.says()
    await bot.ok("pins.add", channel=TEAM, timestamp=ts)
    await bot.ok("chat.delete", channel=TEAM, ts=ts)
    assert await bot.history() == []
    assert (await bot.ok("pins.list", channel=TEAM))["items"] == []
    assert bot.told("message")[-1]["deleted_ts"] == ts


async def test_an_ephemeral_message_is_seen_by_one_alone(bot: Bot) -> None:
    await bot.ok("chat.postEphemeral", channel=TEAM, user=ADA, text="psst")
    assert await bot.history() == []
    assert [m["text"] for m in bot.place.people.seen(ADA)["only_you"]] == ["psst"]
    assert bot.place.people.seen(SAM)["only_you"] == []
    assert await bot.refusal("chat.postEphemeral", channel=SECRET, user=SAM, text="psst") == "user_not_in_channel"


async def test_a_permalink_names_channel_and_time_and_a_replys_thread(bot: Bot) -> None:
    root = await bot.says("root")
    reply = await bot.says("reply", thread_ts=root)
    place = f"https://playground.slack.com/archives/{TEAM}/p"
    assert (await bot.ok("chat.getPermalink", channel=TEAM, message_ts=root))["permalink"] == place + root.replace(".", "")
    link = (await bot.ok("chat.getPermalink", channel=TEAM, message_ts=reply))["permalink"]
    assert link == f"{place}{reply.replace('.', '')}?thread_ts={root}&cid={TEAM}"
    assert await bot.refusal("chat.getPermalink", channel=TEAM, message_ts="1.000001") == "message_not_found"
