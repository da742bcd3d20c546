"""Modals and home pages."""

from __future__ import annotations

import time

from bot.playground.block_check import view_faults, view_is_too_large
from bot.playground.state import Json
from bot.playground.web_api.method_call import ApiError, MethodCall


def open_modal(call: MethodCall) -> Json:
    """views.open"""
    person = _spend_trigger(call)
    view = view_of(call)
    call.state.stacks[person] = []
    return {"view": _pushed(call, person, view)}


def push(call: MethodCall) -> Json:
    """views.push"""
    person = _spend_trigger(call)
    if len(call.state.stacks.get(person, ())) >= 3:
        raise ApiError("push_limit_reached")
    return {"view": _pushed(call, person, view_of(call))}


def update(call: MethodCall) -> Json:
    """views.update"""
    old = call.state.views.get(call.text("view_id"))
    if old is None:
        raise ApiError("not_found")
    if call.args.get("hash") and call.args["hash"] != old["hash"]:
        raise ApiError("hash_conflict")
    old.update({**view_of(call), "id": old["id"], "hash": call.state.new_ts()})
    return {"view": old}


def publish(call: MethodCall) -> Json:
    """views.publish"""
    person = call.text("user_id")
    if person not in call.state.people:
        raise ApiError("user_not_found")
    view = {**view_of(call), "id": f"VHOME{person}", "hash": call.state.new_ts()}
    call.state.homes[person] = call.state.views[view["id"]] = view
    return {"view": view}


def view_of(call: MethodCall) -> Json:
    """The view of the arguments, checked."""
    view = call.data("view")
    faults = view_faults(view)
    if faults:
        raise ApiError("invalid_arguments", response_metadata={"messages": [f"[ERROR] {f}" for f in faults]})
    if view_is_too_large(view):
        raise ApiError("view_too_large")
    blocks = [{"block_id": f"b{n}", **b} for n, b in enumerate(view["blocks"])]
    return {"private_metadata": "", "callback_id": "", **view, "blocks": blocks}


def _pushed(call: MethodCall, person: str, view: Json) -> Json:
    number = call.state.new_ts()
    view |= {"id": f"V{number.replace('.', '')}", "hash": number, "state": {"values": {}}, "team_id": call.state.settings.team}
    stack = call.state.stacks.setdefault(person, [])
    view["root_view_id"] = stack[0] if stack else view["id"]
    call.state.views[view["id"]] = view
    stack.append(view["id"])
    return view


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
