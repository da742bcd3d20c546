"""The methods that exist: what each needs, how often it may be called, and who answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.state import Json
from bot.playground.web_api import chat, conversations, pins, users, views, workspace
from bot.playground.web_api.method_call import MethodCall


@dataclass(frozen=True)
class Method:
    """`scopes`: one of them, by the kind of channel where there are several. `tier`: calls a minute; 0: a rule of its own."""

    scopes: str
    tier: int
    answer: Callable[[MethodCall], Json]


T1, T2, T3, T4, OWN = 1, 20, 50, 100, 0
READ = "channels:history groups:history im:history"
INFO = "channels:read groups:read im:read"
METHODS: dict[str, Method] = {
    "apps.connections.open": Method("", T1, workspace.connections_open),
    "auth.test": Method("", OWN, workspace.auth_test),
    "chat.delete": Method("chat:write", T3, chat.delete),
    "chat.postEphemeral": Method("chat:write", T4, chat.post_ephemeral),
    "chat.postMessage": Method("chat:write", OWN, chat.post),
    "chat.update": Method("chat:write", T3, chat.update),
    "conversations.history": Method(READ, T3, conversations.history),
    "conversations.info": Method(INFO, T3, conversations.info),
    "conversations.members": Method(INFO, T4, conversations.members),
    "conversations.open": Method("im:write", T3, conversations.open_dm),
    "conversations.replies": Method(READ, T3, conversations.replies),
    "pins.add": Method("pins:write", T2, pins.add),
    "pins.list": Method("pins:read", T2, pins.everything),
    "users.conversations": Method(INFO, T3, users.conversations),
    "users.info": Method("users:read", T4, users.info),
    "users.list": Method("users:read", T2, users.everybody),
    "views.open": Method("", T4, views.open_modal),
    "views.publish": Method("", T4, views.publish),
    "views.push": Method("", T4, views.push),
    "views.update": Method("", T4, views.update),
}
