"""Who was there, and what each is asked about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.classify import EntryKind
from bot.domain.lines import Entry
from bot.domain.message import Message, MessageKind, Person
from bot.domain.participants import Attendance, Part, labels, opening, opening_of, present, traces
from bot.domain.timeline import draft

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
PEOPLE = {
    "U1": Person("U1", "Ada", title="SRE"),
    "U2": Person("U2", "Sam", title="SRE"),
    "U3": Person("U3", "Zoë", title="Support lead, nights"),
    "U4": Person("U4", "Kim"),
    "B1": Person("B1", "Pager", is_bot=True),
}


def at(minute: int) -> str:
    return f"{int(NOON.timestamp()) + 60 * minute}.000100"


CHAT = [
    Message("C", at(0), "B1", "[FIRING] checkout errors", MessageKind.ALERT, "Pager"),
    Message("C", at(1), "U1", "checkout is down, all customers see errors"),
    Message("C", at(2), "U1", "paging <@U3> for the tickets, <@U4> owns the queue"),
    Message("C", at(3), "U2", "rolled back the deploy of payments, error rate is going down"),
    Message("C", at(9), "U1", "incident is resolved, all clear"),
]


def test_those_who_acted_spoke_were_called_or_named_were_there_and_no_bot() -> None:
    found = present(traces(draft(CHAT, PEOPLE), CHAT, PEOPLE), PEOPLE, {})
    assert {p.person: p.parts[0] for p in found} == {"U1": Part.ACTED, "U2": Part.ACTED, "U3": Part.PAGED, "U4": Part.PAGED}


def test_people_are_taken_off_and_added_by_hand() -> None:
    noted = {"U1": Attendance("U1", removed=True), "B1": Attendance("B1", added=True)}
    found = present(traces(draft(CHAT[2:3], PEOPLE), CHAT[2:3], PEOPLE), PEOPLE, {**noted, "U2": Attendance("U2", added=True)})
    assert [p.person for p in found] == ["U3", "U4", "U2"]
    assert found[-1].parts == (Part.ADDED,)


def line(text: str, kind: EntryKind = EntryKind.ACTION) -> Entry:
    return Entry("1.0", NOON, ("1.0",), kind, text, "U1", (), "C")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("rolled back the 14:01 deploy. errors go down", "did", "rolled back the 14:01 deploy"),
        ("ok, I restarted db-2", "did", "restarted db-2"),
        ("Rolling back the deploy of payments", "doing", "rolling back the deploy of payments"),
        ("I'm failing over to the west", "doing", "failing over to the west"),
        ("restarted my laptop", "wrote", "restarted my laptop"),
        ("errors are at 40 %", "wrote", "errors are at 40 %"),
    ],
)
def test_a_deed_is_told_to_the_one_who_did_it(text: str, code: str, words: str) -> None:
    found = opening_of(line(text))
    assert (found.code, found.words) == (code, words)


def test_each_is_asked_about_their_own_part() -> None:
    found = {p.person: opening(p).code for p in present(traces(draft(CHAT, PEOPLE), CHAT, PEOPLE), PEOPLE, {})}
    assert found["U2"] == "did"
    assert found["U3"] == "paged"
    assert opening(present({}, PEOPLE, {"U4": Attendance("U4", added=True)})[0]).code == "added"


def test_labels_are_roles_numbered_where_shared_and_names_only_by_consent() -> None:
    words = {"": "Participant", "lead": "Lead"}
    noted = {"U4": Attendance("U4", role="on call"), "U3": Attendance("U3", named=True)}
    found = labels(["U2", "U1", "U3", "U4"], PEOPLE, noted, "", words)
    assert (found["U2"], found["U1"], found["U3"], found["U4"], found["B1"]) == ("SRE 1", "SRE 2", "Zoë", "on call", "Pager")
    assert labels(["U4"], PEOPLE, {}, "U4", words)["U4"] == "Lead"
    assert labels(["U3"], PEOPLE, {}, "", words)["U3"] == "Support lead"
