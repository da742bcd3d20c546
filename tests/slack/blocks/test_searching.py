from hypothesis import given, settings

from bot.domain.report import Links
from bot.domain.searchable import HEAD, Piece
from bot.playground.block_check import block_faults
from bot.prompts import load_prompts
from bot.slack.blocks.searching import results
from bot.usecases.searching import Found, Results
from tests.hostile import HOSTILE
from tests.reports import POSTMORTEM

SAY, LINKS = load_prompts(), Links("https://acme.slack.com/")


def found(text: str) -> Results:
    pieces = (Piece(text, False), Piece(text, True), Piece("after", False))
    one = Found(POSTMORTEM, pieces, HEAD, "", pieces, ("C1", "1700000000.000100"))
    return Results(text, 0, (one,) * 4, more=True, waiting=2)


@given(HOSTILE)
@settings(max_examples=40)
def test_slack_takes_it_whatever_was_found_and_nobody_is_called(text: str) -> None:
    _, blocks = results(found(text or "-"), LINKS, SAY)
    assert not block_faults(blocks)
    assert "<!channel>" not in str([b for b in blocks if b["type"] == "section"])


def test_hits_are_bold_and_the_title_leads_to_the_card() -> None:
    _, blocks = results(found("pool"), LINKS, SAY)
    assert "\u200b*pool*\u200b" in blocks[1]["text"]["text"]
    assert "<https://acme.slack.com/archives/C1/p1700000000000100|" in blocks[1]["text"]["text"]


def test_nothing_found_says_what_to_try() -> None:
    assert "Try fewer words" in results(Results("ledger", 0), LINKS, SAY)[0]
    assert "What should I look for" in results(Results("", 0, asked=False), LINKS, SAY)[0]
