"""A rewrite keeps every time, number, name of a system, piece of code and link, adds none, and is no blame itself."""

import json
from pathlib import Path

import pytest

from bot.coach_files import load_coach
from bot.domain.blame_rewrite import facts, whole

COACH = load_coach(meaning=False)
LEXICON = COACH.reader.lexicon
FILES = Path(__file__).parent.parent / "data"


def test_facts_are_times_numbers_code_links_and_names_of_systems() -> None:
    text = "Between 14:02 and 15:10 `db-2` lost 3 of 9 replicas in Kafka, see <https://e.example/x?y=1> and #ops"
    assert facts(text, LEXICON) == ["14:02", "15:10", "`db-2`", "3", "9", "Kafka", "<https://e.example/x?y=1>", "#ops"]


def test_a_candidate_that_loses_or_adds_a_number_is_not_whole() -> None:
    assert whole("at 14:02 it stopped", "It stopped at 14:02.", LEXICON)
    assert not whole("at 14:02 it stopped", "It stopped.", LEXICON)
    assert not whole("it stopped", "It stopped at 14:02.", LEXICON)


@pytest.mark.parametrize("name", ["blame_dev.jsonl", "coach/hospital.jsonl"])
def test_no_rewrite_loses_a_fact_or_is_blame(name: str) -> None:
    for line in (FILES / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        remark = COACH.remark(row["text"])
        if remark is not None and remark.rewrite is not None:
            assert whole(row["text"], remark.rewrite, LEXICON), row["id"]
            assert COACH.remark(remark.rewrite) is None, row["id"]
            assert remark.rewrite.count("?") >= 1


def test_what_was_no_blame_stays_as_it_was_written() -> None:
    remark = COACH.remark("Errors from 13:20 to 13:41 on `checkout`. The night shift is lazy and incompetent.")
    assert remark is not None
    assert remark.rewrite is not None
    assert remark.rewrite.startswith("Errors from 13:20 to 13:41 on `checkout`. [ ]")
    assert "lazy" not in remark.rewrite
