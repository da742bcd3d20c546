"""What people answered about two incidents, replayed through the front door in Slack's shapes."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.domain.interview import is_content
from bot.exports.report_json import report_json
from tests.journeys.interviewing import fill, in_thread, report_of, report_text, words
from tests.journeys.stage import CHANNEL, Stage, stage

DATA = Path(__file__).parent.parent / "data"
Json = dict[str, Any]
# Which of a section's questions what was asked belongs to, by a word of its topic; else the section's first.
TOPICS = {
    "money": "business", "outside of the product": "business", "missing": "missing", "in your order": "saw_and_did",
    "safeguards": "safeguards", "look right": "human", "temporary": "temporary", "helped": "helped",
}  # fmt: skip
SECTIONS = ("summary", "impact", "timeline", "root_cause", "resolution", "action_items")
ISOLATED = re.compile("\u2068[^\u2069\n]*\u2069")


def load(name: str) -> list[Json]:
    return list(json.loads((DATA / "interviews" / f"{name}.json").read_text(encoding="utf-8")))


def happen(at: Stage, name: str) -> None:
    """Bring in the people, and what they wrote in the incident's channel: the bot reads it back at the start."""
    at.slack.settings.ack_seconds = 30
    folder = DATA / "incidents" / name
    for person in json.loads((folder / "users.json").read_text(encoding="utf-8")):
        at.slack.state.people[person["id"]] = {"tz": "Etc/UTC", **person}
        at.slack.state.channels[CHANNEL].members.add(person["id"])
    days = [d for place in folder.iterdir() if place.is_dir() for d in sorted(place.glob("*.json"))]
    for day in days:
        for message in json.loads(day.read_text(encoding="utf-8")):
            if message.get("subtype") not in {"tombstone", "message_deleted"}:
                at.slack.state.channels[CHANNEL].messages[message["ts"]] = message


def question_of(at: Stage, answer: Json) -> str:
    part = at.app.say.guide.templates["full"].section(answer["section"])
    assert part is not None
    named = next((q for topic, q in TOPICS.items() if topic in answer["question_topic"]), "")
    return named if named in {q.id for q in part.questions} else part.questions[0].id


async def answer_all(at: Stage, answers: list[Json]) -> None:
    """Everybody answers in the threads, question by question, as Slack would send it."""
    for section in SECTIONS:
        part = at.app.say.guide.templates["full"].section(section)
        assert part is not None
        mine = [a for a in answers if a["section"] == section]
        for number, question in enumerate(part.questions):
            if number:
                standing = [m for m in in_thread(at, part.title) if "next_question" in str(m["blocks"])]
                await at.slack.people.press("U0ADA", CHANNEL, standing[-1]["ts"], "next_question")
                await at.quiet()
            for answer in (a for a in mine if question_of(at, a) == question.id):
                for text in (answer["answer"], (answer.get("follow_up") or {}).get("answer")):
                    if text:
                        at.slack.people.say(answer["user"], CHANNEL, html.escape(text, quote=False), at.thread(part.title))
                        await at.quiet()


async def replayed(at: Stage, name: str) -> list[Json]:
    answers = load(name)
    happen(at, name)
    await at.start(title="What happened")
    await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview")
    await at.quiet()
    await answer_all(at, answers)
    await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
    await at.quiet()
    return answers


def plain(text: str) -> str:
    """A text as a reader sees it, whatever form it stands in: no escapes, no isolates, one kind of space."""
    unescaped = re.sub(r"\\([\\`*_{}\[\]<>()#+\-!|~&.])", r"\1", html.unescape(text))
    unescaped = re.sub(r"<@[A-Z0-9]+>", "@somebody", unescaped)  # as a mention of nobody known is shown
    return " ".join(re.sub("[\u2066-\u2069\u202a-\u202e\u200e\u200f]", "", unescaped).split())


def slack_words(at: Stage) -> str:
    """All that the report's messages in Slack show."""
    root = next(m for m in at.from_bot() if m["text"].startswith("The report of postmortem"))
    messages = [m for m in at.from_bot() if m["ts"] == root["ts"] or m.get("thread_ts") == root["ts"]]
    return "".join(_texts([m["blocks"] for m in messages]))


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [str(node["text"])] if isinstance(node.get("text"), str) else []
        return own + [t for k, v in node.items() if k != "text" or not isinstance(v, str) for t in _texts(v)]
    return [t for v in node for t in _texts(v)] if isinstance(node, list) else []


@pytest.mark.parametrize("name", ["db-primary-wipe", "backbone-route-withdrawal"])
async def test_every_answer_of_every_person_is_in_the_report(sqlite_url: str, name: str) -> None:
    async with stage(sqlite_url, channel="database-team") as at:
        answers = await replayed(at, name)
        report = await report_of(at)
        assert not at.slack.state.errors
        said = [(s.by, s.text) for part in report.sections for q in part.questions for s in q.said]
        forms = {
            "slack": plain(slack_words(at)),
            "markdown": plain(await report_text(at)),
            "json": plain(
                " ".join(a["text"] for p in report_json(report)["sections"] for q in p["questions"] for a in q["answers"])
            ),
        }
        for answer in answers:
            texts = [answer["answer"]] + ([answer["follow_up"]["answer"]] if "follow_up" in answer else [])
            for text in texts if "skip" not in answer["tags"] else []:
                assert any(by == answer["user"] and plain(kept) == plain(text) for by, kept in said), answer["id"]
                for form, shown in forms.items():
                    assert plain(text) in shown, (answer["id"], form)
        _skips(answers, report)
        _long_ones(answers, slack_words(at))
        _injections(answers, at, await report_text(at))
        _right_to_left(answers, slack_words(at), await report_text(at))
        _emoji(answers, report)
        _contradictions(answers, report)
        _follow_ups(answers, at)


def _skips(answers: list[Json], report: Any) -> None:
    for answer in (a for a in answers if "skip" in a["tags"]):
        part = next(s for s in report.sections if s.id == answer["section"])
        assert any(answer["user"] in q.skipped_by for q in part.questions)
        assert not any(s.by == answer["user"] and s.text.strip() == "skip" for q in part.questions for s in q.said)


def _long_ones(answers: list[Json], shown: str) -> None:
    for answer in (a for a in answers if "long" in a["tags"]):
        assert len(answer["answer"]) > 5500
        assert plain(answer["answer"]) in plain(shown)


def _injections(answers: list[Json], at: Stage, markdown: str) -> None:
    for answer in (a for a in answers if "injection" in a["tags"]):
        for message in at.from_bot():
            kinds = re.findall(r"'type': '(broadcast|usergroup|user|channel)'", str(message["blocks"]))
            assert kinds == []
            assert not re.search(r"<!(channel|here|everyone|subteam)|<@U000000000>", words(message))
        from markdown_it import MarkdownIt

        tokens = [
            t for block in MarkdownIt("commonmark", {"html": True}).parse(markdown) for t in (block, *(block.children or ()))
        ]
        assert not [t for t in tokens if t.type in {"html_inline", "html_block", "image", "fence", "code_inline"}]
        links = [t.attrGet("href") for t in tokens if t.type == "link_open"]
        assert all(str(href).startswith("https://playground.slack.com/") for href in links)
        assert answer["answer"]


def _right_to_left(answers: list[Json], *forms: str) -> None:
    for answer in (a for a in answers if "rtl" in a["tags"]):
        for shown in forms:
            assert any(plain(answer["answer"])[:40] in plain(run) for run in ISOLATED.findall(shown)), answer["id"]
            assert not re.search("[\u202a-\u202e]", shown)


def _emoji(answers: list[Json], report: Any) -> None:
    for answer in (a for a in answers if "emoji_only" in a["tags"]):
        assert not is_content(answer["answer"])
        others = {a["user"] for a in answers if a is not answer and is_content(a["answer"])}
        assert (answer["user"] in report.heard) == (answer["user"] in others)


def _contradictions(answers: list[Json], report: Any) -> None:
    by_id = {a["id"]: a for a in answers}
    found = [{d.first.by, d.second.by} for d in report.differing]
    for answer in answers:
        for tag in (t for t in answer["tags"] if t.startswith("contradicts:")):
            other = by_id[tag.partition(":")[2]]
            part = next(s for s in report.sections if s.id == answer["section"])
            voices = {s.by for q in part.questions for s in q.said}
            assert {answer["user"], other["user"]} <= voices
            # Where the words show it (figures, times, a denial) the pair stands side by side by itself.
            if re.search(r"\d", answer["answer"]):
                assert {answer["user"], other["user"]} in found, answer["id"]


def _follow_ups(answers: list[Json], at: Stage) -> None:
    asked = [re.match(r"<@(\w+)>", words(m)) for m in at.from_bot() if m.get("thread_ts")]
    people = [m[1] for m in asked if m]
    complete = {a["user"] for a in answers} - set(people)
    assert len(complete) > len(set(people))
    for answer in (a for a in answers if {"long", "skip", "emoji_only"} & set(a["tags"])):
        titles = [s.title for s in at.app.say.guide.templates["full"].sections if s.id == answer["section"]]
        mine = [m for m in in_thread(at, titles[0]) if words(m).startswith(f"<@{answer['user']}>")]
        same = [a for a in answers if a["user"] == answer["user"] and a["section"] == answer["section"] and a is not answer]
        assert len(mine) <= len(same)


async def test_a_section_in_a_form_and_a_dm_write_the_same_answers(sqlite_url: str) -> None:
    long = next(a for a in load("db-primary-wipe") if "long" in a["tags"])["answer"]
    hostile = next(a for a in load("db-primary-wipe") if "injection" in a["tags"])["answer"]
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0SAM", CHANNEL, "/postmortem", "interview dm")
        await at.quiet()
        dm = at.slack.state.dm("U0SAM").id
        at.slack.people.say("U0SAM", dm, html.escape(long, quote=False))
        await at.quiet()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview form summary")
        assert not await fill(at, "U0ADA", what_happened=hostile)
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "close")
        await at.quiet()
        shown = plain(slack_words(at))
        assert plain(long) in shown
        assert plain(hostile) in shown
