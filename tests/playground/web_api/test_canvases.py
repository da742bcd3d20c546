from typing import Any

from tests.playground.web_api.calling import TEAM, Bot, workspace

TEXT = "# Report\n\nWhat happened.\n\n## Causes\n\n- one\n- two"


def content(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}


async def made(bot: Bot, markdown: str = TEXT) -> str:
    answer = await bot.ok("canvases.create", title="Report", document_content=content(markdown))
    return str(answer["canvas_id"])


async def edit(bot: Bot, canvas: str, *changes: dict[str, Any]) -> dict[str, Any]:
    return await bot.call("canvases.edit", canvas_id=canvas, changes=list(changes))


async def find(bot: Bot, canvas: str, **criteria: Any) -> list[str]:
    answer = await bot.ok("canvases.sections.lookup", canvas_id=canvas, criteria=criteria)
    return [s["id"] for s in answer["sections"]]


async def test_sections_are_found_by_kind_and_words(bot: Bot) -> None:
    canvas = await made(bot)
    assert len(await find(bot, canvas, section_types=["any_header"])) == 2
    assert len(await find(bot, canvas, section_types=["h2"], contains_text="caus")) == 1
    assert await find(bot, canvas, section_types=["h1"], contains_text="caus") == []
    assert await bot.refusal("canvases.sections.lookup", canvas_id=canvas, criteria={}) == "invalid_arguments"


async def test_a_canvas_is_changed_at_its_ends_and_beside_and_in_place_of_a_section(bot: Bot) -> None:
    canvas = await made(bot, "# A\n\nb")
    (heading,) = await find(bot, canvas, section_types=["h1"])
    for change in (
        {"operation": "insert_at_end", "document_content": content("end")},
        {"operation": "insert_at_start", "document_content": content("start")},
        {"operation": "insert_after", "section_id": heading, "document_content": content("after")},
        {"operation": "replace", "section_id": heading, "document_content": content("# New")},
        {"operation": "delete", "section_id": (await find(bot, canvas, contains_text="b"))[0]},
        {"operation": "rename", "title_content": content("Better")},
    ):
        assert (await edit(bot, canvas, change)) == {"ok": True}
    assert bot.place.state.canvases[canvas].markdown == "start\n\n# New\n\nafter\n\nend"
    assert (await bot.ok("files.info", file=canvas))["file"]["title"] == "Better"
    await edit(bot, canvas, {"operation": "replace", "document_content": content("all new")})
    assert bot.place.state.canvases[canvas].markdown == "all new"


async def test_a_call_makes_one_change(bot: Bot) -> None:
    canvas, change = await made(bot), {"operation": "insert_at_end", "document_content": content("x")}
    for changes in ([], [change, change]):
        assert (await edit(bot, canvas, *changes))["error"] == "invalid_arguments"
    assert (await edit(bot, canvas, {"operation": "append"}))["error"] == "invalid_arguments"
    assert (await edit(bot, canvas, {"operation": "delete"}))["error"] == "invalid_arguments"
    assert (await edit(bot, canvas, {"operation": "delete", "section_id": "gone"}))["error"] == "canvas_editing_failed"
    assert (await edit(bot, "F0NONE", change))["error"] == "canvas_not_found"


async def test_a_canvas_that_somebody_edits_can_be_locked(bot: Bot) -> None:
    canvas, change = await made(bot, "a"), {"operation": "insert_at_end", "document_content": content("b")}
    fault = {"method": "canvases.edit", "kind": "answer", "error": "canvas_editing_locked"}
    await bot.http.post("/control/faults", json=fault)
    assert (await edit(bot, canvas, change))["error"] == "canvas_editing_locked"
    assert (await edit(bot, canvas, change))["ok"] is True
    assert bot.place.state.canvases[canvas].markdown == "a\n\nb"


async def test_a_canvas_holds_a_mebibyte(bot: Bot) -> None:
    canvas = await made(bot, "a")
    change = {"operation": "insert_at_end", "document_content": content("a" * 1_048_577)}
    assert (await edit(bot, canvas, change))["error"] == "canvas_too_large"


async def test_a_channel_has_one_canvas(bot: Bot) -> None:
    canvas = (await bot.ok("conversations.canvases.create", channel_id=TEAM, document_content=content(TEXT)))["canvas_id"]
    assert await bot.refusal("conversations.canvases.create", channel_id=TEAM) == "channel_canvas_already_exists"
    await bot.ok("canvases.delete", canvas_id=canvas)
    await bot.ok("conversations.canvases.create", channel_id=TEAM)


async def test_a_free_workspace_has_canvases_only_as_tabs_of_channels() -> None:
    async with workspace(plan="free") as bot:
        assert await bot.refusal("canvases.create", title="A") == "free_teams_cannot_create_non_tabbed_canvases"
        await bot.ok("canvases.create", title="A", channel_id=TEAM)
        assert await bot.refusal("canvases.create", title="B", channel_id=TEAM) == "free_team_canvas_tab_already_exists"
