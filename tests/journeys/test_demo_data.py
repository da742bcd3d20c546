"""The demo incident hangs together: its steps, its export, its script and its truth tell the same story."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.message import MessageKind, moment
from bot.slack.export import ExportedChannel, read_export
from tests.demo.replay import DEMO, Json, load, play
from tests.journeys.stage import CHANNEL, stage

EXPORT = DEMO / "export"
USER_ID = re.compile(r"<@([A-Z0-9]+)>")
SECTIONS = {"summary", "impact", "timeline", "root_cause", "history", "resolution", "action_items"}
MILESTONES = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")
SAYING = {"say", "bot", "topic", "purpose", "join", "leave"}


def exported() -> list[Json]:
    folder = EXPORT / load("workspace.json")["channel"]["name"]
    return [m for day in sorted(folder.glob("*.json")) for m in json.loads(day.read_text(encoding="utf-8"))]


def seen_live(steps: list[Json]) -> dict[str, Json]:
    """What stands in the channel after the last step, by ts; told apart from make_export.py on purpose."""
    seen: dict[str, Json] = {}
    for step in steps:
        ts, do = step["ts"], step["do"]
        if do in SAYING:
            raw = step.get("raw", {})
            text = raw.get("text", step.get("text", ""))
            seen[ts] = {"text": text, "thread": step.get("thread_ts"), "reactions": {}, "pinned": None, "edited": None}
        elif do == "edit":
            seen[ts] |= {"text": step["text"], "edited": step["at"]}
        elif do == "react":
            seen[ts]["reactions"].setdefault(step["name"], []).append(step["user"])
        elif do == "pin":
            seen[ts]["pinned"] = step["user"]
        else:
            assert do == "delete"
            del seen[ts]
    return seen


def seen_in_export(message: Json) -> Json:
    text = message.get("topic") or message.get("purpose") or message["text"]
    thread = message.get("thread_ts")
    return {
        "text": "" if message.get("subtype") in {"channel_join", "channel_leave"} else text,
        "thread": thread if thread != message["ts"] else None,
        "reactions": {r["name"]: r["users"] for r in message.get("reactions", ())},
        "pinned": message.get("pinned_info", {}).get("pinned_by"),
        "edited": message.get("edited", {}).get("ts"),
    }


@pytest.fixture(scope="module")
def steps() -> list[Json]:
    found: list[Json] = load("live.json")
    return found


@pytest.fixture(scope="module")
def channel() -> ExportedChannel:
    return read_export(EXPORT, load("workspace.json")["channel"]["name"])


def test_the_export_is_what_make_export_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(DEMO / "make_export.py"), str(tmp_path)], check=True)
    made = {f.relative_to(tmp_path): f.read_bytes() for f in tmp_path.rglob("*.json")}
    assert made == {f.relative_to(EXPORT): f.read_bytes() for f in EXPORT.rglob("*.json")}


def test_the_export_shows_what_was_left_after_the_last_step(steps: list[Json]) -> None:
    kept = [m for m in exported() if m.get("subtype") not in {"message_deleted", "tombstone"}]
    assert {m["ts"]: seen_in_export(m) for m in kept} == seen_live(steps)


def test_the_steps_are_in_the_order_of_time_and_name_messages_that_stand(steps: list[Json]) -> None:
    moments = [moment(str(s.get("at") or s["ts"])) for s in steps]
    assert moments == sorted(moments)
    assert (moments[-1] - moments[0]).total_seconds() > 24 * 3600
    standing: set[str] = set()
    for step in steps:
        if step["do"] in SAYING:
            assert step["ts"] not in standing
            standing.add(step["ts"])
        else:
            assert step["ts"] in standing, step
        assert step.get("thread_ts", step["ts"]) in standing
        standing -= {step["ts"]} if step["do"] == "delete" else set()


def test_a_message_lies_in_the_file_of_its_utc_day() -> None:
    for file in (EXPORT / load("workspace.json")["channel"]["name"]).glob("*.json"):
        days = {f"{moment(m['ts']):%Y-%m-%d}" for m in json.loads(file.read_text(encoding="utf-8"))}
        assert days == {file.stem}


def test_the_incident_is_long_and_lively(steps: list[Json]) -> None:
    raws = exported()
    done = Counter(s["do"] for s in steps)
    assert 180 <= len(raws) <= 260
    assert len({m["ts"] for m in raws}) == len(raws)
    assert done["edit"] >= 5
    assert done["delete"] >= 2
    assert done["react"] >= 40
    assert done["pin"] >= 10
    assert done["topic"] >= 3
    assert sum(1 for m in raws if m.get("reply_count")) >= 8
    assert sum(1 for m in raws if m.get("parent_user_id")) >= 40
    subtypes = {m.get("subtype") for m in raws}
    assert {"thread_broadcast", "tombstone", "message_deleted", "bot_message", "huddle_thread", "channel_leave"} <= subtypes
    assert any(m.get("bot_id") and m.get("blocks") and not m.get("subtype") for m in raws)
    assert {f["filetype"] for m in raws for f in m.get("files", ())} >= {"png", "csv"}
    assert any("```" in m["text"] for m in raws)


def test_every_person_that_is_named_is_known(steps: list[Json]) -> None:
    known = {u["id"] for u in json.loads((EXPORT / "users.json").read_text(encoding="utf-8"))}
    script = load("script.json")
    named = {s["user"] for s in steps if "user" in s} | {m["user"] for m in exported() if m.get("user")}
    named |= {p for s in steps for p in USER_ID.findall(s.get("text", ""))}
    named |= {a["user"] for a in script["answers"]} | {n["user"] for n in script["nudges"]}
    named |= {i[role] for i in script["action_items"] for role in ("owner", "by")}
    named |= {script["start"]["user"], script["start"]["modal"]["lead"], *(c["user"] for c in script["timeline"].values())}
    named |= {p["user"] for p in load("truth.json")["participants"]}
    assert named <= known


def test_the_people_have_names_and_zones_that_are_hard_to_get_right() -> None:
    people = load("workspace.json")["people"]
    names = " ".join(p["display"] + p["first"] for p in people)
    assert 12 <= len(people) <= 16
    assert len({p["tz"] for p in people}) >= 3
    for sign in ("'", "-", "\N{OWL}"):
        assert sign in names
    assert re.search("[\u0590-\u05ff]", names)
    assert re.search("[\u4e00-\u9fff]", names)


def test_the_channel_lists_its_pins_and_members(channel: ExportedChannel, steps: list[Json]) -> None:
    listed = json.loads((EXPORT / "channels.json").read_text(encoding="utf-8"))[0]
    assert listed["name"].startswith("inc-2042-")
    assert {p["id"] for p in listed["pins"]} == {m.ts for m in channel.messages if m.pinned_by}
    assert {s["user"] for s in steps if s["do"] == "leave"}.isdisjoint(listed["members"])
    assert listed["topic"]["value"].startswith("RESOLVED")


def test_what_was_deleted_is_gone_for_the_reader_of_exports(channel: ExportedChannel, steps: list[Json]) -> None:
    deleted = {s["ts"] for s in steps if s["do"] == "delete"}
    words = [s["text"] for s in steps if s["do"] == "say" and s["ts"] in deleted]
    assert deleted.isdisjoint(m.ts for m in channel.messages)
    assert not any(w in m.text for w in words for m in channel.messages)


def test_hostile_text_is_there(channel: ExportedChannel) -> None:
    raw = json.dumps(exported())
    assert "<!channel>" in raw
    assert "<javascript:" in raw
    assert any(re.search("[\u0590-\u05ff]", m.text) for m in channel.messages if m.kind is MessageKind.SAID)


def test_the_truth_names_messages_that_are_there(channel: ExportedChannel) -> None:
    truth, there = load("truth.json"), {m["ts"] for m in exported()}
    readable = {m.ts for m in channel.messages}
    assert truth["channel"]["name"] == channel.name
    for milestone in MILESTONES:
        assert truth[milestone]["ts"] in readable
    times = [datetime.fromisoformat(truth[m]["at"]) for m in MILESTONES]
    assert times == sorted(times)
    must = truth["must_include"]
    assert 20 <= len(must) <= 35
    assert {m["ts"] for m in must} | {a for m in must for a in m.get("alt", ())} <= readable
    assert all(m["kind"] and m["why"] for m in must)
    assert {f["ts"] for key in ("action_items", "impact_facts") for f in truth[key]} <= readable
    noise = set(truth["must_exclude"])
    # The deleted ones count as noise under the ts that they had.
    assert noise <= there | {m["deleted_ts"] for m in exported() if m.get("deleted_ts")}
    assert noise.isdisjoint(m["ts"] for m in must)


def test_the_scripted_answers_cover_every_section_and_several_voices() -> None:
    answers = load("script.json")["answers"]
    assert 25 <= len(answers) <= 40
    assert {a["section"] for a in answers} == SECTIONS
    assert len({a["user"] for a in answers}) >= 6
    for section in SECTIONS - {"history"}:
        assert len({a["user"] for a in answers if a["section"] == section}) > 1
    assert [a["text"] for a in answers if a.get("skip")] == ["skip"]
    assert max(len(a["text"]) for a in answers) >= 1500
    assert sum(1 for a in answers if a.get("blaming")) == 1
    assert {k for a in answers for k in a.get("kind", ())} == {"technical", "process", "human"}
    assert all(set(a["safeguard"]) == {"what", "expected", "did"} for a in answers if "safeguard" in a)
    assert sum(1 for a in answers if "safeguard" in a) >= 2
    assert any("temporary" in a for a in answers)
    assert all(a["for"] for a in answers)


def test_the_script_refers_to_messages_and_items_that_exist(channel: ExportedChannel) -> None:
    script, readable = load("script.json"), {m.ts for m in channel.messages}
    choices, items = script["timeline"], {i["id"]: i for i in script["action_items"]}
    assert {choices[c]["ts"] for c in ("hide", "edit", "confirm")} <= readable
    assert choices["confirm"]["at"] == load("truth.json")[choices["confirm"]["milestone"]]["at"]
    assert 5 <= len(items) <= 6
    assert {i["ts"] for i in items.values()} <= readable
    assert all(re.fullmatch(r"\+\d+", i["due"]) for i in items.values())
    temporary = [i for i in items.values() if i["kind"] == "temporary"]
    assert [i["replaced_by"] in items and bool(i["expires"]) for i in temporary] == [True]
    assert {n["do"] for n in script["nudges"]} == {"complete", "snooze"}
    assert all(items[n["item"]]["owner"] == n["user"] for n in script["nudges"])


async def test_heard_live_or_read_from_the_export_the_incident_is_the_same(
    sqlite_url: str, channel: ExportedChannel, steps: list[Json]
) -> None:
    async with stage(sqlite_url, channel=channel.name) as at:
        done = 0

        async def breathe(_step: Json) -> None:
            nonlocal done
            done += 1
            if done % 20 == 0:  # all at once would be more than Slack sends, and than a busy machine answers in time
                await at.slack.courier.idle()

        await play(at, steps, breathe)
        async with at.app.store.work("T0PLAY") as work:
            heard = {m.ts: m for m in await work.messages.of(CHANNEL)}
        assert not at.slack.state.errors
    read = {m.ts: m for m in channel.messages}
    assert heard.keys() == read.keys()
    for ts, message in read.items():
        live = heard[ts]
        for part in ("text", "kind", "author", "thread_ts", "broadcast", "files", "pinned_by"):
            assert getattr(live, part) == getattr(message, part), (part, message.text)
        assert {n: set(u) for n, u in live.reactions.items()} == {n: set(u) for n, u in message.reactions.items()}


def test_the_source_of_the_facts_is_cited() -> None:
    source = (DEMO / "SOURCE.md").read_text(encoding="utf-8")
    for part in ("October 21 post-incident analysis", "30 October 2018", "https://github.blog/", "invented"):
        assert part in source
