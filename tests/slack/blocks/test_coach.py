from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.coach_files import Remark, load_kinds
from bot.domain.blameless import Finding
from bot.playground.block_check import block_faults, too_much_text
from bot.prompts import load_prompts
from bot.slack.blocks.coach import form, remark
from bot.usecases.coaching import Offer, Source
from tests.hostile import HOSTILE

SAY = load_prompts()
KIND = load_kinds()["negligence"]
SOURCE = Source("answer", "P1", "C1", "17.1")


def made(words: str) -> Remark:
    return Remark(Finding("negligence", 0, 1, 0.9), KIND, words, KIND.question(words), None)


def test_without_a_rewrite_there_is_nothing_to_use() -> None:
    shown = str(remark(made("x"), Offer(SOURCE, "m"), SAY))
    assert "coach_use" not in shown
    assert "coach_dismiss" in shown


def test_it_says_which_words_what_kind_why_and_asks_one_thing() -> None:
    shown = remark(made("nobody cared"), Offer(SOURCE, "m", "It was not seen. What shows it?"), SAY)
    first = shown[0]["text"]["text"]
    assert "nobody cared" in first
    assert KIND.name in first
    assert KIND.why in first
    assert first.count("?") == 1


@given(text=HOSTILE, times=st.integers(1, 60))
def test_whatever_was_written_slack_takes_the_remark_and_the_form(text: str, times: int) -> None:
    offer = Offer(SOURCE, "m", (text or "x") * times)
    blocks = remark(made(text * times), offer, SAY)
    assert not block_faults(blocks)
    assert not too_much_text(blocks)
    assert "<!channel>" not in str([b for b in blocks if b["type"] == "section"])
    assert form(offer, "C1", SAY)["private_metadata"].startswith("C1\nanswer|P1")
