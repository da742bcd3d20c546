import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.lexicon import classes, forms, tokens


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rolled back the deploy", "did"),
        ("restarting the workers", "doing"),
        ("Let’s drain the node first", "decide"),
        ("that LOOKS like a leak", "explain"),
        ("Ursache ist ein abgelaufenes Zertifikat", "explain"),
        ("vamos a revertir", "decide"),
        ("la panne vient du réseau", "symptom"),
        ("原因はクォータです", "explain"),
        ("復旧しました", "better"),
        ("my laptop is slow", "personal"),
        ("Maßnahmen bitte hier", "follow"),
    ],
)
def test_words_and_phrases_of_several_languages_point_to_a_class(text: str, name: str) -> None:
    assert name in classes(tokens(text), text)


def test_a_phrase_needs_all_its_words_in_a_row() -> None:
    assert "tell" not in classes(tokens("what a status on that page"), "what a status on that page")
    assert "tell" in classes(tokens("the status page is up"), "the status page is up")


def test_verbs_take_their_forms() -> None:
    assert forms("stop") == (("stop", "stops"), "stopping", ("stopped",))
    assert forms("purge") == (("purge", "purges"), "purging", ("purged",))
    assert forms("freeze")[2] == ("frozen", "froze")


@given(st.text())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_any_text_has_words_and_classes(text: str) -> None:
    assert classes(tokens(text), text) <= classes(tokens(text), text)
    assert all(word.strip() for word in tokens(text))
