"""An address that takes reports, and can tell that they come from us."""

from __future__ import annotations

from bot.clock import SystemClock
from bot.integrations.pages import Outside
from bot.integrations.webhook import Webhook, key_of, signature
from bot.playground.server import served
from tests.places import webhook
from tests.places.page import page


async def test_a_repetition_has_the_same_id_and_a_change_another() -> None:
    at = webhook.shelf()
    async with served(webhook.app(at)) as url:
        place = Webhook(url, webhook.SECRET, SystemClock())
        assert not await place.check()
        assert await place.find(page()) is None
        assert await place.create(page("a")) == Outside("P1", "")
        await place.write("P1", page("b"), anew=False)
        assert "b" in at.one().text
    assert at.wrong == []


def test_a_secret_is_read_as_the_standard_has_it_or_taken_as_it_is() -> None:
    assert key_of("whsec_YWJj") == b"abc"
    assert key_of("plain words") == b"plain words"
    assert key_of("whsec_!") == b"whsec_!"
    # The example of https://github.com/standard-webhooks/standard-webhooks, in its tests.
    key, body = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), b'{"test": 2432232314}'
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
