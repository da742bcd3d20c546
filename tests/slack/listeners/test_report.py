"""The report, read in Slack and taken along as a file; through the front door."""

from __future__ import annotations

import pytest

from tests.journeys.stage import CHANNEL, Stage, stage

MENU = "report_file"


async def typed(at: Stage, text: str, person: str = "U0ADA") -> str:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", text)
    await at.quiet()
    return str(at.only(person)[-1]["text"])


def files(at: Stage, person: str) -> dict[str, bytes]:
    """What the person was sent, by name."""
    sent = at.from_bot(at.slack.state.dm(person).id)
    return {f["name"]: at.slack.state.files[f["id"]].content or b"" for m in sent for f in m.get("files", ())}


@pytest.mark.parametrize(
    ("words", "name", "starts"),
    [
        ("pdf", "postmortem-1-internal.pdf", b"%PDF-"),
        ("html managers", "postmortem-1-managers.html", b"<!doctype html>"),
        ("de md", "postmortem-1-internal.md", b"# Postmortem 1"),
        ("customer json", "postmortem-1-customer.json", b"{"),
    ],
)
async def test_a_file_comes_to_whoever_asked(sqlite_url: str, words: str, name: str, starts: bytes) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "on its way" in await typed(at, f"report {words}")
        assert files(at, "U0ADA")[name].startswith(starts)
        assert ("Maßnahmen".encode() in files(at, "U0ADA")[name]) is ("de" in words.split())
        assert files(at, "U0SAM") == {}


async def test_the_menu_below_the_report_sends_the_file_that_was_chosen(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        await typed(at, "report")
        shown = at.only("U0ADA")[-1]
        menu = next(e for b in shown["blocks"] for e in b.get("elements", ()) if e.get("action_id") == MENU)
        chosen = menu["options"][1]
        await at.slack.people.press("U0ADA", CHANNEL, shown["ts"], MENU, selected_option=chosen)
        await at.quiet()
        assert list(files(at, "U0ADA")) == ["postmortem-1-internal.html"]


async def test_a_word_that_is_no_file_is_answered_with_those_that_there_are(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        answer = await typed(at, "report docx")
        assert "`pdf`" in answer
        assert "`customer`" in answer


async def test_where_files_may_not_be_sent_it_says_what_else_there_is(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.scopes.discard("files:write")
        await at.start()
        await typed(at, "report html")
        assert "postmortem-bot report 1 --format html" in at.from_bot(at.slack.state.dm("U0ADA").id)[-1]["text"]
