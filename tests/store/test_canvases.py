from bot.store.canvases import Shown
from bot.store.work import Store


async def test_a_canvas_is_remembered_as_it_was_left(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.canvases.of("P1") is None
        await work.canvases.put("P1", Shown("F1"))
        await work.canvases.put("P1", Shown("F1", "digest", 1_700_000_000, theirs=True))
        assert await work.canvases.of("P1") == Shown("F1", "digest", 1_700_000_000, theirs=True)
    async with store.look("T2") as work:
        assert await work.canvases.of("P1") is None
