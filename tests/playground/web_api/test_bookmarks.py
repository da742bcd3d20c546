from tests.playground.web_api.calling import AWAY, TEAM, Bot

LINK = {"channel_id": TEAM, "title": "Report", "type": "link", "link": "https://example.com/1"}


async def test_a_bookmark_is_added_changed_listed_and_removed(bot: Bot) -> None:
    made = (await bot.ok("bookmarks.add", **LINK, emoji=":book:"))["bookmark"]
    changed = await bot.ok("bookmarks.edit", channel_id=TEAM, bookmark_id=made["id"], title="The report")
    assert (changed["bookmark"]["title"], changed["bookmark"]["link"]) == ("The report", "https://example.com/1")
    (listed,) = (await bot.ok("bookmarks.list", channel_id=TEAM))["bookmarks"]
    assert (listed["id"], listed["emoji"]) == (made["id"], ":book:")
    await bot.ok("bookmarks.remove", channel_id=TEAM, bookmark_id=made["id"])
    assert (await bot.ok("bookmarks.list", channel_id=TEAM))["bookmarks"] == []
    assert await bot.refusal("bookmarks.remove", channel_id=TEAM, bookmark_id=made["id"]) == "not_found"


async def test_only_links_to_somewhere_and_only_where_the_bot_is(bot: Bot) -> None:
    assert await bot.refusal("bookmarks.add", **LINK | {"type": "note"}) == "invalid_bookmark_type"
    assert await bot.refusal("bookmarks.add", **LINK | {"link": "example"}) == "invalid_link"
    assert await bot.refusal("bookmarks.add", **LINK | {"channel_id": AWAY}) == "not_in_channel"


async def test_a_channel_has_at_most_a_hundred_bookmarks(bot: Bot) -> None:
    for _ in range(100):
        await bot.ok("bookmarks.add", **LINK)
    assert await bot.refusal("bookmarks.add", **LINK) == "too_many_bookmarks"
