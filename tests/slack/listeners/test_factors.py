"""Contributing factors, through the front door: proposed by what was said, accepted, taken away, in the report."""

from __future__ import annotations

from typing import Any

from tests.journeys.interviewing import begin, buttons, press, report_text, say, words
from tests.journeys.stage import CHANNEL, Stage, stage


async def typed(at: Stage, text: str, person: str = "U0ADA") -> dict[str, Any]:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", text)
    await at.quiet()
    return dict(at.only(person)[-1])


async def test_what_was_said_of_the_causes_proposes_and_people_decide(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await begin(at, "root_cause")
        await say(at, "U0SAM", "Root cause", "The connection pool was exhausted, and the alert was muted since May.")
        shown = await typed(at, "factors")
        assert "None is noted yet" in str(shown["blocks"])
        assert str(shown["blocks"]).count("The connection pool was exhausted") == 2
        assert buttons(shown).count("factor_accept") == 2
        await press(at, "U0ADA", shown, "factor_accept")
        after = at.only("U0ADA")[-1]
        assert "✓ *Something was at its limit* (technical)" in words(after)
        assert buttons(after).count("factor_accept") == 1
        no = next(
            e for b in after["blocks"] if b["type"] == "actions" for e in b["elements"] if e["action_id"] == "factor_decline"
        )
        await at.slack.people.press("U0ADA", CHANNEL, after["ts"], "factor_decline", value=no["value"])
        await at.quiet()
        assert "factor_accept" not in buttons(at.only("U0ADA")[-1])
        assert "Something was at its limit (technical)" in await report_text(at)
        assert "No alarm, or none" not in await report_text(at)
        await press(at, "U0ADA", at.only("U0ADA")[-1], "factor_decline")
        assert "Something was at its limit" not in await report_text(at)


async def test_another_one_is_chosen_from_the_list_and_the_button_stands_under_the_report(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await press(at, "U0ADA", await typed(at, "report"), "contributing_factors")
        shown = at.only("U0ADA")[-1]
        menu = next(e for b in shown["blocks"] for e in b.get("elements", ()) if e.get("action_id") == "factor_add")
        chosen = next(o for g in menu["option_groups"] for o in g["options"] if o["value"].startswith("strain|"))
        await at.slack.people.press("U0ADA", CHANNEL, shown["ts"], "factor_add", selected_option=chosen)
        await at.quiet()
        assert "Too much at once, or too tired" in words(at.only("U0ADA")[-1])
        assert "conditions of work" in await report_text(at)
