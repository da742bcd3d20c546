"""What people press reaches the app as Slack would send it, signed, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playground.echo import api, echoed, field, modal, open_modal, plain

NAME = field("name", {"type": "plain_text_input"})
ROW = {"type": "actions", "block_id": "row", "elements": [
    {"type": "button", "action_id": "go", "text": plain("Go"), "value": "7"},
    {"type": "static_select", "action_id": "pick", "options": [{"text": plain("A"), "value": "a"}]},
]}  # fmt: skip


async def posted(slack: Any, *blocks: dict[str, Any]) -> str:
    answer = await api(slack, "chat.postMessage", channel="C1", text="hello", blocks=list(blocks))
    assert answer["ok"], answer
    return str(answer["ts"])


async def test_a_press_brings_the_message_the_place_and_the_whole_state() -> None:
    async with echoed() as (slack, app):
        ts = await posted(slack, ROW)
        chosen = {"type": "static_select", "selected_option": {"text": plain("A"), "value": "a"}}
        await slack.people.press("U1", "C1", ts, "go", "row", {"row": {"pick": chosen}})
        heard = app.last("block_actions")
        assert heard["actions"][0]["value"] == "7"
        assert heard["container"] == {"type": "message", "message_ts": ts, "channel_id": "C1", "is_ephemeral": False}
        assert heard["state"]["values"]["row"]["pick"] == chosen
        assert heard["user"]["id"] == "U1"
        assert heard["message"]["text"] == "hello"
        assert heard["response_url"].startswith(f"{slack.url}/response/")


async def test_what_was_changed_while_somebody_pressed_it_is_pressed_all_the_same() -> None:
    async with echoed() as (slack, app):
        ts = await posted(slack, {"type": "actions", "elements": ROW["elements"]})
        seen = slack.state.channels["C1"].messages[ts]["blocks"][0]["block_id"]
        changed = {"type": "section", "text": {"type": "mrkdwn", "text": "nothing to press any more"}}
        await api(slack, "chat.update", channel="C1", ts=ts, text="changed", blocks=[changed])
        await slack.people.press("U1", "C1", ts, "go", seen)
        assert app.last("block_actions")["actions"][0]["value"] == "7"
        assert app.last("block_actions")["message"]["text"] == "changed"
        with pytest.raises(LookupError, match="no_such"):
            await slack.people.press("U1", "C1", ts, "no_such")


async def test_a_trigger_opens_one_form_and_no_second() -> None:
    async with echoed() as (slack, app):
        await slack.people.press("U1", "C1", await posted(slack, ROW), "go")
        trigger = app.last("block_actions")["trigger_id"]
        assert (await api(slack, "views.open", trigger_id=trigger, view=modal(NAME)))["ok"]
        assert (await api(slack, "views.open", trigger_id=trigger, view=modal(NAME)))["error"] == "exchanged_trigger_id"


async def test_an_answer_to_a_press_is_seen_by_that_person_five_times_at_most() -> None:
    import httpx

    async with echoed() as (slack, app), httpx.AsyncClient() as client:
        await slack.people.press("U1", "C1", await posted(slack, ROW), "go")
        url = app.last("block_actions")["response_url"]
        codes = [(await client.post(url, json={"text": str(n)})).status_code for n in range(6)]
        assert codes[:5] == [200] * 5
        assert codes[5] >= 400
        assert len(slack.people.seen("U1")["only_you"]) == 5
        assert slack.people.seen("U2")["only_you"] == []


async def test_a_form_comes_back_with_what_is_wrong_until_it_is_right() -> None:
    async with echoed() as (slack, app):
        view = await open_modal(slack, "U1", modal(NAME))
        app.answers["view_submission"] = {"response_action": "errors", "errors": {"name": "too short"}}
        assert await slack.people.submit("U1", view, {"name": "x"}) == {"name": "too short"}
        assert slack.people.seen("U1")["modals"]
        del app.answers["view_submission"]
        assert await slack.people.submit("U1", view, {"name": "longer"}) == {}
        assert slack.people.seen("U1")["modals"] == []
        assert app.last("view_submission")["view"]["state"]["values"]["name"]["v"]["value"] == "longer"


async def test_an_answer_can_change_the_form_put_another_on_top_or_end_all() -> None:
    async with echoed() as (slack, app):
        view = await open_modal(slack, "U1", modal(NAME))
        app.answers["view_submission"] = {"response_action": "update", "view": modal(NAME, title=plain("Again"))}
        await slack.people.submit("U1", view, {})
        assert slack.people.seen("U1")["modals"][0]["title"]["text"] == "Again"
        bare = {"type": "modal", "title": plain("Noted"), "blocks": [{"type": "section", "text": plain("thank you")}]}
        app.answers["view_submission"] = {"response_action": "update", "view": bare}
        await slack.people.submit("U1", view, {})
        assert slack.people.seen("U1")["modals"][-1]["submit"] is None
        app.answers["view_submission"] = {"response_action": "push", "view": modal(NAME, title=plain("On top"))}
        await slack.people.submit("U1", view, {})
        below, top = slack.people.seen("U1")["modals"]
        assert (top["title"]["text"], top["root_view_id"]) == ("On top", below["id"])
        app.answers["view_submission"] = {"response_action": "clear"}
        await slack.people.submit("U1", top["id"], {})
        assert slack.people.seen("U1")["modals"] == []


async def test_a_form_that_slack_would_refuse_leaves_the_old_one_and_says_why() -> None:
    async with echoed() as (slack, app):
        view = await open_modal(slack, "U1", modal(NAME))
        app.answers["view_submission"] = {"response_action": "update", "view": modal(NAME, title=plain("x" * 25))}
        await slack.people.submit("U1", view, {})
        assert slack.people.seen("U1")["modals"][0]["title"]["text"] == "Form"
        assert "/view/title" in slack.people.seen("U1")["errors"][0]["text"]


@pytest.mark.parametrize("notify", [True, False])
async def test_the_app_is_told_of_a_closed_form_where_it_asked_to_be(notify: bool) -> None:
    async with echoed() as (slack, app):
        view = await open_modal(slack, "U1", modal(NAME, notify_on_close=notify))
        await slack.people.close_view("U1", view)
        assert slack.people.seen("U1")["modals"] == []
        assert [p["type"] for p in app.heard] == (["view_closed"] if notify else [])


async def test_an_external_menu_is_filled_by_the_app() -> None:
    async with echoed() as (slack, app):
        view = await open_modal(slack, "U1", modal(field("svc", {"type": "external_select", "min_query_length": 1})))
        app.answers["block_suggestion"] = {"options": [{"text": plain("db"), "value": "db"}]}
        found = await slack.people.suggest("U1", {"view": view}, "svc", "v", "d")
        assert found["options"][0]["value"] == "db"
        heard = app.last("block_suggestion")
        assert (heard["value"], heard["block_id"], heard["action_id"]) == ("d", "svc", "v")


async def test_an_app_that_does_not_answer_is_told_to_the_person_alone() -> None:
    async with echoed() as (slack, _):
        ts = await posted(slack, ROW)
        slack.settings.events_url = "http://127.0.0.1:9/"
        await slack.people.press("U1", "C1", ts, "go")
        assert "did not answer" in slack.people.seen("U1")["errors"][0]["text"]
        assert slack.people.seen("U2")["errors"] == []


async def test_a_shortcut_brings_the_message() -> None:
    async with echoed() as (slack, app):
        ts = slack.people.say("U2", "C1", "it broke at 14:05")
        await slack.people.shortcut("U1", "C1", ts, "keep_it")
        heard = app.last("message_action")
        assert (heard["callback_id"], heard["message"]["text"]) == ("keep_it", "it broke at 14:05")
        await slack.people.global_shortcut("U1", "anything")
        assert app.last("shortcut")["callback_id"] == "anything"
