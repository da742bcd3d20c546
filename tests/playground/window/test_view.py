"""Each person sees their own side of the workspace."""

from __future__ import annotations

from bot.playground.server import Playground
from bot.playground.window.reading import Reading
from bot.playground.window.refusals import Refusals
from bot.playground.window.view import Viewer


def a_place() -> tuple[Playground, Viewer]:
    slack = Playground()
    slack.state.add_person("U1", "Ada")
    slack.state.add_person("U2", "Sam")
    slack.state.add_channel("C1", "inc-1", ["U1", "U2"])
    slack.state.add_channel("C2", "secret", ["U1"], private=True)
    return slack, Viewer(slack, Reading(slack.state), Refusals(slack))


def test_a_private_channel_is_seen_by_its_members_alone() -> None:
    slack, viewer = a_place()
    slack.people.say("U1", "C2", "nobody else may read this")
    assert [c["id"] for c in viewer.seen("U1")["channels"]] == ["C1", "C2"]
    others = viewer.seen("U2", "C2")
    assert [c["id"] for c in others["channels"]] == ["C1"]
    assert others["channel"] is None
    assert "nobody else" not in str(others)


def test_what_is_for_one_person_alone_is_seen_by_no_other() -> None:
    slack, viewer = a_place()
    slack.state.ephemerals.append({"text": "for Ada", "channel": "C1", "to": "U1", "ts": slack.state.new_ts()})
    assert viewer.seen("U1", "C1")["channel"]["messages"][0]["only_you"]
    assert viewer.seen("U2", "C1")["channel"]["messages"] == []


def test_replies_stand_in_their_thread_and_broadcast_ones_in_the_channel_too() -> None:
    slack, viewer = a_place()
    root = slack.people.say("U1", "C1", "root")
    slack.people.say("U2", "C1", "reply", root)
    slack.people.say("U2", "C1", "loud reply", root, subtype="thread_broadcast")
    seen = viewer.seen("U1", "C1", root)
    assert [m["text"] for m in seen["channel"]["messages"]] == ["root", "loud reply"]
    assert seen["channel"]["messages"][0]["reply_count"] == 2
    assert [m["text"] for m in seen["thread"]["replies"]] == ["reply", "loud reply"]


def test_a_long_channel_shows_its_end_and_how_much_is_before() -> None:
    slack, viewer = a_place()
    for number in range(10):
        slack.people.say("U1", "C1", str(number))
    seen = viewer.seen("U1", "C1", most=3)["channel"]
    assert [m["text"] for m in seen["messages"]] == ["7", "8", "9"]
    assert seen["older"] == 7


def test_pins_are_marked_and_listed() -> None:
    slack, viewer = a_place()
    ts = slack.people.say("U1", "C1", "look here")
    slack.people.pin("U2", "C1", ts)
    seen = viewer.seen("U1", "C1")["channel"]
    assert seen["messages"][0]["pinned"]
    assert [m["ts"] for m in seen["pins"]] == [ts]


def test_commands_and_shortcuts_come_from_the_manifest() -> None:
    slack, viewer = a_place()
    slack.manifest = {"features": {"slash_commands": [{"command": "/x"}], "bot_user": {"display_name": "Echo"}}}
    start = viewer.start()
    assert (start["app"], start["commands"], start["shortcuts"]) == ("Echo", [{"command": "/x"}], [])


def test_bookmarks_and_the_canvas_stand_at_the_head_of_their_channel() -> None:
    slack, viewer = a_place()
    assert viewer.seen("U1", "C1")["channel"]["canvas"] is None
    token = slack.settings.bot_token
    slack.state.channels["C1"].members.add(slack.state.bot_user)
    link = {"channel_id": "C1", "title": "Runbook", "type": "link", "link": "https://x.example/runbook"}
    assert slack.api.call("bookmarks.add", link, token, "")["ok"]
    content = {"type": "markdown", "markdown": "# Report"}
    assert slack.api.call("conversations.canvases.create", {"channel_id": "C1", "document_content": content}, token, "")["ok"]
    seen = viewer.seen("U1", "C1")["channel"]
    assert seen["bookmarks"][0]["title"] == "Runbook"
    assert seen["canvas"]["markdown"] == "# Report"
