"""Reading models at the speed of plain objects.

A pydantic model defines ``__getattr__``, which makes each reading of a field some five times
slower (no specialised instruction of CPython fits). Eighty rules read millions of fields, so they
read them from a plain object that shares the model's ``__dict__``.
"""

from __future__ import annotations

from typing import TypeVar, cast

from varaamo_sync.model import Part

_PartT = TypeVar("_PartT", bound=Part)


class _Plain:
    """The fields of a model, and nothing else: no methods, no properties."""


def plain(part: _PartT) -> _PartT:
    """Return a view of a model's fields. Only fields may be read from it."""
    view = _Plain()
    view.__dict__ = vars(part)
    return cast("_PartT", view)
