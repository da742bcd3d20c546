import pytest

from bot.domain.milestone_words import MITIGATED, RESOLVED, SAID_MITIGATED, TAKEN, affirmed


@pytest.mark.parametrize(
    "text",
    [
        "incident is over, thanks",
        "resolved at 15:14 UTC",
        "both are over",
        "Incident ist damit beendet",
        "damos por resuelto el incidente",
        "incident clos à 10:05 UTC",
        "we call it resolved",
    ],
)
def test_the_end_is_heard_in_several_languages(text: str) -> None:
    assert affirmed(RESOLVED, text)


@pytest.mark.parametrize(
    "text",
    [
        "not resolved yet",
        "is it resolved?",
        "once this is resolved we talk",
        "when all clear, tell support",
        "noch nicht behoben",
        "pas encore résolu",
    ],
)
def test_a_denial_a_question_or_a_hope_is_no_end(text: str) -> None:
    assert not affirmed(RESOLVED, text)


def test_a_denial_counts_in_its_own_clause_only() -> None:
    assert affirmed(RESOLVED, "the cause is not known, resolved at 15:14")


def test_recovery_and_taking_on_are_heard() -> None:
    assert affirmed(SAID_MITIGATED, "mitigated 13:29 UTC")
    assert affirmed(MITIGATED, "site is back up")
    assert affirmed(TAKEN, "bin dran")
    assert not affirmed(MITIGATED, "until traffic is back we wait")


def test_letters_that_become_two_when_they_are_small_move_no_place() -> None:
    text = "İİİ: RESOLVED at 15:14"
    found = affirmed(RESOLVED, text)
    assert found
    assert text[found.start() :].startswith("RESOLVED")
