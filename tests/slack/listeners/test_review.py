"""A review in Slack: asked, approved, remarked on, settled, asked again; through the front door."""

from __future__ import annotations

from typing import Any

from tests.journeys.interviewing import fill
from tests.journeys.stage import CHANNEL, Stage, stage
from tests.slack.listeners.test_editing import edit


async def typed(at: Stage, text: str, person: str = "U0ADA") -> dict[str, Any]:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", text)
    await at.quiet()
    return dict(at.only(person)[-1])


def asked(at: Stage, person: str) -> list[dict[str, Any]]:
    """The requests to a reviewer, as they stand now."""
    return [m for m in at.from_bot(at.slack.state.dm(person).id) if "look" in m["text"]]


def buttons(message: dict[str, Any]) -> list[str]:
    return [e["action_id"] for b in message.get("blocks", ()) for e in b.get("elements", ()) if e.get("action_id")]


async def press(at: Stage, person: str, message: dict[str, Any], action: str, channel: str = "") -> None:
    await at.slack.people.press(person, channel or at.slack.state.dm(person).id, message["ts"], action)
    await at.quiet()


async def remark(at: Stage, person: str, text: str, section: str = "summary") -> Any:
    """Ask for changes, as a reviewer does."""
    await press(at, person, asked(at, person)[-1], "ask_for_changes")
    form = at.slack.people.seen(person)["modals"][-1]
    faults = await at.slack.people.submit(person, form["id"], {"section": section, "text": text})
    await at.quiet()
    return faults


async def test_a_reviewer_is_asked_once_and_says_that_it_is_right(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "*<@U0ZOE>* was asked" in str((await typed(at, "review <@U0ZOE|zoë>"))["blocks"])
        await typed(at, "review <@U0ZOE>")
        assert len(asked(at, "U0ZOE")) == 1
        assert "Zoë was asked" in str((at.card() or {})["blocks"])
        await press(at, "U0ZOE", asked(at, "U0ZOE")[0], "approve_report")
        assert buttons(asked(at, "U0ZOE")[0]) == []
        assert "Zoë finds it right" in str((at.card() or {})["blocks"])
        assert "finds the report of postmortem 1 right" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
        assert "in review" in (await typed(at, "review"))["text"]


async def test_a_change_after_approval_asks_again_once_it_has_come_to_rest(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "review <@U0ZOE>")
        await press(at, "U0ZOE", asked(at, "U0ZOE")[0], "approve_report")
        await edit(at, "U0ADA")
        assert not await fill(at, "U0ADA", text="Checkout was down.")
        for _ in range(4):
            await at.app.jobs.tick_all()
            await at.quiet()
        told = asked(at, "U0ZOE")
        assert len(told) == 2
        assert "has changed since" in told[-1]["text"]
        await press(at, "U0ZOE", told[-1], "approve_report")
        for _ in range(3):
            await at.app.jobs.tick_all()
        await at.quiet()
        assert len(asked(at, "U0ZOE")) == 2


async def test_a_remark_stands_in_the_thread_of_its_section_until_it_is_settled(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await at.slack.people.slash("U0ADA", CHANNEL, "/postmortem", "interview summary")
        await at.quiet()
        await typed(at, "review <@U0ZOE>")
        assert list(await remark(at, "U0ZOE", "   ")) == ["text"]
        await at.slack.people.submit(
            "U0ZOE", at.slack.people.seen("U0ZOE")["modals"][-1]["id"], {"text": "Which <!channel> region?"}
        )
        await at.quiet()
        thread = at.thread("Summary")
        told = next(m for m in at.from_bot() if m.get("thread_ts") == thread and "Which" in str(m.get("blocks")))
        assert "settle_remark" in buttons(told)
        assert "*Zoë* on *Summary*" in told["text"]
        assert "open remarks (1)" in str((at.card() or {})["blocks"]) or "Zoë asks for changes" in str(
            (at.card() or {})["blocks"]
        )
        await press(at, "U0ADA", told, "settle_remark", CHANNEL)
        await press(at, "U0SAM", told, "settle_remark", CHANNEL)
        told = next(m for m in at.from_bot() if m["ts"] == told["ts"])
        assert buttons(told) == []
        assert "settled by Ada" in str(told["blocks"])
        assert len(asked(at, "U0ZOE")) == 2


async def test_who_was_not_asked_and_what_is_closed_is_said_to_who_presses(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "review <@U0ZOE>")
        request = asked(at, "U0ZOE")[0]
        await typed(at, "close")
        await press(at, "U0ZOE", request, "approve_report")
        assert "closed already" in at.only("U0ZOE")[-1]["text"]


async def test_of_a_hidden_postmortem_only_members_are_asked(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        async with at.app.store.work(at.slack.settings.team) as work:
            found = await work.postmortems.numbered(1)
            assert found is not None
            from dataclasses import replace

            await work.postmortems.save(replace(found, private=True))
        at.slack.state.channels[CHANNEL].members.discard("U0ZOE")
        await typed(at, "review <@U0ZOE> <@U0SAM>")
        assert asked(at, "U0ZOE") == []
        assert len(asked(at, "U0SAM")) == 1
        assert "only its members may see" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
        assert "Zoë" not in str((await typed(at, "review"))["blocks"])
        await press(at, "U0SAM", asked(at, "U0SAM")[0], "approve_report")
        assert "Sam O'Neill finds it right" in str((at.card() or {})["blocks"])


async def test_the_form_asks_several_people(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        shown = await typed(at, "review")
        assert "Nobody was asked" in str(shown["blocks"])
        await press(at, "U0ADA", shown, "ask_reviewers", CHANNEL)
        form = at.slack.people.seen("U0ADA")["modals"][-1]
        assert list(await at.slack.people.submit("U0ADA", form["id"], {"people": []})) == ["people"]
        assert not await at.slack.people.submit("U0ADA", form["id"], {"people": ["U0SAM", "U0ZOE"]})
        await at.quiet()
        assert len(asked(at, "U0SAM")) == len(asked(at, "U0ZOE")) == 1


async def test_a_closed_one_can_be_archived_and_opened_again_and_is_then_amended(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "Close it first" in (await typed(at, "archive"))["text"]
        await typed(at, "close")
        assert "archived" in (await typed(at, "archive"))["text"]
        assert "archived" in (await typed(at, "review"))["text"]
        await typed(at, "reopen")
        await typed(at, "close")
        assert "amended" in (await typed(at, "review"))["text"]
