import httpx

from tests.journeys.stage import CHANNEL, stage


async def test_a_running_bot_is_healthy_ready_and_counts_events(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.slack.people.say("U0ADA", CHANNEL, "hello")
        await at.quiet()
        transport = httpx.ASGITransport(at.app.asgi)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            assert (await client.get("/healthz")).text == "ok"
            assert (await client.get("/readyz")).json() == {"ready": True, "wrong": {}}
            assert 'postmortem_events_total{outcome="stored",type="message"} 1.0' in (await client.get("/metrics")).text


async def test_a_bot_that_is_not_connected_says_that_it_is_not_ready(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.app.connected = False
        transport = httpx.ASGITransport(at.app.asgi)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert "slack" in answer.json()["wrong"]


async def test_a_bot_that_sends_nothing_any_more_is_not_ready(sqlite_url: str) -> None:
    async with stage(sqlite_url) as at:
        at.app.dispatcher.stop()
        await at.until(lambda: at.app.sending is not None and at.app.sending.done())
        assert "outbox" in await at.app.wrong()
