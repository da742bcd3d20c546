"""The picture holds what the timeline says, bears whatever people wrote, and tells nothing by colour alone."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from bot.domain.message import Message
from bot.domain.milestones import MilestoneName
from bot.domain.timeline import Timeline, draft
from bot.exports.timeline_picture import LEFT, WIDTH, picture
from bot.prompts import load_prompts

SAY = load_prompts()
START = datetime(2026, 11, 24, 22, tzinfo=UTC)
WORDS = ("errors on checkout, alert fired", "rolling back the deploy now", "40 customers failed to pay", "all clear, it is over")


def incident(minutes: int = 40) -> Timeline:
    said = [Message("C1", f"{(START + timedelta(minutes=n * minutes)).timestamp():.6f}", "U1", WORDS[n % 4]) for n in range(8)]
    return draft(said, {})


def parts(svg: str, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


def words(svg: str) -> str:
    return " ".join(t.text or "" for t in parts(svg, "text"))


def test_it_says_what_when_and_in_which_zone() -> None:
    said = words(picture(incident(), "Postmortem 7 · Checkout is down", ZoneInfo("Asia/Tokyo"), SAY))
    assert "Checkout is down" in said
    assert "2026-11-25" in said
    assert "Asia/Tokyo" in said
    assert "40 min" in said


def test_a_milestone_that_nobody_stated_says_so() -> None:
    empty = replace(incident(), milestones=dict.fromkeys(MilestoneName))
    assert words(picture(empty, "x", ZoneInfo("UTC"), SAY)).count("not stated") == 5


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", 'a "quoted" & long ' * 20, "\x00\x1b[31m", "דנה 🦊 陳"])
def test_whatever_the_title_is_the_picture_stays_one(title: str) -> None:
    svg = picture(incident(), title, ZoneInfo("UTC"), SAY)
    assert parts(svg, "script") == []
    assert words(svg)


@pytest.mark.parametrize("minutes", [0, 1, 7, 60, 60 * 24, 60 * 24 * 30])
def test_everything_stays_inside_and_legible_however_long_it_took(minutes: int) -> None:
    svg = picture(incident(minutes), "x", ZoneInfo("America/New_York"), SAY)
    for mark in parts(svg, "rect"):
        x = float(mark.get("x") or 0)
        assert x + float(mark.get("width") or 0) <= WIDTH + 1
    circles = [float(c.get("cx") or 0) for c in parts(svg, "circle") if c.get("r") == "13"]
    assert all(0 < x < WIDTH for x in circles)
    assert min(int(t.get("font-size") or 0) for t in parts(svg, "text")) >= 18
    assert len([t for t in parts(svg, "text") if re.fullmatch(r"\d\d:\d\d", t.text or "")]) <= 8
    assert LEFT < WIDTH


def test_the_stretches_between_milestones_differ_by_pattern_and_no_mark_has_a_colour() -> None:
    svg = picture(incident(), "x", ZoneInfo("UTC"), SAY)
    for found in re.findall(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", svg):
        channels = [found[i : i + len(found) // 3] for i in range(0, len(found), len(found) // 3)]
        assert max(channels) == min(channels) or found == "1d1c1d"


def test_an_empty_timeline_says_so() -> None:
    assert "no lines yet" in words(picture(Timeline(), "x", ZoneInfo("UTC"), SAY))
