from collections.abc import AsyncIterator

import pytest

from tests.playground.web_api.calling import Bot, workspace


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """A bot in a small workspace."""
    async with workspace() as made:
        yield made
