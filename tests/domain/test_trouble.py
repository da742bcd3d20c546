"""What is in the way is told in words, for issues and for documents."""

from __future__ import annotations

import pytest

from bot.domain.trouble import THEIRS, Trouble
from bot.prompts import load_prompts

SAY = load_prompts()
OF_ISSUES = set(Trouble) - {Trouble.EDITED}
OF_DOCUMENTS = set(Trouble) - {Trouble.NO_STEP}


@pytest.mark.parametrize("trouble", sorted(OF_ISSUES))
def test_each_trouble_of_an_issue_has_its_words(trouble: Trouble) -> None:
    assert {f"issue.{trouble}", f"issue.trouble_{trouble}"} <= SAY.texts.keys()


@pytest.mark.parametrize("trouble", sorted(OF_DOCUMENTS))
def test_each_trouble_of_a_document_has_its_words_and_says_what_to_do(trouble: Trouble) -> None:
    assert "`" in SAY.texts[f"publish.{trouble}"]


def test_only_what_people_did_there_waits_for_people_here() -> None:
    assert {Trouble.REFUSED, Trouble.NOT_TAKEN} == OF_DOCUMENTS - THEIRS
