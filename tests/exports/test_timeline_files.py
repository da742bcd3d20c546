import json
from zoneinfo import ZoneInfo

import pytest

from bot.domain.report import Links
from bot.exports.timeline_files import FORMS, Told, told_as
from bot.prompts import load_prompts
from tests.exports.test_timeline_picture import incident

TOLD = Told(incident(), "Postmortem 7 · Checkout is down", {"U1": "Ada"}, Links("https://x.slack.com"))
BEGINS = {"json": b"{", "csv": b"at,local_time", "md": b"# Postmortem 7", "svg": b"<svg", "png": b"\x89PNG"}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_timeline(form: str) -> None:
    made = told_as(TOLD, form, ZoneInfo("UTC"), load_prompts())
    assert made.startswith(BEGINS[form])
    if form in {"json", "csv", "md"}:
        assert made.count(b"rolling back the deploy") == sum("rolling back" in e.text for e in TOLD.timeline.entries)


def test_the_json_keeps_its_shape() -> None:
    made = json.loads(told_as(TOLD, "json", ZoneInfo("UTC"), load_prompts()))
    assert set(made) == {"milestones", "entries", "action_items", "impact_facts"}
