"""Modals and home pages."""

from __future__ import annotations

import time
from typing import Any

from bot.playground.block_check import view_faults, view_is_too_large
from bot.playground.state import Json
from bot.playground.web_api.method_call import ApiError, MethodCall, refused

DEEPEST = 3


def open_modal(call: MethodCall) -> Json:
    """views.open"""
    view = view_of(call, "modal")
    person = _spend_trigger(call)
    call.state.stacks[person] = []
    return {"view": _pushed(call, person, view)}


def push(call: MethodCall) -> Json:
    """views.push"""
    view = view_of(call, "modal")
    person = _spend_trigger(call)
    stack = call.state.stacks.get(person, [])
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= DEEPEST:
        raise ApiError("push_limit_reached")
    return {"view": _pushed(call, person, view)}


def update(call: MethodCall) -> Json:
    """views.update: what was typed stays where block and action keep their names"""
    old = _named(call)
    new = view_of(call, old["type"])
    _same_hash(call, old)
    call.state.outdated(old["id"], old["blocks"])
    kept = {"id": old["id"], "hash": call.state.new_ts(), "state": {"values": _typed(old, new)}}
    old.update({**new, **kept})
    return {"view": old}


def publish(call: MethodCall) -> Json:
    """views.publish"""
    person = call.text("user_id")
    if person not in call.state.people:
        raise ApiError("user_not_found")
    old = call.state.homes.get(person)
    view = view_of(call, "home")
    if old is not None:
        _same_hash(call, old)
        call.state.outdated(old["id"], old["blocks"])
    view |= {**_owned(call), "id": f"VHOME{person}", "hash": call.state.new_ts(), "previous_view_id": None}
    view["root_view_id"] = view["id"]
    call.state.homes[person] = call.state.views[view["id"]] = view
    return {"view": view}


def view_of(call: MethodCall, kind: str) -> Json:
    """The view of the arguments, checked."""
    view = call.data("view")
    faults = view_faults(view)
    if faults:
        raise refused(*faults)
    if view_is_too_large(view):
        raise ApiError("view_too_large")
    if view["type"] != kind:
        raise refused("must be a valid enum value [json-pointer:/view/type]")
    _unique_external_id(call, view)
    blocks = [{"block_id": call.state.new_id("b")[:6], **b} for b in view["blocks"]]
    standard: Json = {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
    }
    more = {"close": None, "submit": None} if kind == "modal" else {}
    return {**standard, **more, **view, "blocks": blocks}


def _unique_external_id(call: MethodCall, view: Json) -> None:
    name = view.get("external_id")
    mine = {call.text("view_id"), f"VHOME{call.text('user_id')}"}
    others = (v for v in call.state.views.values() if v.get("external_id") == name and v["id"] not in mine)
    if name and call.text("external_id") != name and any(others):
        raise ApiError("duplicate_external_id")


def _owned(call: MethodCall) -> Json:
    s = call.state
    return {"team_id": s.settings.team, "app_id": s.app_id, "app_installed_team_id": s.settings.team, "bot_id": s.bot_id,
            "state": {"values": {}}}  # fmt: skip


def _pushed(call: MethodCall, person: str, view: Json) -> Json:
    number = call.state.new_ts()
    stack = call.state.stacks.setdefault(person, [])
    view |= {
        **_owned(call),
        "id": f"V{number.replace('.', '')}",
        "hash": number,
        "previous_view_id": stack[-1] if stack else None,
    }
    view["root_view_id"] = stack[0] if stack else view["id"]
    call.state.views[view["id"]] = view
    stack.append(view["id"])
    return view


def _named(call: MethodCall) -> Json:
    name, external = call.text("view_id"), call.text("external_id")
    if bool(name) == bool(external):
        raise refused("must provide exactly one of view_id and external_id")
    found = next(
        (v for v in call.state.views.values() if v["id"] == name or (external and v.get("external_id") == external)), None
    )
    if found is None:
        raise ApiError("not_found")
    return found


def _same_hash(call: MethodCall, old: Json) -> None:
    if call.args.get("hash") and call.text("hash") != old["hash"]:
        raise ApiError("hash_conflict")


def _typed(old: Json, new: Json) -> Json:
    values: dict[str, Any] = old["state"]["values"]
    asked = {b["block_id"]: (b.get("element") or {}).get("action_id") for b in new["blocks"]}
    return {block: state for block, state in values.items() if asked.get(block) in state}


def _spend_trigger(call: MethodCall) -> str:
    trigger = call.state.triggers.get(call.text("trigger_id"))
    if trigger is None:
        raise ApiError("invalid_trigger_id")
    if trigger.used:
        raise ApiError("exchanged_trigger_id")
    if time.monotonic() > trigger.ends:
        raise ApiError("expired_trigger_id")
    trigger.used = True
    return trigger.person
