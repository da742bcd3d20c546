"""The model of meaning, as installed by the extra."""

import pytest

from bot.coach_files import load_coach
from bot.meaning import WordPieces, load_meaning, plain
from bot.yaml_files import find


def test_people_links_code_and_figures_are_one_word_each() -> None:
    text = "<@U1> ran `rm -rf x` at 14:02, see <https://e.example/a> :slow_clap:"
    assert plain(text) == "alex ran code at 7, see link slow clap"


def test_a_word_is_cut_into_the_longest_pieces_known() -> None:
    pieces = WordPieces(["[UNK]", "[CLS]", "[SEP]", "un", "##read", "##re", ",", "e"])
    assert pieces("Unread, É") == [1, 3, 4, 6, 7, 2]
    assert pieces("xyz") == [1, 0, 2]


def test_it_tells_blame_from_a_wish_and_sums_to_one() -> None:
    model = load_meaning(find("coach/meaning.npz", None))
    assert model is not None
    blame, wish = model("the baker should have closed the oven"), model("the oven should close by itself")
    assert sum(blame) == pytest.approx(1, abs=1e-4)
    assert blame[0] < 0.5 < wish[0]


def test_where_the_extra_is_missing_the_coach_reads_by_grammar() -> None:
    reader = load_coach(meaning=False).reader
    assert reader.meaning is None
    assert reader.find("the baker is lazy and should have closed the oven") is not None
    assert reader.find("the baker closed the oven at five") is None
