"""What the inspector keeps: the newest, without secrets, within its size."""

from __future__ import annotations

import json

from starlette.responses import JSONResponse

from bot.playground.traffic import HIDDEN, MOST, MOST_BYTES, MOST_OF_ONE, Traffic, without_secrets


def noted(traffic: Traffic, asked: object, name: str = "chat.update", way: str = "from bot") -> None:
    traffic.note(way, "call", name, asked, {"ok": True}, at=1.0, ms=2.34, ok=True, result="ok")


def on(*secrets: str) -> Traffic:
    traffic = Traffic(secrets)
    traffic.on = True
    return traffic


def test_nothing_is_kept_unless_somebody_looks() -> None:
    traffic = Traffic()
    noted(traffic, {})
    assert traffic.lines() == []


def test_tokens_signatures_tickets_and_response_urls_are_taken_out_wherever_they_stand() -> None:
    data = {
        "token": "verification",
        "headers": [{"X-Slack-Signature": "v0=abc", "Authorization": "Bearer xoxb-1-2-3"}],
        "text": "my token is xoxp-12-ab, and xapp-1-A0 too",
        "response_url": "http://127.0.0.1:1/response/Key_9-x",
        "url": "ws://127.0.0.1:1/socket?ticket=local",
        "user": "U0ADA",
    }
    text = json.dumps(without_secrets(data), ensure_ascii=False)
    assert not [s for s in ("verification", "abc", "xoxb", "xoxp", "xapp", "Key_9", "ticket=local") if s in text]
    assert "U0ADA" in text
    assert f"/response/{HIDDEN}" in text


def test_the_secrets_of_the_workspace_are_hidden_whatever_they_look_like() -> None:
    traffic = on('p"ss wörd')
    noted(traffic, {"text": 'the secret is p"ss wörd'})
    found = traffic.one(1)
    assert found is not None
    assert "wörd" not in found["asked"]
    assert HIDDEN in found["asked"]


def test_the_oldest_go_when_there_are_too_many() -> None:
    traffic = on()
    for number in range(MOST + 7):
        noted(traffic, {"n": number})
    lines = traffic.lines()
    assert len(lines) == MOST
    assert lines[0]["id"] == 8
    assert traffic.one(7) is None
    assert [line["id"] for line in traffic.lines(after=MOST + 5)] == [MOST + 6, MOST + 7]


def test_long_bodies_are_cut_and_say_so_and_all_together_stay_within_bounds() -> None:
    traffic = on()
    for _ in range(100):
        noted(traffic, {"text": "x" * (MOST_OF_ONE + 1000)})
    newest = traffic.one(100)
    assert newest is not None
    assert "more characters are not shown" in newest["asked"][-60:]
    assert sum(len((traffic.one(line["id"]) or {})["asked"]) for line in traffic.lines()) <= MOST_BYTES
    assert traffic.one(1) is None


def test_a_message_that_is_posted_again_counts_as_a_repetition() -> None:
    traffic = on()
    for text in ("a", "a", "b", "a"):
        noted(traffic, {"text": text}, "chat.postMessage")
    assert [line["retry"] for line in traffic.lines()] == [0, 1, 0, 2]


def test_an_error_in_a_good_response_is_no_success() -> None:
    traffic = on()
    traffic.note_call("call", "pins.add", {}, JSONResponse({"ok": False, "error": "already_pinned"}), 1.0, 0.0)
    traffic.note_call("call", "pins.add", {}, JSONResponse({"ok": True}), 1.0, 0.0)
    assert [(line["ok"], line["result"]) for line in traffic.lines()] == [(False, "already_pinned"), (True, "ok")]


def test_forgetting_leaves_nothing() -> None:
    traffic = on()
    noted(traffic, {})
    traffic.clear()
    assert traffic.lines() == []
