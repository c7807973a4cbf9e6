"""The word files: a folder for each language, and in it a TOML file for each theme.

They speak of Varaamo. Where another booking system is spoken to, they name that one (``speak_of``):
the words are the same, and so are their endings but for what its name asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Literal, get_args

_Lang = Literal["fi", "sv", "en"]


_Forms = tuple[tuple[str, str], ...]

_OF_SYSTEMS = ("commands/", "errors/", "findings/", "report/", "answers/")
_OF_BOTH = ("commands/demo", "commands/move", "commands/respa", "findings/respa")
"""Themes that speak of the booking system, and those of them that speak of two."""

_NAMED = r"(?<!-){}(?! sandbox)"
"""A form of the name that stands for the booking system, and not for the one to try things in."""

_FORMS: ContextVar[_Forms] = ContextVar("forms", default=())


@contextmanager
def speak_of(forms: Mapping[str, str]) -> Iterator[None]:
    """Name another booking system than Varaamo inside a block, in this context.

    Args:
        forms: What stands for each form of Varaamo's name, the longest first; none for Varaamo
            itself.
    """
    before = _FORMS.get()
    _FORMS.set(tuple(forms.items()))
    try:
        yield
    finally:
        _FORMS.set(before)


def spoken_forms() -> _Forms:
    """Return what stands for each form of Varaamo's name now."""
    return _FORMS.get()


def word_file(theme: str, lang: _Lang) -> Mapping[str, Any]:
    """Return what stands in the file of a theme; it is read once, and only when it is asked for.

    Args:
        theme: Path of the file in the folder of the language, such as ``findings/files``.
        lang: The language.

    Raises:
        FileNotFoundError: There is no such theme.
        ValueError: There is no such language.
    """
    forms = _FORMS.get()
    if forms and not (theme.startswith(_OF_SYSTEMS) and not theme.startswith(_OF_BOTH)):
        forms = ()
    return _read(theme, lang, forms)


@cache
def _read(theme: str, lang: _Lang, forms: _Forms) -> Mapping[str, Any]:
    from pkgutil import get_data  # which takes a tenth of what ``importlib.resources`` does

    import tomli

    known = get_args(_Lang)
    if lang not in known:  # it may come from a browser; no file is opened by its name
        raise ValueError(f"there are no words in {lang!r}; lang is one of {', '.join(known)}")
    found = get_data("varaamo_sync.words", f"{lang}/{theme}.toml")
    assert found is not None
    text = found.decode().replace("\r\n", "\n")
    for form, other in forms:
        text = re.sub(_NAMED.format(form), other, text)
    return tomli.loads(text)


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
