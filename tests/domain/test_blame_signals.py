"""The same thing said in two trades gives the same signals; who a sentence is about makes the difference."""

from bot.coach_files import load_lexicon
from bot.domain.blame_signals import signals

LEXICON = load_lexicon()


def names(text: str) -> set[str]:
    return {s.name for s in signals(text, LEXICON) if s.name.startswith(("m:", "c:"))}


def test_two_trades_say_one_thing() -> None:
    assert names("the anaesthetist should have asked") == names("the shunter should have asked")


def test_a_person_and_a_system_are_told_apart() -> None:
    assert names("the alarm should have asked") != names("the nurse should have asked")


def test_a_role_that_no_list_names_is_known_by_its_ending() -> None:
    assert "m:the PERSON" in names("the zookeeper went home")


def test_every_signal_stands_within_the_text() -> None:
    text = "<@U1> ran `rm` at 14:02 :slow_clap: great job, “nobody” cared…"
    assert all(0 <= s.start <= s.end <= len(text) for s in signals(text, LEXICON))


def test_a_word_inside_code_says_nothing() -> None:
    assert "l:verdict" not in {s.name for s in signals("`stupid idiot` is in the log", LEXICON)}


def test_an_empty_text_has_no_more_than_its_bias() -> None:
    assert [s.name for s in signals("", LEXICON)] == ["bias"]
