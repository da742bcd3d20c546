import pytest

from tests.playground.shapes import section
from tests.playground.web_api.calling import TEAM, Bot

METADATA = {"event_type": "delivery", "event_payload": {"id": "1"}}


async def test_a_message_says_something(bot: Bot) -> None:
    assert await bot.refusal("chat.postMessage", channel=TEAM) == "no_text"
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="", blocks=[]) == "no_text"
    await bot.ok("chat.postMessage", channel=TEAM, attachments=[{"text": "Hello"}])


async def test_a_text_that_is_too_long_is_cut_off_and_refused_in_an_edit(bot: Bot) -> None:
    ts = await bot.says("a" * 40_001)
    assert len((await bot.history())[0]["text"]) == 40_000
    await bot.ok("chat.update", channel=TEAM, ts=ts, text="a" * 4000)
    assert await bot.refusal("chat.update", channel=TEAM, ts=ts, text="a" * 4001) == "msg_too_long"


async def test_wrong_blocks_are_refused_with_what_is_wrong_and_where(bot: Bot) -> None:
    answer = await bot.call("chat.postMessage", channel=TEAM, blocks=[section(), section("")])
    fault = "must be more than 0 characters [json-pointer:/blocks/1/text/text]"
    assert (answer["error"], answer["errors"]) == ("invalid_blocks", [fault])
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {fault}"]


async def test_blocks_with_too_much_text_are_refused(bot: Bot) -> None:
    await bot.says(blocks=[section("a" * 2640)] * 5)
    assert await bot.refusal("chat.postMessage", channel=TEAM, blocks=[section("a" * 2641)] * 5) == "msg_blocks_too_long"


async def test_attachments_are_few_and_their_blocks_are_right(bot: Bot) -> None:
    refuse = {"method": "chat.postMessage", "channel": TEAM}
    assert await bot.refusal(**refuse, attachments="Hello") == "invalid_attachments"
    assert await bot.refusal(**refuse, attachments=[{"text": "a"}] * 101) == "too_many_attachments"
    assert await bot.refusal(**refuse, attachments=[{"blocks": [section("")]}]) == "invalid_blocks"


async def test_markdown_is_sent_instead_of_text_and_not_beside_it(bot: Bot) -> None:
    await bot.ok("chat.postMessage", channel=TEAM, markdown_text="**Hello**")
    both = {"markdown_text": "**Hello**", "text": "Hello"}
    assert await bot.refusal("chat.postMessage", channel=TEAM, **both) == "markdown_text_conflict"
    assert await bot.refusal("chat.postMessage", channel=TEAM, markdown_text="a" * 12_001) == "msg_too_long"


async def test_metadata_comes_back_where_it_is_asked_for_and_outlives_an_edit(bot: Bot) -> None:
    ts = await bot.says(metadata=METADATA)
    await bot.ok("chat.update", channel=TEAM, ts=ts, text="new")
    assert "metadata" not in (await bot.history())[0]
    assert (await bot.history(include_all_metadata=True))[0]["metadata"] == METADATA


@pytest.mark.parametrize(
    "metadata", [["a"], {"event_payload": {}}, {"event_type": "a b", "event_payload": {}}, METADATA | {"x": 1}]
)
async def test_metadata_of_another_shape_is_refused(bot: Bot, metadata: object) -> None:
    assert await bot.refusal("chat.postMessage", channel=TEAM, text="Hello", metadata=metadata) == "invalid_metadata_format"


async def test_a_pinned_message_says_so(bot: Bot) -> None:
    ts = await bot.says()
    await bot.ok("pins.add", channel=TEAM, timestamp=ts)
    assert (await bot.history())[0]["pinned_to"] == [TEAM]
