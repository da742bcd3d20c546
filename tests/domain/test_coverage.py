from datetime import UTC, datetime

import pytest

from bot.domain.coverage import Perspective, coverage, perspectives_of, sides_spoken_of, team_of
from bot.domain.message import Message, Person
from bot.domain.participants import Attendance, Part, Participant

PEOPLE = {
    "U1": Person("U1", "Ada", title="Backend engineer, jobs"),
    "U2": Person("U2", "Sam", title="Support lead"),
    "U3": Person("U3", "Zoë", title="Consultant, DBFolk", outside=True),
    "U4": Person("U4", "Kim", title="Backend engineer"),
}


def there(*ids: str) -> list[Participant]:
    return [Participant(i, (Part.SPOKE,)) for i in ids]


@pytest.mark.parametrize(
    ("title", "team"),
    [
        ("Backend engineer, jobs", "Backend"),
        ("SRE lead", "SRE"),
        ("VP Engineering", "Engineering"),
        ("Engineer, hooks and jobs", "Hooks and jobs"),
        ("Director, production engineering", "Production engineering"),
        ("", ""),
    ],
)
def test_a_title_names_a_trade(title: str, team: str) -> None:
    assert team_of(title) == team


def test_a_team_is_heard_with_one_of_its_members_and_a_side_with_one_who_stands_for_it() -> None:
    found = coverage(there("U1", "U2", "U3", "U4"), ["U4"], PEOPLE, {}, ())
    assert found.people == ("U1", "U2", "U3")
    assert found.teams == ("Support", "Consultant")
    assert found.perspectives == (Perspective.SUPPORT, Perspective.CUSTOMERS, Perspective.VENDOR)
    found = coverage(there("U1", "U2"), ["U1", "U2"], PEOPLE, {}, {Perspective.SECURITY})
    assert found.perspectives == (Perspective.SECURITY, Perspective.CUSTOMERS)


def test_who_declined_is_not_waited_for() -> None:
    noted = {"U1": Attendance("U1", declined_at=datetime(2026, 3, 20, tzinfo=UTC))}
    found = coverage(there("U1", "U2"), ["U2"], PEOPLE, noted, ())
    assert (found.people, found.declined) == ((), ("U1",))


def test_a_role_given_by_hand_counts_like_a_title() -> None:
    assert perspectives_of(PEOPLE["U1"], "security on call") == (Perspective.SECURITY,)


def test_a_side_that_the_chat_speaks_of_is_missed() -> None:
    chat = [Message("C", "1.0", "U1", "the vendor says their carrier is down, maybe an attack")]
    assert sides_spoken_of(chat) == {Perspective.VENDOR, Perspective.SECURITY}
