"""Some weeks of the simulation; `make simulate` runs a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.simulation.__main__ import simulate
from tests.simulation.oracle import Oracle
from tests.simulation.scoring import score
from tests.simulation.world import Said
from tests.simulation.year import year


async def test_every_reminder_comes_once_in_time_and_by_day(postgres_url: str) -> None:
    made = year(7, days=8, incidents=2, items=14)
    found, _ = await simulate(made, postgres_url, 7)
    assert found.faults == []
    assert found.due > 5


def test_the_score_notices_what_is_missing_twice_late_or_at_night() -> None:
    made = year(3, days=40, incidents=2, items=6)
    due = Oracle(made).tell(made.done)
    messages = {
        (d.kind, d.person, d.at): tuple(o.about for o in due if (o.kind, o.person, o.at) == (d.kind, d.person, d.at)) for d in due
    }
    right = [Said(kind, person, about, at) for (kind, person, at), about in messages.items()]
    assert score(made, due, right).faults == []
    crowded = [Said("nudge", right[0].person, (), right[0].at, len(right[0].about)), *right[1:]]
    assert score(made, due, crowded).faults == []
    assert len(score(made, due, [*crowded[1:], replace(crowded[0], more=crowded[0].more + 1)]).unexpected) == 1
    assert len(score(made, due, right[1:]).missing) == len(right[0].about)
    assert len(score(made, due, [*right, right[0]]).unexpected) == len(right[0].about)
    assert (
        len(score(made, due, [*right, Said("nudge", right[0].person, (), right[0].at - timedelta(hours=12))]).out_of_hours) == 1
    )
