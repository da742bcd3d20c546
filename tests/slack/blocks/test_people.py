"""Who was there, invitations, differences and private answers as messages that Slack accepts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.contradictions import Contradiction
from bot.domain.coverage import Coverage, Perspective
from bot.domain.interview import Answer
from bot.domain.participants import Attendance, Opening, Part, Participant
from bot.domain.postmortem import Postmortem
from bot.domain.report import Links
from bot.playground.block_check import block_faults, view_faults
from bot.prompts import load_prompts
from bot.slack.blocks import people as blocks

SAY = load_prompts()
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
P = Postmortem("P1", 1, "C1", "Checkout", "U1", NOON, "U1")
NAMES = {"U1": "Ada", "U2": "Sam <!here>"}


def answer(user: str, text: str) -> Answer:
    return Answer("summary", "what_happened", user, NOON, text, ("C1", f"1.{user[1:]}00100"))


@pytest.mark.parametrize("code", ["did", "doing", "wrote", "paged", "mentioned", "added"])
def test_an_invitation_asks_one_thing_and_can_be_declined(code: str) -> None:
    what = blocks.Invitation(P, Opening(code, "rolled back <@U2>", NOON), NAMES, "timeline", "saw_and_did", "U2")
    hello, found = blocks.invitation(what, Attendance("U2"), SAY, settled=False)
    assert block_faults(found) == []
    assert "<!here>" not in str(found)
    assert sum(str(b.get("text", "")).count("?") for b in found) == 1
    assert "decline_invitation" in str(found)
    assert "decline_invitation" not in str(blocks.invitation(what, Attendance("U2"), SAY, settled=True))
    assert "Postmortem 1" in hello


def test_everybody_is_listed_with_how_they_were_there_and_whether_they_are_heard() -> None:
    there = [Participant("U1", (Part.ACTED, Part.SPOKE)), Participant("U2", (Part.PAGED,))]
    noted = {"U2": Attendance("U2", invited_at=NOON, role="vendor")}
    missing = Coverage(("U2",), ("DB folk",), (Perspective.VENDOR,))
    found = blocks.who(P, there, noted, ["U1"], NAMES, missing, SAY)
    assert block_faults(found) == []
    assert "acted, spoke" in str(found)
    assert "invited, no answer yet" in str(found)
    assert "the vendor" in str(found)


def test_two_sides_are_shown_with_their_sources_and_a_way_to_say_that_they_agree() -> None:
    pair = Contradiction(answer("U1", "40 minutes"), answer("U2", "95 minutes"), "figure")
    found = blocks.differing(P, [pair], NAMES, Links("https://x.slack.com"), SAY)
    assert block_faults(found) == []
    assert str(found).count("https://x.slack.com/archives/C1") == 2
    assert "answers_agree" in str(found)
    assert "No answers differ" in str(blocks.differing(P, (), NAMES, Links(""), SAY))


def test_forms_and_the_private_window_are_right() -> None:
    assert view_faults(blocks.person_form(SAY, "m")) == []
    assert view_faults(blocks.differs_form([("C1|1.0", "Ada: " + "x" * 90)], SAY, "m")) == []
    view = blocks.private_view([answer("U2", "between us " * 400)], NAMES, SAY.guide, P, SAY)
    assert view_faults(view) == []
    assert view_faults(blocks.private_view([], NAMES, SAY.guide, P, SAY)) == []
    assert "between us" not in str(blocks.private_note("Somebody has written", P, SAY))
