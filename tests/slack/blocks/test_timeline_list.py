"""The windows bear whatever people wrote, and Slack takes them."""

from dataclasses import replace

import pytest

from bot.playground.block_check import block_faults, too_much_text, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.timeline_list import failed, list_window, loading, thread_list
from bot.slack.where import APART, LEFT_OUT, LINES, OFFERED, Where
from tests.journeys.curating import texts
from tests.slack.blocks.timeline_scene import scene

SAY = load_prompts()
WHERE = Where("P1", "C1")


@pytest.mark.parametrize("tab", [LINES, LEFT_OUT, OFFERED, APART])
def test_slack_takes_every_page_of_every_list(tab: str) -> None:
    shown, _ = scene()
    shown = replace(
        shown, apart=tuple(shown.timeline.left_out), timeline=replace(shown.timeline, offered=shown.timeline.entries[:20])
    )
    for page in range(8):
        view = list_window(shown, replace(WHERE, tab=tab, page=page), SAY, "Sam was faster.")
        assert view_faults(view) == []


def test_slack_takes_every_page_in_the_thread() -> None:
    shown, _ = scene()
    for page in range(5):
        blocks = thread_list(shown, page, SAY)
        assert block_faults(blocks) == []
        assert not too_much_text(blocks)


def test_nothing_that_people_wrote_calls_anybody_or_turns_into_markup() -> None:
    shown, _ = scene()
    said = "\n".join(texts(list_window(shown, WHERE, SAY)["blocks"]))
    assert "<!channel>" not in said
    assert "<script>" not in said
    assert "\u202e" not in said


def test_a_line_says_when_who_where_from_and_why_in_few_characters() -> None:
    shown, _ = scene()
    lines = [b["text"]["text"] for b in list_window(shown, WHERE, SAY)["blocks"] if str(b.get("block_id")).startswith("line:")]
    assert any("#db-ops" in line for line in lines)
    assert any("source" in line for line in lines)
    assert any("graph.png" in line for line in lines)
    assert all(len(line) < 1500 for line in lines)


def test_the_date_stands_where_the_readers_day_changes_and_silence_is_named() -> None:
    shown, _ = scene()
    view = list_window(shown, WHERE, SAY)
    heads = [t for b in view["blocks"] if b["type"] == "context" for t in texts(b)]
    assert sum("{date_long}" in h for h in heads) >= 1
    assert any("nothing for 40 min" in h for h in heads)


def test_the_window_opens_at_once_and_says_what_failed() -> None:
    assert view_faults(loading(SAY, WHERE)) == []
    assert "no postmortem" in str(failed(SAY, WHERE, "There is no postmortem here.")["blocks"])


def test_what_is_closed_offers_nothing_to_change() -> None:
    shown, _ = scene()
    from bot.domain.postmortem import Status

    closed = replace(shown, postmortem=replace(shown.postmortem, status=Status.PUBLISHED))
    view = list_window(closed, WHERE, SAY)
    assert "'line_menu'" not in str(view)
    assert "accept_timeline" not in str(view)
