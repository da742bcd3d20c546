"""The workspace itself: who asks, what it is called, where Socket Mode connects."""

from __future__ import annotations

from bot.playground.state import Json
from bot.playground.web_api.method_call import ApiError, MethodCall
from bot.playground.web_api.paging import page


def auth_test(call: MethodCall) -> Json:
    """auth.test"""
    s = call.state
    return {"url": f"https://{s.settings.domain}.slack.com/", "team": "Playground", "user": "postmortem-bot",
            "team_id": s.settings.team, "user_id": s.bot_user, "bot_id": s.bot_id, "is_enterprise_install": False}  # fmt: skip


def connections_open(call: MethodCall) -> Json:
    """apps.connections.open"""
    ticket = call.state.new_id("ticket-")
    call.state.tickets.add(ticket)
    return {"url": f"{call.base.replace('http', 'ws', 1)}/socket?ticket={ticket}&app_id={call.state.app_id}"}


def team_info(call: MethodCall) -> Json:
    """team.info"""
    s = call.state.settings
    if call.text("team") not in {"", s.team}:
        raise ApiError("team_not_found")
    team = {"id": s.team, "name": "Playground", "domain": s.domain, "url": f"https://{s.domain}.slack.com/", "email_domain": ""}
    return {"team": {**team, "icon": {"image_default": True}}}


def usergroups(call: MethodCall) -> Json:
    """usergroups.list"""
    left_out = set() if call.flag("include_users") else {"users"}
    found = [g for g in call.state.usergroups if call.flag("include_disabled") or not g.get("date_delete")]
    found.sort(key=lambda g: str(g["id"]))
    return page(call, [{k: v for k, v in g.items() if k not in left_out} for g in found], "usergroups", lambda g: str(g["id"]))


def usergroup_members(call: MethodCall) -> Json:
    """usergroups.users.list"""
    found = next((g for g in call.state.usergroups if g["id"] == call.text("usergroup")), None)
    if found is None or (found.get("date_delete") and not call.flag("include_disabled")):
        raise ApiError("no_such_subteam")
    return {"users": list(found.get("users") or ())}
