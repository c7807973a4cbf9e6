"""Reasons of the operating system, in the language of who reads."""

from __future__ import annotations

import errno
from typing import Literal, get_args

from varaamo_sync.words.files import word_file
from varaamo_sync.words.themes import Phrase

_Lang = Literal["fi", "sv", "en"]

_THEME = "errors/system"

_HELD_BY_ANOTHER = (32, 33)
"""Numbers by which Windows says that another program, mostly Excel, has a file open."""

_LOOKUP_LATER = (-3, 2, 11002)
_LOOKUP_NOWHERE = (-2, -5, 8, 7, 11001, 11004)
"""Numbers of a failed lookup of a name: of Linux, of macOS and of Windows."""


def system_reason(error: OSError) -> Phrase | str:
    """Return why the operating system did not do something.

    Args:
        error: What it said.

    Returns:
        Words of any language; what it said itself where the word file does not know it.
    """
    return known_reason(error) or error.strerror or str(error) or type(error).__name__


def known_reason(error: BaseException | None) -> Phrase | None:
    """Return the reason of the operating system that a failure comes from, if words know it.

    Args:
        error: The failure, which may be caused by that of the system.
    """
    while error is not None:
        if isinstance(error, OSError) and (found := system_words(_name(error))):
            return found
        carried = (held for held in error.args if isinstance(held, BaseException))
        error = error.__cause__ or next(carried, None)
    return None


def system_words(name: str) -> Phrase | None:
    """Return the words of a reason by its name, such as ``ENOENT``, if there are any."""
    return Phrase(_THEME, name) if name in word_file(_THEME, "en") else None


def sqlite_reason(error: object) -> Phrase | None:
    """Return why SQLite did not do something, if words know it; its code is ``SQLITE_BUSY``, say.

    Args:
        error: What it raised; the particulars of a reason are not told apart.
    """
    return system_words("_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2]))


def in_each_language(reason: Phrase | str) -> dict[str, object]:
    """Return a reason as the values ``reason_fi``, ``reason_sv`` and ``reason_en`` of a finding."""
    return {
        f"reason_{lang}": reason.told(lang) if isinstance(reason, Phrase) else reason
        for lang in get_args(_Lang)
    }


def _name(error: OSError) -> str:
    """Return the name of a failure; some libraries number theirs as the system numbers others."""
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if "SSLError" in kinds:
        return "CERTIFICATE" if "SSLCertVerificationError" in kinds else ""
    if "gaierror" in kinds:
        return _name_of_lookup(error)
    if getattr(error, "winerror", None) in _HELD_BY_ANOTHER:
        return "EBUSY"
    if error.errno is None:
        return "ETIMEDOUT" if isinstance(error, TimeoutError) else ""
    return errno.errorcode.get(error.errno, "").removeprefix("WSA")


def _name_of_lookup(error: OSError) -> str:
    if error.errno in _LOOKUP_LATER:
        return "EAI_AGAIN"
    return "EAI_NONAME" if error.errno in _LOOKUP_NOWHERE else ""
