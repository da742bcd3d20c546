"""The report as messages that Slack accepts, with nothing of it lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from bot.playground.block_check import block_faults, too_much_text
from bot.prompts import load_prompts
from bot.slack.blocks.report import gist, messages, whole
from tests.hostile import HOSTILE
from tests.reports import a_report, entry, numbered

SAY = load_prompts()


def test_a_long_report_is_cut_into_messages_and_every_line_is_in_one() -> None:
    cut = whole(a_report(lines=numbered(300), said=["word " * 900] * 3), SAY)
    assert len(cut) > 3
    assert all(not block_faults(m) and not too_much_text(m) for m in cut)
    shown = str(cut)
    assert all(f"rolling back {n}\\n" in shown for n in range(300))
    assert shown.count("word") == 2700


def test_the_first_message_tells_how_each_section_begins_and_fits_a_screen() -> None:
    report = a_report(said=["word " * 900, "another"], lines=numbered(300))
    shown = str(gist(report, SAY))
    assert "*Impact* word word" in shown
    assert "…" in shown
    assert "300 lines in the timeline" in shown
    assert len(shown) < 1500
    assert not block_faults(gist(report, SAY))


def test_a_message_is_about_a_screen_high_and_no_heading_stands_alone_at_its_end() -> None:
    cut = whole(a_report(lines=numbered(200), said=["Some words of an answer."] * 30), SAY)
    assert max(map(len, cut)) < 30
    assert all(
        message[-1]["type"] not in {"header", "section"}
        or "text" not in message[-1]
        or not message[-1]["text"]["text"].startswith("_")
        for message in cut[:-1]
    )
    assert all(message[-1]["type"] != "header" for message in cut)


def test_everybodys_answer_bears_a_name_and_leads_to_its_message() -> None:
    shown = str(messages(a_report(said=["All shops", "Only in Europe"]), SAY))
    assert "All shops" in shown
    assert "Only in Europe" in shown
    assert """'url': 'https://acme.slack.com/archives/C1/p1700000000000100', 'text': "Sam O'Neill\"""" in shown


def test_sections_without_an_answer_take_no_room() -> None:
    assert "Impact" not in str(messages(a_report(said=()), SAY))


@given(HOSTILE)
@settings(max_examples=60)
def test_slack_takes_it_whatever_people_wrote_and_nobody_is_called(text: str) -> None:
    cut = messages(a_report(said=["x" + text], lines=[entry("x" + text)], name=text), SAY)
    assert all(not block_faults(m) for m in cut)
    assert all("<!channel>" not in markup for markup in marked_up(cut))


def marked_up(node: Any) -> list[str]:
    """The texts in which Slack looks for markup: what stands in rich text is no markup."""
    if isinstance(node, dict):
        own = [str(node["text"])] if node.get("type") == "mrkdwn" else []
        return own + [t for child in node.values() for t in marked_up(child)]
    return [t for child in node for t in marked_up(child)] if isinstance(node, list) else []
