"""The buttons of the remark, and the words that switch the coach on and off."""

from __future__ import annotations

from tests.coached import ADA, SAM, answer, interview, press, remarks, submit
from tests.journeys.stage import CHANNEL, stage


async def test_dismissed_it_is_gone(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await answer(at, await interview(at))
        await press(at, remarks(at)[0], "coach_dismiss")
        assert remarks(at) == []


async def test_an_empty_wording_is_not_taken(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await answer(at, await interview(at))
        await press(at, remarks(at)[0], "coach_edit")
        assert "Please write a few words" in str(await submit(at, "  "))


async def test_one_press_ends_it_for_a_person_and_a_command_brings_it_back(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        thread = await interview(at)
        await answer(at, thread)
        await press(at, remarks(at)[0], "coach_off", selected_option={"value": "me"})
        await answer(at, thread, "it's the vendor's fault and nobody else's")
        assert remarks(at) == []
        await answer(at, thread, "the operators are lazy and incompetent", ADA)
        assert len(remarks(at, ADA)) == 1
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "coach on")
        await answer(at, thread, "why didn't the operator call anybody?")
        assert len(remarks(at)) == 1


async def test_one_press_ends_it_for_a_postmortem(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        thread = await interview(at)
        await answer(at, thread)
        (remark,) = remarks(at)
        row = next(b for b in remark["blocks"] if b["type"] == "actions")
        here = row["elements"][-1]["options"][0]
        await press(at, remark, "coach_off", selected_option=here)
        await answer(at, thread, "the operators are lazy and incompetent", ADA)
        assert remarks(at, ADA) == []
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "coach on here")
        await answer(at, thread, "why didn't the operator call anybody?", ADA)
        assert len(remarks(at, ADA)) == 1


async def test_a_word_that_it_does_not_know_is_answered_with_those_it_knows(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.slack.people.slash(SAM, CHANNEL, "/postmortem", "coach louder")
        assert "coach on" in at.only(SAM)[-1]["text"]
