"""What people do reaches the app as Slack would tell of it, and only where the app is."""

from __future__ import annotations

from tests.playground.echo import echoed


async def test_a_message_its_edit_and_its_deletion_are_told() -> None:
    async with echoed() as (slack, app):
        ts = slack.people.say("U1", "C1", "errors on chekout")
        slack.people.edit("C1", ts, "errors on checkout")
        slack.people.delete("C1", ts)
        await slack.courier.idle()
        told = sorted((e for e in app.heard if e["type"] == "message"), key=lambda e: e["ts"])
        assert [e.get("subtype") for e in told] == [None, "message_changed", "message_deleted"]
        assert told[1]["message"]["text"] == "errors on checkout"
        assert told[1]["previous_message"]["text"] == "errors on chekout"
        assert told[2]["deleted_ts"] == ts
        assert slack.state.channels["C1"].messages == {}


async def test_a_reaction_is_told_with_who_wrote_and_can_be_taken_off() -> None:
    async with echoed() as (slack, app):
        ts = slack.people.say("U1", "C1", "rolled back")
        slack.people.react("U2", "C1", ts, "eyes")
        await slack.courier.idle()
        assert app.last("reaction_added")["item_user"] == "U1"
        assert slack.state.channels["C1"].messages[ts]["reactions"][0]["count"] == 1
        slack.people.react("U2", "C1", ts, "eyes", off=True)
        await slack.courier.idle()
        assert app.last("reaction_removed")["user"] == "U2"
        assert slack.state.channels["C1"].messages[ts]["reactions"] == []


async def test_the_app_hears_nothing_of_a_channel_it_is_not_in_until_it_is_invited() -> None:
    async with echoed() as (slack, app):
        slack.state.add_channel("C2", "elsewhere", ["U1"])
        slack.people.say("U1", "C2", "not for the app")
        await slack.courier.idle()
        assert app.heard == []
        slack.people.invite_bot("U1", "C2")
        await slack.courier.idle()
        assert app.last("member_joined_channel")["inviter"] == "U1"


async def test_a_command_brings_who_typed_it_where_and_the_answer_is_theirs_alone() -> None:
    async with echoed() as (slack, app):
        app.answers["command"] = {"text": "only for Ada"}
        await slack.people.slash("U1", "C1", "/postmortem", "status")
        heard = app.last("command")
        assert (heard["text"], heard["user_id"], heard["channel_id"]) == ("status", "U1", "C1")
        assert [m["text"] for m in slack.people.seen("U1")["only_you"]] == ["only for Ada"]
        assert slack.people.seen("U2")["only_you"] == []
        assert slack.state.channels["C1"].messages == {}


async def test_an_answer_for_all_stands_in_the_channel() -> None:
    async with echoed() as (slack, app):
        app.answers["command"] = {"text": "for everybody", "response_type": "in_channel"}
        await slack.people.slash("U1", "C1", "/postmortem", "status")
        assert [m["text"] for m in slack.state.channels["C1"].messages.values()] == ["for everybody"]
