"""Strikes secrets out of texts before they reach a person, a log or a file.

What is known to be secret is struck wherever it stands, in each spelling in which a server or a
library may give it back. Addresses and commands are struck by their form, because nobody can know
which of them hold a password.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from varaamo_sync.startup.lazy_pattern import lazy_pattern

STRUCK = "…"
"""Stands where a secret stood."""

_SCHEME = r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:/{2,3}"
_USER_IN_TEXT = lazy_pattern(rf"(?i)({_SCHEME})([^\s/?#@:]*:)?(\S*)@")
_USER_IN_ADDRESS = lazy_pattern(rf"(?is)({_SCHEME})([^/?#@:]*:)?(.*)@")
_NO_PORT = lazy_pattern(
    r"""(?ix)
    (?<![a-z0-9+.-]) https?:// [^\s/?#@:\[\]]+ :
    (?! port\b | [0-9]{1,5} (?:\W|$) )
    ( (?= [^\s/?#@"'<>]* \w ) [^\s/?#@"'<>]+ )
    """
)
"""A web address with words where a port should stand: they may be a password, the host left out."""
_SIGNED = r"""(?i)(hsa_[a-z_]+(?:=|%3d))[^\s&;,'"<>\\]+"""
"""What is signed in a link into the opening-hours system, or signs it."""

_NAMED = lazy_pattern(
    r"""(?ix)
    ((?<![a-z0-9])
     (?:[a-z_]* (?:pass (?:word|wd|phrase)? | pwd | sessionid | csrftoken) | hsa_[a-z_]+)
     \s* (?:=|%3d) \s*)
    ( '(?:\\.|[^'\\])*(?:'|$) | "(?:\\.|[^"\\])*(?:"|$) | [^\s&;,'"]+ )
    """
)


def strike(text: str, secrets: Iterable[str | None]) -> str:
    """Return a text without some secrets, in whatever spelling they stand there.

    Links into the opening-hours system are credentials of nobody in particular: of one that is
    signed, all that is signed is struck as well.
    """
    for spelling in _longest_first(secrets):
        text = text.replace(spelling, STRUCK)
    return re.sub(_SIGNED, rf"\1{STRUCK}", text)


def strike_bytes(data: bytes, secrets: Iterable[str | None]) -> bytes:
    """Return bytes without some secrets; see ``strike``."""
    for spelling in _longest_first(secrets):
        data = data.replace(spelling.encode("utf-8", "surrogatepass"), STRUCK.encode())
    return re.sub(_SIGNED.encode(), rb"\1" + STRUCK.encode(), data)


def _longest_first(secrets: Iterable[str | None]) -> list[str]:
    spellings = {way for secret in secrets if secret for way in _spellings(secret)}
    return sorted(spellings, key=len, reverse=True)


def _spellings(secret: str) -> Iterator[str]:
    import html  # most starts have no secret: they wait for none of these
    import json
    from urllib.parse import quote, quote_plus

    yield secret
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield html.escape(secret)
    yield repr(secret)[1:-1]
    sendable = secret.encode("utf-8", "surrogatepass")
    yield quote(sendable, safe="")
    yield quote_plus(sendable)


def without_passwords(text: str) -> str:
    """Return a text without the passwords of the addresses in it.

    Of ``scheme://user:password@host`` the password goes, of a web address also the user, and
    words that stand where its port should; of
    ``password=…``, as a query or among the words of a data source, what follows it. Links into
    the opening-hours system are credentials: all that is signed in one goes (``hsa_…=``).
    """
    return _replaced(text, _places(text, _USER_IN_TEXT), lambda _: STRUCK)


def argument_without_password(argument: str) -> str:
    """Return one argument of a command without a password, which may hold blanks."""
    return _replaced(argument, _places(argument, _USER_IN_ADDRESS), lambda _: STRUCK)


def masked(text: str) -> str:
    """Return a text without passwords that is as long as before, so that places in it stay."""
    return _replaced(text, _places(text, _USER_IN_TEXT), lambda length: "*" * length)


def _places(text: str, user: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return from where to where passwords stand in a text, in order and apart."""
    found: list[tuple[int, int]] = []
    if "@" in text and "://" in text:
        for match in user.finditer(text):
            is_web = match.group(1).lower().startswith(("http:", "https:"))
            if is_web or match.group(2) is not None:  # a user alone is no secret
                found.append((match.end(1) if is_web else match.start(3), match.end(3)))
    if "://" in text:
        found += [match.span(1) for match in _NO_PORT.finditer(text)]
    if "=" in text or "%3" in text:
        found += [match.span(2) for match in _NAMED.finditer(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def _replaced(text: str, places: list[tuple[int, int]], by: Callable[[int], str]) -> str:
    for start, end in reversed(places):
        text = text[:start] + by(end - start) + text[end:]
    return text


def values_without_passwords(value: Any) -> Any:
    """Return a value with ``without_passwords`` done to each text in it."""
    if type(value) is str:
        return without_passwords(value) if "://" in value or "=" in value else value
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return type(value)(values_without_passwords(item) for item in value)
    return value
