"""JSON text to plain values, as strict as YAML is read."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from varaamo_sync.catalogue_files.text.faults import Broken, Fault, Unreadable, shown
from varaamo_sync.catalogue_files.text.nodes import as_yaml
from varaamo_sync.catalogue_files.text.places import Lines
from varaamo_sync.catalogue_files.text.yaml_errors import repeated_at
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_MOST_DIGITS = 15
_SURROGATE = lazy_pattern(r"\\u[dD][89a-fA-F]")


class _Repeated(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_json(text: str) -> Any:
    """Read JSON text; decimals become ``Decimal``.

    Raises:
        Unreadable: The text is no JSON, or repeats a key.
    """
    try:
        try:
            data = json.loads(
                text, parse_float=_decimal, parse_int=_whole, object_pairs_hook=_without_repeats
            )
        except _Repeated as error:
            json.loads(text, parse_float=str, parse_int=str)  # what is broken behind comes first
            place = repeated_at(as_yaml(text), error.key)
            fault = Fault("yaml-duplicate-key", {"name": shown(error.key)}, place=place)
            raise Unreadable(fault) from error
    except json.JSONDecodeError as error:
        fault = Fault("json-syntax", {"reason": error.msg}, place=Lines(text).place(error.pos))
        raise Unreadable(fault) from error
    except RecursionError as error:
        raise Unreadable(Fault("yaml-depth")) from error
    match = _SURROGATE.search(text)
    if match is not None and not _encodable(data):
        params = {"reason": "Invalid surrogate pair"}
        raise Unreadable(Fault("json-syntax", params, place=Lines(text).place(match.start())))
    return data


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        raise _Repeated(next(key for key, count in counted.items() if count > 1))
    return values


def _whole(token: str) -> int | Broken:
    return _too_long(token) if len(token.lstrip("-")) > _MOST_DIGITS else int(token)


def _decimal(token: str) -> Decimal | Broken:
    digits = re.split("[eE]", token.lstrip("-"))[0].replace(".", "").lstrip("0")
    try:
        return _too_long(token) if len(digits) > _MOST_DIGITS else Decimal(token)
    except InvalidOperation:  # an exponent beyond all measure
        return _too_long(token)


def _too_long(token: str) -> Broken:
    return Broken("number-too-long", {"value": shown(token).strip('"')})


def _encodable(data: Any) -> bool:
    """Tell whether no text holds half a character, which JSON can spell."""
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True
