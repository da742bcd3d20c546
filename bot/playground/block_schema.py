"""The structure of blocks and views, by a JSON schema made from Slack's published types, in Slack's words.

`jsonschema` says of a union only that nothing fits. All of Slack's unions are told apart by `type`, so a union is
read by it here: what the writer meant is then known, and the fault is named where it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.protocols import Validator
from jsonschema.validators import extend

Json = dict[str, Any]
SCHEMA = Path(__file__).with_name("block_kit.schema.json")
NOUNS = {"object": "an object", "array": "an array", "integer": "an integer"}


def structure_faults(thing: Any, definition: str, path: str) -> list[str]:
    """What Slack would say of the structure of `thing`, which is to be a `definition` and stands at `path`."""
    return [_words(error, path) for error in _checker(definition).iter_errors(thing)]


@cache
def _schema() -> Json:
    schema: Json = json.loads(SCHEMA.read_text(encoding="utf-8"))
    # Slack's types let a view hold anything that has a type; Slack does not.
    schema["definitions"]["AnyBlock"] = schema["definitions"]["KnownBlock"]
    # Nor do they know that checkboxes and radio buttons may have marked-up descriptions.
    schema["definitions"]["MrkdwnOption"]["properties"]["description"] = {"$ref": "#/definitions/TextObject"}
    return schema


@cache
def _checker(definition: str) -> Validator:
    definitions = _schema()["definitions"]
    by_type = extend(Draft7Validator, {"anyOf": _any_of})  # type: ignore[no-untyped-call]
    checker: Validator = by_type({"$ref": f"#/definitions/{definition}", "definitions": definitions})
    return checker


def _kinds(schema: Json) -> frozenset[str]:
    """The values of `type` that a branch of a union is for; none where it goes by something else."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name:
        return _kinds_of(name)
    if "anyOf" in schema:
        return frozenset().union(*map(_kinds, schema["anyOf"]))
    kind = schema.get("properties", {}).get("type", {})
    return frozenset([kind["const"]] if "const" in kind else kind.get("enum", ()))


@cache
def _kinds_of(name: str) -> frozenset[str]:
    return _kinds(_schema()["definitions"][name])


def _any_of(validator: Any, branches: list[Json], instance: Any, _schema: Json) -> Iterator[ValidationError]:
    kinds = [_kinds(branch) for branch in branches]
    if isinstance(instance, dict) and all(kinds):
        meant = instance.get("type")
        if not isinstance(meant, str):
            yield ValidationError("missing required field: type", validator="own")
            return
        branches = [b for b, k in zip(branches, kinds, strict=True) if meant in k]
        if not branches:
            yield ValidationError(f"unsupported type: {meant}", path=["type"], validator="own")
            return
    faults = []
    for branch in branches:
        found = list(validator.descend(instance, branch))
        if not found:
            return
        faults.append(found)
    yield from min(faults, key=_weight)


def _weight(faults: list[ValidationError]) -> tuple[bool, int]:
    """How far from what was meant: a part of the wrong kind at the very top is farthest."""
    return best_match(faults) in faults and any(e.validator in {"type", "const"} and not e.path for e in faults), len(faults)


def _words(error: ValidationError, path: str) -> str:
    where = "".join(f"/{step}" for step in (path.rstrip("/"), *error.absolute_path)).removeprefix("/")
    return f"{_fault(error)} [json-pointer:{where}]"


def _fault(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    given: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            return f"missing required field: {next(name for name in wanted if name not in given)}"
        case "additionalProperties":
            return f"invalid additional property: {next(k for k in given if k not in schema['properties'])}"
        case "type":
            return f"must provide {NOUNS.get(wanted, f'a {wanted}')}"
        case "const" | "enum":
            return "must be a valid enum value"
        case "own":
            return error.message
    return "failed to match all allowed schemas"
