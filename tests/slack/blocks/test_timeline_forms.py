import pytest

from bot.playground.block_check import view_faults
from bot.prompts import load_prompts
from bot.slack.blocks import timeline_forms as forms
from bot.slack.where import Where
from tests.slack.blocks.timeline_scene import NOW, scene

SAY = load_prompts()
WHERE = Where("P1", "C1")
SHOWN, _ = scene()
ENTRIES = SHOWN.timeline.entries


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e.id)
def test_slack_takes_every_form_of_every_line(entry: object) -> None:
    assert entry in ENTRIES
    line = next(e for e in ENTRIES if e is entry)
    for view in (
        forms.edit_form(line, SHOWN, WHERE, SAY),
        forms.edit_form(line, SHOWN, WHERE, SAY, mine="mine", overtaken_by="<@U1>"),
        forms.note_form(line, SHOWN, WHERE, SAY),
        forms.cut_form(line, WHERE, SAY),
    ):
        assert view_faults(view) == []


def test_slack_takes_the_forms_of_the_whole() -> None:
    for view in (forms.line_form(SAY, WHERE, NOW), forms.milestone_form(SHOWN, WHERE, SAY), forms.window_form(SHOWN, WHERE, SAY)):
        assert view_faults(view) == []


def test_whoever_was_slower_finds_their_own_words_and_the_others() -> None:
    view = forms.edit_form(ENTRIES[0], SHOWN, WHERE, SAY, mine="my words", overtaken_by="<@U1>")
    field = next(b for b in view["blocks"] if b.get("block_id") == "text")
    assert field["element"]["initial_value"] == "my words"
    assert "<@U1> changed this line" in str(view["blocks"])
