import inspect

import slack_sdk.web.client
from slack_sdk import WebClient

from bot.playground.web_api.methods import METHODS


def test_every_method_is_one_that_slacks_own_client_knows() -> None:
    known = {name.lower() for name, _ in inspect.getmembers(WebClient, inspect.isfunction)}
    assert {name.replace(".", "_").lower() for name in METHODS} <= known


def test_json_is_read_by_none_that_slacks_own_client_asks_with_get() -> None:
    source = inspect.getsource(slack_sdk.web.client)
    asked = {name: source.partition(f'"{name}"')[2].partition("self.api_call")[0] for name in METHODS}
    reading = {name for name, rest in asked.items() if 'http_verb="GET"' in rest.partition("\n    def ")[0]}
    assert reading == {name for name, method in METHODS.items() if not method.json} - {"files.getUploadURLExternal"}


def test_scopes_are_written_as_slack_writes_them() -> None:
    assert all(":" in scope for method in METHODS.values() for scope in method.one_of)
