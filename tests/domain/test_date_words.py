import pytest

from bot.domain.date_words import in_english


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("bis Ende des Monats", "end of month"),
        ("nächste Woche", "next week"),
        ("in zwei Wochen", "in 2 weeks"),
        ("pour le 2 février", "by 2 february"),
        ("el próximo lunes", "next monday"),
        ("até o fim do mês", "end of month"),
        ("mañana", "tomorrow"),
        ("明日までに", " by tomorrow に"),
    ],
)
def test_words_for_days_are_said_again_in_english(said: str, english: str) -> None:
    assert in_english(said) == english


def test_all_else_stays_as_it_is() -> None:
    assert in_english("restart db-4 by friday, 2 pods") == "restart db-4 by friday, 2 pods"
