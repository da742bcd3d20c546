"""Who edits the report: one version after the other, and nobody silently over another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.access import Reader
from bot.domain.edition import LIMIT
from bot.domain.interview import Answer
from bot.domain.postmortem import Postmortem, Status
from bot.errors import BadInput, NotFound, Overtaken
from bot.prompts import load_prompts
from bot.store.work import Store, Work
from bot.store.workspace import Channel
from bot.usecases import editing
from bot.usecases.editing import Desk

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = Postmortem("P1", 1, "C1", "Checkout is down", "U1", NOW, "U1")
ADA, SAM = Reader("U1", frozenset({"C1"})), Reader("U2", frozenset({"C1"}))
GUIDE = load_prompts().guide


async def given(work: Work, postmortem: Postmortem = ONE) -> None:
    await work.workspace.put_channel(Channel("C1", member=True, kept=True))
    await work.postmortems.add(postmortem)
    for number, text in enumerate(("It failed for 40 minutes.", "It was rather 55.")):
        answer = Answer("summary", "what_happened", f"U{number}", NOW, text, ("C1", f"{number}.0"))
        await work.interviews.put_answer("P1", answer, text)


async def desk(work: Work) -> Desk:
    return await editing.lay_out(work, ADA, GUIDE, ONE, "summary")


async def test_it_begins_with_what_was_said_and_goes_on_with_what_was_written(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        first = await desk(work)
        assert first.text == "It failed for 40 minutes.\n\nIt was rather 55."
        await editing.save(work, ADA, first, "It failed for 40 to 55 minutes.", 0, "C1", NOW)
        again = await desk(work)
        assert (again.text, again.version, len(again.said)) == ("It failed for 40 to 55 minutes.", 1, 2)


async def test_the_second_of_two_editors_is_told_who_was_faster(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        await editing.save(work, ADA, await desk(work), "Ada's words", 0, "C1", NOW)
        with pytest.raises(Overtaken) as error:
            await editing.save(work, SAM, await desk(work), "Sam's words", 0, "C1", NOW)
        assert error.value.details["by"] == "U1"
        assert (await desk(work)).text == "Ada's words"
        assert await editing.save(work, SAM, await desk(work), "Both", 1, "C1", NOW)


async def test_what_did_not_change_is_no_version_and_emptied_the_answers_speak(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        await editing.save(work, ADA, await desk(work), "Words", 0, "C1", NOW)
        assert await editing.save(work, ADA, await desk(work), " Words ", 1, "C1", NOW) is None
        await editing.save(work, ADA, await desk(work), "", 1, "C1", NOW)
        assert (await desk(work)).text.startswith("It failed for 40 minutes.")


async def test_what_is_too_long_closed_or_not_asked_is_said(store: Store) -> None:
    async with store.work("T1") as work:
        await given(work)
        with pytest.raises(BadInput) as error:
            await editing.save(work, ADA, await desk(work), "x" * (LIMIT + 1), 0, "C1", NOW)
        assert error.value.field == "text"
        with pytest.raises(NotFound):
            await editing.lay_out(work, ADA, GUIDE, ONE, "no_such_section")
        with pytest.raises(BadInput, match="already_published"):
            await editing.lay_out(work, ADA, GUIDE, replace(ONE, status=Status.PUBLISHED), "summary")


async def test_whoever_may_not_see_it_may_not_edit_it(store: Store) -> None:
    async with store.work("T1") as work:
        hidden = replace(ONE, private=True)
        await given(work, hidden)
        with pytest.raises(NotFound):
            await editing.lay_out(work, Reader("U9"), GUIDE, hidden, "summary")
