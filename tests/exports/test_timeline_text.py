import csv
import io
import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings

from bot.domain.classify import EntryKind
from bot.domain.curation import Add, Change, Curation, Dispute, Note, Step
from bot.domain.report import Links
from bot.domain.timeline import Timeline, draft
from bot.exports.timeline_text import COLUMNS, timeline_csv, timeline_markdown
from bot.prompts import load_prompts
from tests.hostile import HOSTILE

SAY, LINKS = load_prompts(), Links("https://x.slack.com/")
NIGHT = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)
NAMES = {"U1": "Ada", "U2": "=Sam"}


def timeline(*texts: str) -> Timeline:
    adds = [
        Add(f"m:{n}", NIGHT.replace(minute=min(59, n)) if n else NIGHT.replace(day=25, hour=1), text, EntryKind.ACTION, "=1+1")
        for n, text in enumerate(texts)
    ]
    more: list[Change] = [Note(("m:1",), "=cmd()"), Dispute(("m:1",), "it was later")]
    steps = [Step(n, f"s{n}", c, "U2", NIGHT) for n, c in enumerate([*adds, *more], 1)]
    return draft((), {}, Curation(tuple(steps)))


@given(HOSTILE)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_nothing_in_the_csv_is_a_formula_and_every_row_has_its_columns(text: str) -> None:
    made = timeline_csv(timeline("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", text), NAMES, LINKS, ZoneInfo("Asia/Tokyo"), SAY)
    rows = list(csv.reader(io.StringIO(made)))
    assert tuple(rows[0]) == COLUMNS
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]


def test_times_stand_in_the_named_zone_with_their_date() -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_csv(timeline("a", "b"), NAMES, LINKS, ZoneInfo("Asia/Tokyo"), SAY))))
    assert rows[0]["at"] == "2026-11-24T23:01:00Z"
    assert rows[0]["local_time"] == "2026-11-25 08:01:00"
    assert rows[0]["zone"] == "Asia/Tokyo"


def test_markdown_has_a_heading_for_each_day_and_names_silence_and_other_versions() -> None:
    made = timeline_markdown(timeline("a", "b"), NAMES, LINKS, ZoneInfo("UTC"), SAY)
    assert "### 2026-11-24" in made
    assert "### 2026-11-25" in made
    assert "nothing for 2 h 49 min" in made
    assert "it was later" in made


@given(HOSTILE)
@settings(max_examples=40, derandomize=True, deadline=None)
def test_what_people_wrote_stays_text_in_markdown(text: str) -> None:
    made = timeline_markdown(timeline("a", text), NAMES, LINKS, ZoneInfo("UTC"), SAY)
    assert not re.search(r"(?<!\\)<(?:script|b)>|(?<!\\)\]\(javascript", made)
