"""What the coach speaks of and what it lets pass, in words that are in none of its examples."""

import pytest

from bot.coach_files import load_coach
from bot.domain.blameless import CLASSES, blended, windows

READER = load_coach().reader


@pytest.mark.parametrize(
    "text",
    [
        "the groom should have closed the stable door before he left",
        "why didn't the baker call us at five?",
        "The winery lost 400 litres because of the cellar master, that's all there is to say.",
        "Root cause: human error by the florist.",
        "nobody at the bakery bothered to look at the oven",
        "it was obvious to everyone that the dough would not rise",
        "the gardeners are lazy and incompetent",
    ],
)
def test_blame_is_found_in_trades_it_never_read_of(text: str) -> None:
    found = READER.find(text)
    assert found is not None
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "the oven alarm should have rung at 240 °C, its cable was loose",
        "The baker opened the oven at 05:10 and closed it at 05:12",
        "we should order a second thermometer by May",
        "what did the display of the oven show at five?",
        "thank you for staying until the last loaf was out",
        "the thermostat was faulty, a new one is in since noon",
        "I missed the call because the cellar has no reception and there is no landline",
        "A guest wrote: “your bakers are idiots”. We answered with a voucher.",
        "sorry, wrong thread",
    ],
)
def test_what_is_no_blame_passes(text: str) -> None:
    assert READER.find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Der Bäcker hätte den Ofen schließen müssen, das war doch klar.",
        "Le boulanger aurait dû fermer le four, c'était évident.",
        "El panadero debería haber cerrado el horno.",
        "パン屋がオーブンを閉めるべきだった",
        "الخباز هو السبب",
        "",
        "   \n ",
        ":wave:",
    ],
)
def test_of_other_languages_and_of_nothing_it_says_nothing(text: str) -> None:
    assert READER.find(text) is None


def test_blame_in_a_long_report_is_found_where_it_stands() -> None:
    calm = "The belt stopped at 14:02 and ran again at 14:20. Sensor 4 sent no data in this time. "
    blame = "The operator was lazy and should have looked at the belt. "
    text = calm * 8 + blame + calm * 8
    found = READER.find(text)
    assert found is not None
    assert text.index(blame) <= found.start < found.end <= text.index(blame) + len(blame)


def test_a_long_calm_report_stays_uncommented() -> None:
    assert READER.find("The belt stopped at 14:02 and ran again at 14:20. Sensor 4 sent no data in this time. " * 30) is None


def test_the_windows_of_a_long_text_cover_each_sentence() -> None:
    text = "One two three four five six seven. " * 20
    assert windows(text)[0][0] == 0
    assert windows(text)[-1][1] == len(text.rstrip())


def test_of_a_huge_text_only_the_beginning_is_read() -> None:
    assert (
        READER.find(
            "The belt ran from 14:02 to 14:20, and sensor 4 sent no data in this time. " * 120
            + "The driver was lazy and should have asked."
        )
        is None
    )


def test_two_opinions_are_blended_into_one_that_sums_to_one() -> None:
    sure, unsure = [0.02, 0.98, *[0.0] * 6], [0.5, 0.5, *[0.0] * 6]
    both = blended(sure, unsure, 0.5)
    assert sum(both) == pytest.approx(1)
    assert unsure[1] < both[1] < sure[1]
    assert len(both) == len(CLASSES)
