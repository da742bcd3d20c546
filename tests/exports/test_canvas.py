from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.canvas import MOST_BYTES, canvas_of
from bot.exports.composing import document
from bot.prompts import load_prompts
from tests.hostile import HOSTILE
from tests.reports import a_report, entry, numbered

SAY = load_prompts()
KIND = SAY.reports["internal"]


def test_a_report_that_is_too_long_says_where_the_rest_is() -> None:
    made = canvas_of(document(a_report(said=["word " * 1000] * 300), KIND, SAY), "The rest is elsewhere.")
    assert len(made.encode()) <= MOST_BYTES
    assert made.endswith("*The rest is elsewhere.*\n")
    assert made.startswith("# Postmortem 7")


def test_it_holds_no_picture_and_headings_that_a_canvas_knows() -> None:
    made = canvas_of(document(a_report(lines=numbered(3)), KIND, SAY), "")
    assert "The incident as a picture" not in made
    assert "####" not in made


@given(st.one_of(st.text(), HOSTILE, st.sampled_from(["![](@U0ADA)", "![](#C0INC)", "<@U0ADA>", "@channel"])))
@settings(max_examples=60)
def test_nobody_is_called_and_nothing_is_shown_by_what_people_wrote(text: str) -> None:
    made = canvas_of(document(a_report(said=(text,), lines=[entry(text or "-")], name=text), KIND, SAY), "")
    assert "![](" not in made.replace("\\!\\[", "")
