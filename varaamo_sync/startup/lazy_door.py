"""Doors of packages that import what stands behind them when it is first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def open_lazily(
    door: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and the ``__dir__`` of a package whose names are imported later.

    Type checkers see the imports that stand in the package under ``TYPE_CHECKING``; a test holds
    the homes to them.

    Args:
        door: Name of the package.
        homes: Of each module behind the door the names that are at home there, in one text.
    """
    home_of = {name: home for home, names in homes.items() for name in names.split()}

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {door!r} has no attribute {name!r}")
        value = getattr(import_module(f"{door}.{home_of[name]}"), name)
        setattr(sys.modules[door], name, value)  # it is asked for once
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[door]), *home_of})

    return get, names
