"""The word files: a folder for each language, and in it a TOML file for each theme."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

_Lang = Literal["fi", "sv", "en"]


@cache
def word_file(theme: str, lang: _Lang) -> Mapping[str, Any]:
    """Return what stands in the file of a theme; it is read once, and only when it is asked for.

    Args:
        theme: Path of the file in the folder of the language, such as ``findings/files``.
        lang: The language.

    Raises:
        FileNotFoundError: There is no such theme.
    """
    import tomllib
    from importlib import resources

    folder = resources.files("varaamo_sync.words").joinpath(lang)
    return tomllib.loads(folder.joinpath(f"{theme}.toml").read_text(encoding="utf-8"))


def unfilled(theme: str, code: str, lang: _Lang) -> str:
    """Return a text as it stands in its file.

    Args:
        theme: Its theme.
        code: Its name there; where it stands in a table, with the table's before a dot.
        lang: The language.

    Raises:
        KeyError: The theme has no such text.
    """
    found: Any = word_file(theme, lang)
    for name in code.split("."):
        found = found[name]
    if not isinstance(found, str):
        raise KeyError(code)
    return found
