from dataclasses import replace

from bot.domain.curation import Hide, SetMilestone, Undo
from bot.domain.milestones import MilestoneName
from bot.playground.block_check import view_faults
from bot.prompts import load_prompts
from bot.slack.blocks.timeline_history import history_window
from bot.slack.where import HISTORY, Where
from tests.journeys.curating import texts
from tests.slack.blocks.timeline_scene import NOW, log, scene

SAY = load_prompts()
WHERE = Where("P1", "C1", HISTORY)


def test_slack_takes_the_history_and_it_names_who_did_what() -> None:
    shown, curation = scene()
    view = history_window(shown, curation, WHERE, SAY)
    assert view_faults(view) == []
    said = "\n".join(texts(view["blocks"]))
    assert "O'Brien-Smith" in said
    assert "hid" in said


def test_what_was_undone_says_by_whom_and_can_be_done_again() -> None:
    shown, _ = scene()
    curation = log(SetMilestone(MilestoneName.RESOLVED, NOW), Undo("step-1"))
    view = history_window(shown, curation, WHERE, SAY)
    said = "\n".join(texts(view["blocks"]))
    assert "undone by" in said
    button = next(b["accessory"] for b in view["blocks"] if "accessory" in b)
    assert (button["text"]["text"], button["value"]) == ("Redo", "step-2")


def test_steps_on_lines_of_a_channel_that_the_reader_may_not_read_are_not_there() -> None:
    shown, _ = scene()
    curation = log(Hide(("C9:1.0",)), Hide(("C1:1795502400.000100",)))
    view = history_window(replace(shown, channels={"C1": "inc-1"}), curation, WHERE, SAY)
    assert len([b for b in view["blocks"] if str(b.get("block_id")).startswith("step:")]) == 1


def test_a_long_history_has_pages() -> None:
    shown, _ = scene()
    curation = log(*(Hide((f"C1:{n}.0",)) for n in range(40)))
    for page in range(4):
        assert view_faults(history_window(shown, curation, replace(WHERE, page=page), SAY)) == []
