"""Nobody can do in the window what they could not do in Slack."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.server import Playground
from bot.playground.window.deeds import Deeds, Refused, do
from bot.playground.window.files import Files
from bot.playground.window.reading import Reading
from tests.playground.echo import echoed, field, modal, open_modal

MANIFEST = {"features": {"slash_commands": [{"command": "/echo", "should_escape": True}]}}


def hands(slack: Playground) -> Deeds:
    slack.manifest = MANIFEST
    return Deeds(slack, Reading(slack.state), Files(slack.state))


def texts(slack: Playground) -> list[Any]:
    return [m["text"] for m in slack.state.channels["C1"].messages.values()]


async def test_a_command_goes_to_the_app_and_not_into_the_channel() -> None:
    async with echoed() as (slack, app):
        app.answers["command"] = {"text": "you said it"}
        await do(hands(slack), "write", "U1", {"channel": "C1", "text": "/echo tell @Sam O'Neill"})
        assert app.last("command")["text"] == "tell <@U2|sam.o'neill>"
        assert texts(slack) == []
        assert slack.people.seen("U1")["only_you"][0]["text"] == "you said it"


@pytest.mark.parametrize(
    ("deed", "args", "says"),
    [
        ("write", {"channel": "C1", "text": "/nope"}, "not a valid command"),
        ("write", {"channel": "C1", "text": "/echo x", "thread": "1.0"}, "in threads"),
        ("write", {"channel": "C1", "text": "  "}, "nothing to send"),
        ("write", {"channel": "C9", "text": "x"}, "not in this channel"),
        ("write", {"channel": "C1", "text": "/invite"}, "Whom"),
        ("new_channel", {"name": "Ünlucky name!"}, "small letters"),
        ("new_channel", {"name": "inc-1"}, "already"),
        ("vanish", {}, "Nobody can"),
    ],
)
async def test_what_cannot_be_done_is_said(deed: str, args: dict[str, Any], says: str) -> None:
    async with echoed() as (slack, _):
        with pytest.raises(Refused, match=says):
            await do(hands(slack), deed, "U1", args)


async def test_only_the_writer_changes_or_deletes_a_message() -> None:
    async with echoed() as (slack, _):
        deeds, ts = hands(slack), slack.people.say("U1", "C1", "mine")
        for deed, args in (("edit", {"text": "x"}), ("delete", {})):
            with pytest.raises(Refused, match="whoever wrote"):
                await do(deeds, deed, "U2", {"channel": "C1", "ts": ts, **args})
        await do(deeds, "edit", "U1", {"channel": "C1", "ts": ts, "text": "mine & yours"})
        assert texts(slack) == ["mine &amp; yours"]
        await do(deeds, "delete", "U1", {"channel": "C1", "ts": ts})
        assert texts(slack) == []


async def test_a_reaction_is_set_and_taken_off_by_the_same_press() -> None:
    async with echoed() as (slack, _):
        deeds, ts = hands(slack), slack.people.say("U1", "C1", "look")
        where = {"channel": "C1", "ts": ts}
        await do(deeds, "react", "U2", {**where, "name": "eyes"})
        assert slack.state.channels["C1"].messages[ts]["reactions"][0]["users"] == ["U2"]
        await do(deeds, "react", "U2", {**where, "name": "eyes"})
        assert slack.state.channels["C1"].messages[ts]["reactions"] == []
        await do(deeds, "pin", "U2", where)
        await do(deeds, "pin", "U2", where)
        assert slack.state.channels["C1"].pins == []


async def test_a_file_goes_with_its_message_and_a_loud_reply_into_both() -> None:
    async with echoed() as (slack, app):
        files = Files(slack.state)
        slack.manifest = MANIFEST
        deeds = Deeds(slack, Reading(slack.state), files)
        shown = files.keep("U1", "a.txt", b"x")
        await do(deeds, "write", "U1", {"channel": "C1", "text": "see", "files": [shown["id"]]})
        await slack.courier.idle()
        assert app.last("message")["files"][0]["name"] == "a.txt"
        assert app.last("message")["subtype"] == "file_share"
        root = next(iter(slack.state.channels["C1"].messages))
        await do(deeds, "write", "U2", {"channel": "C1", "text": "loud", "thread": root, "broadcast": True})
        await slack.courier.idle()
        assert app.last("message")["subtype"] == "thread_broadcast"


async def test_an_app_is_invited_by_its_name() -> None:
    async with echoed() as (slack, app):
        slack.state.add_channel("C2", "new", ["U1"])
        await do(hands(slack), "write", "U1", {"channel": "C2", "text": "/invite @Postmortem Bot"})
        await slack.courier.idle()
        assert app.last("member_joined_channel")["channel"] == "C2"
        assert slack.state.bot_user in slack.state.channels["C2"].members


async def test_a_form_is_looked_at_by_slack_first_and_belongs_to_one_person() -> None:
    async with echoed() as (slack, app):
        deeds = hands(slack)
        view = await open_modal(slack, "U1", modal(field("name", {"type": "plain_text_input"})))
        assert "required" in (await do(deeds, "submit", "U1", {"view": view, "values": {}}))["name"]
        assert app.heard == []
        with pytest.raises(Refused, match="closed"):
            await do(deeds, "submit", "U2", {"view": view, "values": {"name": "x"}})
        assert await do(deeds, "submit", "U1", {"view": view, "values": {"name": "x"}}) == {}
        assert app.last("view_submission")["view"]["state"]["values"]["name"]["v"]["value"] == "x"


async def test_what_only_one_sees_can_be_put_away() -> None:
    async with echoed() as (slack, _):
        slack.state.ephemerals.append({"ts": "1.0", "to": "U1", "channel": "C1", "text": "x"})
        await do(hands(slack), "dismiss", "U2", {"ts": "1.0"})
        assert slack.state.ephemerals
        await do(hands(slack), "dismiss", "U1", {"ts": "1.0"})
        assert slack.state.ephemerals == []


async def test_a_public_channel_has_everybody_a_private_one_only_whoever_made_it() -> None:
    async with echoed() as (slack, _):
        deeds = hands(slack)
        public = await do(deeds, "new_channel", "U1", {"name": "inc-9 Login"})
        private = await do(deeds, "new_channel", "U1", {"name": "inc-10", "private": True})
        assert slack.state.channels[public].name == "inc-9-login"
        assert slack.state.channels[public].members == {"U1", "U2"}
        assert slack.state.channels[private].members == {"U1"}


async def test_two_people_have_one_place_for_their_messages() -> None:
    async with echoed() as (slack, _):
        deeds = hands(slack)
        first = await do(deeds, "message_to", "U1", {"other": "U2"})
        assert await do(deeds, "message_to", "U2", {"other": "U1"}) == first
        assert slack.state.channels[first].members == {"U1", "U2"}
        assert await do(deeds, "message_to", "U1", {"other": slack.state.bot_user}) == slack.state.dm("U1").id
        with pytest.raises(Refused):
            await do(deeds, "message_to", "U1", {"other": "U1"})
