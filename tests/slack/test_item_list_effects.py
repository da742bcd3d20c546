"""A list of action items as a table in a direct message; through the front door."""

from __future__ import annotations

import pytest

from bot.usecases import item_lists
from tests.following import promise
from tests.journeys.stage import stage
from tests.slack.listeners.test_item_lists import asked
from tests.slack.listeners.test_report import files


async def test_a_table_comes_to_whoever_asked(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await promise(at, words="Alert on lag")
        assert "on its way" in await asked(at, "action list everywhere csv")
        await at.quiet()
        table = files(at, "U0ADA")["action-items.csv"].decode("utf-8-sig")
        assert table.startswith("number,postmortem,title")
        assert "Alert on lag" in table


async def test_where_files_may_not_be_sent_it_names_the_permission(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        at.slack.state.scopes.discard("files:write")
        await asked(at, "action list csv")
        await at.quiet()
        assert "files:write" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]


async def test_where_there_are_more_than_a_table_holds_it_says_so(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item_lists, "MOST", 1)
    async with stage(sqlite_url) as at:
        await at.start()
        await promise(at, words="Alert on lag")
        await promise(at, words="Remove the old path")
        await asked(at, "action list csv")
        await at.quiet()
        assert "Remove the old path" not in files(at, "U0ADA")["action-items.csv"].decode("utf-8-sig")
        assert "more than 1 of them" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
