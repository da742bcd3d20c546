from datetime import UTC, datetime

from bot.domain.postmortem import Postmortem
from bot.store.canvases import Shown
from bot.store.work import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_a_canvas_is_remembered_as_it_was_left(store: Store) -> None:
    async with store.work("T1") as work:
        assert await work.canvases.of("P1") is None
        await work.canvases.put("P1", Shown("F1"))
        await work.canvases.put("P1", Shown("F1", "digest", 1_700_000_000, theirs=True))
        assert await work.canvases.of("P1") == Shown("F1", "digest", 1_700_000_000, theirs=True)
    async with store.look("T2") as work:
        assert await work.canvases.of("P1") is None


async def test_it_is_known_from_which_channels_a_canvas_is_drawn(store: Store) -> None:
    async with store.work("T1") as work:
        await work.postmortems.add(Postmortem("P1", 1, "C1", "Down", "U1", NOW, "U1"))
        await work.postmortems.set_feeds("P1", ["C2"])
        assert await work.canvases.drawn_from("C1") == ()
        await work.canvases.put("P1", Shown("F1"))
        assert [await work.canvases.drawn_from(c) for c in ("C1", "C2", "C3")] == [("P1",), ("P1",), ()]
