from datetime import UTC, date, datetime

import pytest

from bot.domain.extract import impact_facts, proposed_actions
from bot.domain.message import Message, MessageKind, Person

MONDAY = int(datetime(2026, 5, 18, 15, 0, tzinfo=UTC).timestamp())
PEOPLE = {
    "U1": Person("U1", "Ada", "Europe/Berlin"),
    "U2": Person("U2", "Kim", "Europe/London"),
    "U3": Person("U3", "Bot", is_bot=True),
}


def said(n: int, who: str, text: str, thread: int | None = None) -> Message:
    root = f"{MONDAY + thread * 60}.000000" if thread is not None else None
    return Message("C1", f"{MONDAY + n * 60}.000000", who, text, thread_ts=root)


def found(*messages: Message) -> list[tuple[str | None, date | None]]:
    return [(a.owner, a.due) for a in proposed_actions(messages, PEOPLE)]


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("action item: reject an empty scope in the drain tool, me, by friday", "U1", date(2026, 5, 22)),
        ("TODO for <@U2>: alert on queue age", "U2", None),
        ("<@U2> can you write the runbook for the rebuild by 2026-05-25?", "U2", date(2026, 5, 25)),
        ("I'll put the guard back into the match loop tomorrow", "U1", date(2026, 5, 19)),
        ("Maßnahme: Test mit langsamem Netz, mache ich bis Freitag", "U1", date(2026, 5, 22)),
        ("tarea: contrato entre emisor y apps, lo hago yo, fin de mes", "U1", date(2026, 5, 31)),
    ],
)
def test_what_somebody_takes_on_is_found_with_its_owner_and_its_day(text: str, owner: str, due: date | None) -> None:
    assert found(said(0, "U1", text)) == [(owner, due)]


def test_a_thread_that_gathers_them_needs_less() -> None:
    thread = (
        said(0, "U1", "follow-ups here please, name + date"),
        said(1, "U2", "retries carry one key for an order, two weeks, me", 0),
        said(2, "U1", "someone should ask the vendor for a limit, no idea who", 0),
        said(3, "U2", "cake for everyone", 0),
        said(4, "U1", "drain tool, see above (friday)", 0),
    )
    assert found(*thread) == [("U2", date(2026, 6, 1)), (None, None)]


@pytest.mark.parametrize("text", ["lunch tomorrow, I'll bring cookies", "ok", "we rolled back at 10:04", "who takes notes?"])
def test_talk_is_no_action_item(text: str) -> None:
    assert found(said(0, "U1", text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("support has 410 tickets about failing logins", "tickets"),
        ("2,140 cards charged twice, count from the ledger", "users"),
        ("the sum of the second captures is 187,000 EUR", "money"),
        ("egress is down about 80 % against yesterday", "traffic"),
        ("resolved, it took 3 h 38 min in total, error rate is normal", "duration"),
        ("9 volumes are lost, the backup of db-4 is from sunday", "data"),
    ],
)
def test_figures_of_the_impact_are_found_with_their_kind(text: str, kind: str) -> None:
    assert [f.kind for f in impact_facts([said(0, "U1", text)])] == [kind]


def test_figures_of_integrations_and_of_side_talk_are_not() -> None:
    alert = Message("C1", f"{MONDAY}.000000", "B1", "410 tickets", kind=MessageKind.ALERT)
    assert impact_facts([alert, said(1, "U1", "lol, 3 people want pizza for 20 euros")]) == ()
