"""A small company to begin with: six people in three time zones, each with a role, and where they talk."""

from __future__ import annotations

from dataclasses import dataclass

from bot.playground.state import State


@dataclass(frozen=True)
class Member:
    """Somebody of the company."""

    id: str
    name: str
    title: str
    tz: str


MEMBERS = (
    Member("U0ADA", "Ada Marsh", "Engineer on call", "Europe/London"),
    Member("U0SAM", "Sam O'Neill", "Payments engineer", "America/New_York"),
    Member("U0ZOE", "Zoë Tanaka", "Database engineer", "Asia/Tokyo"),
    Member("U0IFE", "Ife Balogun", "Incident lead", "Europe/London"),
    Member("U0LEO", "Leo Park", "Customer support", "America/New_York"),
    Member("U0MEI", "Mei Sato", "Head of engineering", "Asia/Tokyo"),
)
INCIDENT, GENERAL, PRIVATE = "C0INC", "C0GENERAL", "C0SECURE"


def settle(state: State) -> None:
    """Bring the people and their channels in; the app is in two of them."""
    for m in MEMBERS:
        person = state.add_person(m.id, m.name, m.tz)
        person["profile"] |= {"title": m.title}
    everybody = [m.id for m in MEMBERS]
    state.add_channel(INCIDENT, "inc-1-checkout", [*everybody, state.bot_user], topic="Checkout fails for some customers")
    state.add_channel(GENERAL, "general", everybody, topic="Everything that concerns all of us")
    secure = ["U0ADA", "U0ZOE", "U0IFE", state.bot_user]
    state.add_channel(PRIVATE, "inc-2-security", secure, private=True, topic="Only those who are needed")
    state.add_channel("D0ADASAM", "", ["U0ADA", "U0SAM"], im_of="U0SAM")
    for m in MEMBERS:
        state.dm(m.id)
