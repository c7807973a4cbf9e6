"""The words of a run: in which language, and of which booking system they speak.

The language is what was asked for, what the catalogue says, or what the system speaks.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, cast

import click

from varaamo_sync.startup.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from varaamo_sync.model import Lang

LANGS = ("fi", "sv", "en")

LANG_SETTING = "VARAAMO_SYNC_LANG"
"""What in the environment names the language where ``--lang`` does not."""

_OPTION = "--lang"
_FIRST: Lang = "fi"
_CATALOGUE = "catalogue.yaml"
_SAID_THERE = lazy_pattern(rf"""^lang: *["']?({"|".join(LANGS)})["']? *(?:#.*)?$""", re.MULTILINE)
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_ON_WINDOWS = {"finnish": "fi", "swedish": "sv", "english": "en"}
"""Languages as a Windows of some age names them in its locale (``Finnish_Finland``)."""

_LANG: ContextVar[Lang] = ContextVar("lang", default=_FIRST)
_SPOKEN: ContextVar[ExitStack | None] = ContextVar("spoken", default=None)


def current_language() -> Lang:
    """Return the language of this run."""
    return _LANG.get()


def set_language(_: click.Context | None, __: click.Parameter | None, value: str | None) -> str:
    """Take the language of ``--lang`` where it was given; a callback of click."""
    if value is not None:
        _LANG.set(cast("Lang", value))
    return current_language()


def set_language_of_run(arguments: Sequence[str]) -> None:
    """Take the language of a run before its command is known, in which errors are told, too.

    Args:
        arguments: Arguments of the program: ``--lang`` among them goes first, then the setting,
            then what a catalogue that is named says (or the one of the current folder), then the
            system's locale, then Finnish.
    """
    found = next((lang for lang in _languages(arguments) if lang in LANGS), _FIRST)
    _LANG.set(cast("Lang", found))


@contextmanager
def words_of_run(arguments: Sequence[str]) -> Iterator[None]:
    """Speak the language of a run inside a block, and of the booking system that it works with.

    Args:
        arguments: Arguments of the program.
    """
    set_language_of_run(arguments)
    with ExitStack() as spoken:
        around = _SPOKEN.set(spoken)
        try:
            yield
        finally:
            _SPOKEN.reset(around)


def speak_in_run_of(forms: Mapping[str, str]) -> None:
    """Name another booking system for the rest of a run; where none is running, nothing changes.

    Args:
        forms: What stands for each form of Varaamo's name; none for Varaamo itself.
    """
    spoken = _SPOKEN.get()
    if spoken is not None:
        from varaamo_sync.words import speak_of  # which a page of help does without

        spoken.close()
        spoken.enter_context(speak_of(forms))


def _languages(arguments: Sequence[str]) -> Iterator[str | None]:
    yield from reversed(list(_asked(arguments)))
    yield os.environ.get(LANG_SETTING, "").strip()
    yield _of_catalogue(arguments)
    yield _of_system()


def _asked(arguments: Sequence[str]) -> Iterator[str]:
    """Yield every language that is asked for by ``--lang``; the last one counts."""
    for index, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            yield value if equals else "".join(arguments[index + 1 : index + 2])


def _of_catalogue(arguments: Sequence[str]) -> str | None:
    """Return what the first catalogue that is named says, which nothing else of it is read for."""
    values = (word.partition("=")[2] if word.startswith("--") else word for word in arguments)
    for folder in (*(value for value in values if value), "."):
        try:
            with open(os.path.join(folder, _CATALOGUE), encoding="utf-8") as file:  # noqa: PTH118, PTH123  # pathlib takes its time
                found = _SAID_THERE.search(file.read())
        except (OSError, ValueError):  # no folder, or no text: who reads it says so
            continue
        return found[1] if found else None
    return None


def _of_system() -> str | None:
    """Return the language of the system; that of a bare one (``C``) is unknown."""
    named = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    if not named and sys.platform == "win32":
        import locale

        named = locale.getlocale()[0] or ""
    language = re.split("[_.@-]", named.casefold())[0]
    return _ON_WINDOWS.get(language, language)
