"""The workspace itself: who asks, and where Socket Mode connects."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.web_api.method_call import MethodCall


def auth_test(call: MethodCall) -> Json:
    """auth.test"""
    s = call.state
    return {"url": f"https://{s.settings.domain}.slack.com/", "team": "Playground", "user": "postmortem-bot",
            "team_id": s.settings.team, "user_id": s.bot_user, "bot_id": s.bot_id, "is_enterprise_install": False}  # fmt: skip


def connections_open(call: MethodCall) -> Json:
    """apps.connections.open"""
    return {"url": call.base.replace("http", "ws", 1) + "/socket?ticket=local"}
