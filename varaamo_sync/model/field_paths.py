"""Dotted paths of fields: ``capacity.max``, ``pricing.vat``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from varaamo_sync.model.parts import Part


def names_field(model: type[Part], path: str) -> bool:
    """Tell whether a dotted path names a field within a model.

    The entries of a list need no numbers: ``pricing.vat`` is the VAT of any of the prices.
    """
    first, *inner = path.split(".")
    inside: type[Part] | None = model
    for step in (first, *(step for step in inner if not step.isdigit())):
        fields = _fields(inside) if inside is not None else {}
        if step not in fields:
            return False
        inside = next(_models(fields[step]), None)
    return True


def _fields(model: type[Part]) -> Mapping[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _models(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
