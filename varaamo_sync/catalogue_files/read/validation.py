"""What the model refuses, told as faults with stable ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from varaamo_sync.catalogue_files.text.faults import Broken, Fault, shown
from varaamo_sync.findings import Path
from varaamo_sync.model import START_INTERVALS, Period
from varaamo_sync.model.hours import WEEKDAYS, times_meant, weekdays_meant
from varaamo_sync.suggest import closest

M = TypeVar("M", bound=BaseModel)

_PLAIN = {
    "string_type": "value-text",
    "string_unicode": "value-text",
    "int_type": "value-whole",
    "int_from_float": "value-whole",
    "int_parsing_size": "value-whole",
    "bool_type": "value-flag",
    "tuple_type": "value-list",
    "model_type": "value-mapping",
    "dict_type": "value-mapping",
    "duration": "value-duration",
    "money": "value-money",
    "money_float": "value-money",
    "money_decimals": "value-money-decimals",
    "date": "value-date",
    "moment": "value-moment",
    "exception_days": "value-exception-days",
    "period_day": "value-period-day",
    "period_yearly": "value-period-yearly",
    "moment_missing": "value-moment-missing",
    "moment_twice": "value-moment-twice",
    "milestone_percent": "milestone-percent",
    "number": "value-number",
    "range_order": "value-range-order",
    "surveyed_values": "goal-values-surveyed",
}
_LIMITS = {"greater_than_equal": ("≥", "ge"), "less_than_equal": ("≤", "le")}
_CHOICES = ("enum", "literal_error", "union_tag_invalid")
_FORMATS = {"key": "key-format", "part_of": "key-format", "id": "id-format", "url": "target-url"}


def validate(
    model: type[M], data: Mapping[str, Any], *, written: type[BaseModel] | None = None
) -> tuple[M | None, list[Fault]]:
    """Validate values as a file writes them: by alias only.

    Args:
        model: What the values should be.
        data: The values.
        written: The shape that people write, where it differs from the model; for hints.

    Returns:
        The model, or ``None`` and the faults, with paths as the file writes them.
    """
    try:
        return model.model_validate(data, by_alias=True, by_name=False), []
    except ValidationError as error:
        shape = written or model
        return None, [_fault(shape, details) for details in error.errors(include_url=False)]


def _fault(model: type[BaseModel], details: Any) -> Fault:
    kind, value, path = details["type"], details["input"], tuple(details["loc"])
    at_key = bool(path) and path[-1] == "[key]"
    path = path[:-1] if at_key else path
    if isinstance(value, Broken):
        return Fault(value.rule, value.params, path)
    if kind.startswith("union_tag"):
        path = (*path, str(details["ctx"]["discriminator"]).strip("'"))
        kind = "missing" if kind == "union_tag_not_found" else kind
        value = details["ctx"].get("tag")
    if kind == "missing":
        return Fault("value-missing", {"name": str(path[-1])}, path)
    if kind == "invalid_key" or (at_key and kind == "string_type"):
        return Fault("key-not-text", {"name": shown(value)}, path, at_key=True)
    if kind in ("extra_forbidden", "field_path", "weekdays"):
        return unknown_key(model, path)
    rule, params = _refused(kind, value, path, details)
    return Fault(rule, {"value": shown(value)} | params, path, at_key=at_key)


def _refused(kind: str, value: Any, path: Path, details: Any) -> tuple[str, dict[str, object]]:
    """Return the rule by which a value is refused, and what its message says besides."""
    if kind in _CHOICES:
        told = details["ctx"].get("expected") or details["ctx"]["expected_tags"]
        allowed = re.findall(r"'([^']*)'", told)
        return "value-choice", {
            "allowed": ", ".join(allowed),
            "near": closest_or_all(value, allowed),
        }
    if kind in _LIMITS:
        sign, bound = _LIMITS[kind]
        return "value-range", {"limit": f"{sign} {details['ctx'][bound]}"}
    if kind == "interval":
        allowed = [str(minutes) for minutes in START_INTERVALS]
        return "value-interval", {"allowed": ", ".join(allowed)}
    if kind == "hours":
        return _refused_hours(value, path)
    if kind in _PLAIN:
        rule = _PLAIN[kind]
        return rule, {"example": mapping_example(path)} if rule == "value-mapping" else {}
    field = path[-1] if path else ""
    rule = "value-empty" if value == "" else _FORMATS.get(str(field), "value-format")
    return rule, {"reason": details["msg"]}


def _refused_hours(value: Any, path: Path) -> tuple[str, dict[str, object]]:
    if value is None:
        return "value-hours-empty", {"name": str(path[-1])}
    if isinstance(value, str) and (near := times_meant(value[:100])):
        return "value-hours-near", {"near": near}
    return "value-hours", {}


def mapping_example(path: Path) -> str:
    """Return keys and values as people write them where a path leads."""
    if "exceptions" in path:
        return "Juhannusaatto: closed"
    if "hours" in path:
        return "mon-fri: 08:00-16:00"
    field = next((step for step in reversed(path) if isinstance(step, str)), "")
    return _EXAMPLES.get(field, "fi: Sali")


_EXAMPLES: Mapping[str, str] = {
    "publish": "from: 2027-01-31",
    "capacity": "max: 20",
    "booking": "min: 1 h",
    "window": "max_days: 90",
    "pricing": "free: true",
    "access": "type: unrestricted",
    "terms": "service: nuoriso-ehto",
    "defaults": "capacity: {max: 20}",
    "venues": "tprek: 51342",
    "rooms": "key: nup-sali",
    "goal": "deadline: 2027-12-31",
    "targets": "tuotanto: {url: https://varaamo.example.invalid}",
}
"""Keys and values by the field that has them; names and texts have languages."""


def unknown_key(model: type[BaseModel], path: Path) -> Fault:
    """Return the fault of a key that the model does not know, with the nearest that it does."""
    names = tuple(step for step in path[:-1] if isinstance(step, str))
    last = path[-1]
    if names and names[-1] == "unread":  # there a key is a dotted path
        *outer, last = str(last).split(".")
        names = (*names[:-1], *outer)
    weekdays = weekdays_meant(str(last)) if "hours" in names else None
    near = weekdays or closest_or_all(last, known_keys(model, names))
    params = {"name": shown(path[-1]), "near": near}
    return Fault("unknown-key", params, path, at_key=True)


def closest_or_all(value: object, allowed: Sequence[str]) -> str:
    """Return the word that was probably meant, or, where none is near, all of them."""
    return _suggested(value[:100] if isinstance(value, str) else shown(value), tuple(allowed))


@lru_cache(maxsize=1024)
def _suggested(meant: str, allowed: tuple[str, ...]) -> str:
    by_case = {word.casefold(): word for word in allowed}
    found = closest(meant.casefold(), by_case)
    return by_case[found[0]] if found else ", ".join(allowed) or "–"


@lru_cache(maxsize=256)
def known_keys(model: type[BaseModel], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys that a mapping may hold, somewhere within a model."""
    waiting = list(names)
    while waiting:
        fields = {info.alias or field: info for field, info in model.model_fields.items()}
        info = fields.get(waiting.pop(0))
        inner = next(_models(info.annotation), None) if info else None
        if info is None or inner is None:
            return ()
        if get_origin(info.annotation) is dict:
            del waiting[:1]  # the key of an entry, such as the name of a target
        model = inner
    keys = tuple(info.alias or field for field, info in model.model_fields.items())
    return (*keys, *WEEKDAYS) if issubclass(model, Period) else keys


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
