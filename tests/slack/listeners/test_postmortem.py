"""Start, status, report, close, reopen, cancel and list, as people type and press them."""

from __future__ import annotations

from tests.journeys.stage import CHANNEL, Stage, stage


async def typed(at: Stage, words: str, person: str = "U0ADA") -> str:
    await at.slack.people.slash(person, CHANNEL, "/postmortem", words)
    await at.quiet()
    said = at.only(person)
    return f"{said[-1]['text']} {said[-1].get('blocks')}" if said else ""


async def test_a_start_asks_what_is_missing_and_keeps_what_was_typed(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await typed(at, "start Checkout is down")
        form = at.slack.people.seen("U0ADA")["modals"][-1]
        assert "Checkout is down" in str(form["blocks"])
        faults = await at.slack.people.submit("U0ADA", form["id"], {"title": "  "})
        assert list(faults) == ["title"]
        assert not await at.slack.people.submit("U0ADA", form["id"], {"title": "Checkout is down", "services": "pay, cart"})
        await at.quiet()
        assert "pay" in str((at.card() or {})["blocks"])


async def test_status_and_list_show_it_and_the_report_reads_it(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        await at.start()
        assert "Checkout is down" in await typed(at, "status")
        assert "Checkout is down" in await typed(at, "list")
        assert "Checkout is down" in await typed(at, "report")


async def test_it_is_closed_opened_again_and_cancelled(database_url: str) -> None:
    async with stage(database_url) as at:
        await at.start()
        say = at.app.say.say
        assert say("report.published", number=1) in await typed(at, "close")
        assert say("report.reopened", number=1) in await typed(at, "reopen")
        assert say("report.cancelled", number=1) in await typed(at, "cancel")


async def test_a_start_where_the_bot_is_not_says_so_before_a_form_is_filled_in(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.add_channel("C0ELSE", "elsewhere", ["U0ADA"])
        await at.slack.people.slash("U0ADA", "C0ELSE", "/postmortem", "start It broke")
        assert at.slack.people.seen("U0ADA")["modals"] == []
        assert "invite" in at.only("U0ADA")[-1]["text"].lower()


async def test_a_private_one_is_not_listed_elsewhere(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.state.channels[CHANNEL].private = True
        await at.start()
        at.slack.state.add_channel("C0ELSE", "elsewhere", ["U0ZOE", at.slack.state.bot_user])
        await at.slack.people.slash("U0ZOE", "C0ELSE", "/postmortem", "list")
        assert "Checkout is down" not in str(at.only("U0ZOE")[-1])
