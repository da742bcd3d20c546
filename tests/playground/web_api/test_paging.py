from tests.playground.web_api.calling import ADA, TEAM, Bot


async def pages(bot: Bot, method: str, name: str, **args: object) -> list[list[object]]:
    """All pages of a list."""
    found, cursor = [], ""
    while True:
        answer = await bot.ok(method, **args, cursor=cursor)
        found.append(answer[name])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return found


async def test_a_list_comes_in_pages_without_loss_or_repetition(bot: Bot) -> None:
    for number in range(5):
        bot.place.state.add_person(f"U{number}", f"P{number}")
    found = await pages(bot, "users.list", "members", limit=3)
    ids = [person["id"] for page in found for person in page]  # type: ignore[index]
    assert [len(page) for page in found] == [3, 3, 2]
    assert sorted(ids) == sorted(bot.place.state.people)


async def test_what_is_said_between_two_pages_shifts_nothing(bot: Bot) -> None:
    said = [bot.place.people.say(ADA, TEAM, str(number)) for number in range(4)]
    first = await bot.ok("conversations.history", channel=TEAM, limit=2)
    bot.place.people.say(ADA, TEAM, "meanwhile")
    cursor = first["response_metadata"]["next_cursor"]
    second = await bot.ok("conversations.history", channel=TEAM, limit=2, cursor=cursor)
    assert [m["ts"] for m in (*first["messages"], *second["messages"])] == said[::-1]


async def test_the_last_page_of_a_history_names_no_cursor_and_says_that_there_is_no_more(bot: Bot) -> None:
    answer = await bot.ok("conversations.history", channel=TEAM)
    assert answer["has_more"] is False
    assert "response_metadata" not in answer


async def test_the_last_page_of_a_list_names_an_empty_cursor(bot: Bot) -> None:
    assert (await bot.ok("users.list"))["response_metadata"] == {"next_cursor": ""}


async def test_a_cursor_that_nobody_gave_out_is_refused(bot: Bot) -> None:
    for cursor in ("2", "bmV4dF90czo=", "äöü", "eHh4"):
        assert await bot.refusal("conversations.history", channel=TEAM, cursor=cursor) == "invalid_cursor"


async def test_the_cursor_of_one_list_is_no_good_for_another(bot: Bot) -> None:
    cursor = (await bot.ok("users.list", limit=1))["response_metadata"]["next_cursor"]
    assert await bot.refusal("conversations.list", cursor=cursor) == "invalid_cursor"


async def test_a_page_of_a_list_may_not_be_too_large(bot: Bot) -> None:
    assert await bot.refusal("conversations.list", limit=1000) == "invalid_limit"
    assert await bot.refusal("conversations.members", channel=TEAM, limit=-1) == "invalid_limit"
    await bot.ok("conversations.list", limit=999)
