"""Edits of one mapping as a tree, and what plain values are after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from varaamo_sync.findings import Path

_PLAIN = (str, int, bool, type(None), float)


class Removed:
    """Stands for an entry that is taken away, which is less than ``None``: that is written."""

    def __repr__(self) -> str:
        return "REMOVED"


REMOVED = Removed()


class Patch(dict[str | int, Any]):
    """Changes within a mapping or a list: values replace what is there, patches go on inside."""

    def add(self, path: Path, value: Any) -> None:
        """Add a change."""
        step, *rest = path
        if not rest:
            self[step] = value
            return
        inner = self.get(step)
        if isinstance(inner, dict) and not isinstance(inner, Patch):
            inner.update(plain(Patch.of([(tuple(rest), value)])))
            return
        if not isinstance(inner, Patch):
            inner = self[step] = Patch()
        inner.add(tuple(rest), value)

    @classmethod
    def of(cls, changes: Iterable[tuple[Path, Any]]) -> Patch:
        """Return a patch of some changes, in order."""
        patch = cls()
        for path, value in changes:
            patch.add(path, value)
        return patch


def plain(patch: Any) -> Any:
    """Return what a patch makes of nothing."""
    if isinstance(patch, Patch):
        if patch and all(isinstance(step, int) for step in patch):
            return [plain(value) for value in patch.values()]
        return {step: plain(value) for step, value in patch.items() if value is not REMOVED}
    return patch


def patched(value: Any, patch: Any) -> Any:
    """Return a value after a patch."""
    if not isinstance(patch, Patch):
        return patch
    if isinstance(value, list):
        result = list(value)
        for step, inner in patch.items():
            if isinstance(step, int) and step < len(result):
                result[step] = patched(result[step], inner)
            else:
                result.append(plain(inner))
        return result
    if isinstance(value, Mapping):
        after = {step: patched(value.get(step), inner) for step, inner in patch.items()}
        return {step: one for step, one in {**value, **after}.items() if one is not REMOVED}
    return plain(patch)


def changed(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """Return plain values after a change at a path; only what holds the place is made anew."""
    if not path:
        return change(value)
    copy: Any = dict(value) if isinstance(value, Mapping) else list(value)
    copy[path[0]] = changed(copy[path[0]], path[1:], change)
    return copy


def as_read(value: Any) -> Any:
    """Return a value as the fast parser gives it: decimals as floats."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Patch):
        return Patch({step: as_read(item) for step, item in value.items()})
    if isinstance(value, Mapping):
        return {str(name): as_read(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_read(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value.as_tuple().exponent == 0 else float(value)
    return value
