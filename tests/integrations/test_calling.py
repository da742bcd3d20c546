"""What an answer means that is none."""

from __future__ import annotations

import httpx
import pytest

from bot.domain.trouble import Trouble
from bot.errors import NotAllowed, ServiceFailure
from bot.integrations import calling
from bot.integrations.calling import Caller, check_secret, check_signature, trouble_of
from bot.playground.server import served


@pytest.mark.parametrize(
    ("status", "headers", "error", "permanent", "wait"),
    [
        (401, {}, "refused", False, 900.0),
        (403, {}, "refused", False, 900.0),
        (403, {"x-ratelimit-remaining": "0"}, "limit", False, 60.0),
        (403, {"retry-after": "30"}, "limit", False, 30.0),
        (429, {"retry-after": "99999"}, "limit", False, 3600.0),
        (404, {}, "gone", True, None),
        (410, {}, "gone", True, None),
        (422, {}, "status_422", True, None),
        (503, {}, "status_503", False, None),
        (503, {"retry-after": "7"}, "status_503", False, 7.0),
    ],
)
async def test_each_status_says_whether_to_try_again(
    status: int, headers: dict[str, str], error: str, permanent: bool, wait: float | None
) -> None:
    with pytest.raises(ServiceFailure) as failure:
        calling._check(httpx.Response(status, headers=headers))
    assert (failure.value.error, failure.value.permanent, failure.value.wait) == (error, permanent, wait)


async def test_a_page_that_is_no_json_and_a_server_that_is_not_there_are_tried_again() -> None:
    async def page(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"<html>sign in</html>"})

    async with served(page) as url:
        with pytest.raises(ServiceFailure, match="no_json"):
            await Caller(url, {}).call("GET", "/")
    with pytest.raises(ServiceFailure, match="ConnectError"):
        await Caller(url, {}).call("GET", "/")


def test_without_a_secret_nothing_is_signed() -> None:
    for given, secret in (("", ""), ("x", ""), ("", "secret"), ("é", "secret")):
        with pytest.raises(NotAllowed):
            check_signature(given, secret, b"{}")
        with pytest.raises(NotAllowed):
            check_secret(given, secret)


@pytest.mark.parametrize(
    ("failure", "trouble"),
    [
        (ServiceFailure("refused", wait=900.0), Trouble.REFUSED),
        (ServiceFailure("no_step", permanent=True), Trouble.NO_STEP),
        (ServiceFailure("status_422", permanent=True), Trouble.NOT_TAKEN),
        (ServiceFailure("status_503"), None),
        (ServiceFailure("limit", wait=60.0), None),
    ],
)
def test_people_hear_of_what_does_not_pass_by_itself(failure: ServiceFailure, trouble: Trouble | None) -> None:
    assert trouble_of(failure) is trouble
