"""Texts of help and of errors of use, from the word files.

They are said before anything else is, and the program starts quickly: so the files are found and
read here without importing the library (or pathlib), each only when a text of it is shown.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync_cli.console.run_language import current_language

_METAVAR = lazy_pattern("[A-Z]{2,}")


@cache
def _read(name: str, lang: str) -> Mapping[str, Any]:
    from importlib.machinery import PathFinder

    import tomli

    package = PathFinder.find_spec("varaamo_sync")
    assert package is not None
    assert package.origin is not None
    folder = os.path.join(os.path.dirname(package.origin), "words", lang, "help")  # noqa: PTH118, PTH120
    with open(os.path.join(folder, f"{name}.toml"), "rb") as file:  # noqa: PTH118, PTH123
        return tomli.load(file)


def help_file(name: str) -> Mapping[str, Any]:
    """Return the texts of a file of help in the language of this run.

    Args:
        name: Its path in the folder ``help``, such as ``shared``.
    """
    return _read(name, current_language())


def say(code: str, **values: object) -> str:
    """Return a text of the file ``usage``, filled with values on one line each."""
    told = {name: " ".join(str(value).split()) for name, value in values.items()}
    text: str = help_file("usage")[code]
    return text.format_map(told)


def in_words(spec: str) -> str:
    """Return how a command or a parameter is written, its placeholders in words of the language."""
    words: Mapping[str, str] = help_file("usage")["placeholders"]
    return _METAVAR.sub(lambda found: words.get(found[0], found[0]), spec)
