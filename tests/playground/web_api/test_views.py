from typing import Any

from tests.playground.shapes import modal, question, section
from tests.playground.web_api.calling import ADA, Bot

HOME = {"type": "home", "blocks": [section()]}


def trigger(bot: Bot) -> str:
    return bot.place.state.new_trigger(ADA)


async def opened(bot: Bot, **more: Any) -> dict[str, Any]:
    return dict((await bot.ok("views.open", trigger_id=trigger(bot), view=modal(question(), **more)))["view"])


async def test_a_press_opens_one_modal(bot: Bot) -> None:
    pressed = trigger(bot)
    view = (await bot.ok("views.open", trigger_id=pressed, view=modal(question(), callback_id="ask")))["view"]
    assert (view["callback_id"], view["root_view_id"], view["state"]) == ("ask", view["id"], {"values": {}})
    assert await bot.refusal("views.open", trigger_id=pressed, view=modal(question())) == "exchanged_trigger_id"
    assert await bot.refusal("views.open", trigger_id="1.2.3", view=modal(question())) == "invalid_trigger_id"


async def test_after_three_seconds_a_press_opens_nothing(bot: Bot) -> None:
    pressed = trigger(bot)
    bot.place.state.triggers[pressed].ends -= 3.1
    assert await bot.refusal("views.open", trigger_id=pressed, view=modal(question())) == "expired_trigger_id"


async def test_wrong_views_are_refused_with_what_is_wrong_and_spend_nothing(bot: Bot) -> None:
    pressed = trigger(bot)
    assert await bot.faults("views.open", trigger_id=pressed, view=modal(section(""))) == [
        "[ERROR] must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"
    ]
    assert await bot.faults("views.open", trigger_id=pressed, view=HOME) == [
        "[ERROR] must be a valid enum value [json-pointer:/view/type]"
    ]
    await bot.ok("views.open", trigger_id=pressed, view=modal(question()))


async def test_a_view_that_is_too_large_is_refused(bot: Bot) -> None:
    large = [section("ä" * 2900) for _ in range(50)]
    assert await bot.refusal("views.publish", user_id=ADA, view={"type": "home", "blocks": large}) == "view_too_large"


async def test_three_modals_lie_on_each_other_and_no_more(bot: Bot) -> None:
    first = await opened(bot)
    second = (await bot.ok("views.push", trigger_id=trigger(bot), view=modal(section())))["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    await bot.ok("views.push", trigger_id=trigger(bot), view=modal(section()))
    assert await bot.refusal("views.push", trigger_id=trigger(bot), view=modal(section())) == "push_limit_reached"


async def test_an_update_keeps_what_was_typed(bot: Bot) -> None:
    view = await opened(bot)
    bot.place.state.views[view["id"]]["state"] = {"values": {"q": {"why": {"type": "plain_text_input", "value": "Because"}}}}
    asked = question(element={"type": "plain_text_input", "action_id": "why"})
    updated = (await bot.ok("views.update", view_id=view["id"], view=modal(asked, section())))["view"]
    assert updated["state"]["values"]["q"]["why"]["value"] == "Because"
    assert updated["hash"] != view["hash"]
    assert (await bot.ok("views.update", view_id=view["id"], view=modal(section())))["view"]["state"] == {"values": {}}


async def test_an_update_of_what_was_changed_meanwhile_is_refused(bot: Bot) -> None:
    view = await opened(bot, external_id="mine")
    await bot.ok("views.update", external_id="mine", view=modal(section(), external_id="mine"), hash=view["hash"])
    assert await bot.refusal("views.update", view_id=view["id"], view=modal(section()), hash=view["hash"]) == "hash_conflict"
    assert await bot.refusal("views.update", view_id="V0NONE", view=modal(section())) == "not_found"
    assert await bot.refusal("views.update", view=modal(section())) == "invalid_arguments"


async def test_an_id_of_ones_own_is_given_once(bot: Bot) -> None:
    await opened(bot, external_id="mine")
    again = {"trigger_id": trigger(bot), "view": modal(section(), external_id="mine")}
    assert await bot.refusal("views.open", **again) == "duplicate_external_id"


async def test_everybody_has_a_home_page_of_their_own(bot: Bot) -> None:
    first = (await bot.ok("views.publish", user_id=ADA, view=HOME))["view"]
    await bot.ok("views.publish", user_id=ADA, view=HOME, hash=first["hash"])
    assert await bot.refusal("views.publish", user_id=ADA, view=HOME, hash=first["hash"]) == "hash_conflict"
    assert await bot.refusal("views.publish", user_id="U0NOBODY", view=HOME) == "user_not_found"
    assert bot.place.people.seen(ADA)["home"]["blocks"][0]["text"] == section()["text"]
