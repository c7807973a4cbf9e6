"""Examples of rules as the YAML that a person would have written."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.model import lay_over
from varaamo_sync.rules import Example, Rule
from varaamo_sync.rules.examples import ROOM

_LONGEST = 120
"""Letters of a text that are shown; what breaks a limit of length is longer."""


def as_yaml(rule: Rule, example: Example) -> str:
    """Return an example, with all fields that the examples of its rule speak of."""
    told = {name for each in (rule.bad, rule.good) for fields in each.rooms for name in fields}
    data: list[Any] | dict[str, Any]
    if rule.bad.rules or rule.good.rules:
        data = {"rules": dict(example.rules)}
    elif rule.bad.goal or rule.good.goal:
        data = {"goal": dict(example.goal)}
    else:
        rooms = [lay_over(ROOM, fields) for fields in example.rooms]
        data = [_room(room, told) for room in rooms]
        if "venue" in told:
            venues = [room["venue"] | {"rooms": [_room(room, told)]} for room in rooms]
            data = {"venues": venues}
    return _dump(_yaml_value(data))


def _room(room: Mapping[str, Any], told: set[str]) -> dict[str, Any]:
    shown = ("key", *(name for name in ROOM if name in told), *sorted(told - set(ROOM)))
    return {name: room[name] for name in dict.fromkeys(shown) if name in room and name != "venue"}


def _yaml_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _yaml_value(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_yaml_value(item) for item in value]
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST].rstrip()}… ({len(value)})"
    return value


def _dump(data: Any) -> str:
    import yaml

    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=96)
