"""Django's check against forged requests (facts, section 1): double submit, origin, referer."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping
from urllib.parse import urlsplit

COOKIE = "csrftoken"
HEADER = "x-csrftoken"
FORM_FIELD = "csrfmiddlewaretoken"
COOKIE_AGE = 31_449_600
"""Seconds that the cookie lives: a year."""

_LETTERS = string.ascii_letters + string.digits
_SECRET, _MASKED = 32, 64
"""Lengths of a bare token and of one behind a mask."""


class Forged(Exception):
    """A request that the check refuses; its text is the reason that the answer gives."""


def new_secret() -> str:
    """Return a new bare token."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_SECRET))


def mask(secret: str) -> str:
    """Hide a token behind a random mask, so that it looks different in every page."""
    mask = new_secret()
    pairs = zip(mask, secret, strict=True)
    return mask + "".join(
        _LETTERS[(_LETTERS.index(a) + _LETTERS.index(b)) % len(_LETTERS)] for a, b in pairs
    )


def unmask(token: str) -> str:
    """Return a token without its mask, if it has one."""
    if len(token) != _MASKED:
        return token
    pairs = zip(token[:_SECRET], token[_SECRET:], strict=True)
    return "".join(_LETTERS[_LETTERS.index(b) - _LETTERS.index(a)] for a, b in pairs)


def fault_of(token: str) -> str | None:
    """Return what is wrong with the form of a token, or ``None``."""
    if len(token) not in (_SECRET, _MASKED):
        return "has incorrect length"
    return "has invalid characters" if set(token) - set(_LETTERS) else None


def check(origin: str, headers: Mapping[str, str], cookie: str | None, field: str) -> None:
    """Check a request that may change something.

    Args:
        origin: Scheme and host that it came to.
        headers: Its headers, by names in small letters.
        cookie: Its token cookie.
        field: Its token as a form field, or empty.

    Raises:
        Forged: It is refused.
    """
    _check_source(origin, headers)
    if cookie is not None and (fault := fault_of(cookie)):
        raise Forged(f"CSRF cookie {fault}.")
    if not cookie:
        raise Forged("CSRF cookie not set.")
    source, token = "POST", field
    if not token:
        if HEADER not in headers:
            raise Forged("CSRF token missing.")
        source, token = "the 'X-Csrftoken' HTTP header", headers[HEADER]
    if fault := fault_of(token):
        raise Forged(f"CSRF token from {source} {fault}.")
    if not secrets.compare_digest(unmask(token), unmask(cookie)):
        raise Forged(f"CSRF token from {source} incorrect.")


def _check_source(origin: str, headers: Mapping[str, str]) -> None:
    if "origin" in headers:
        if headers["origin"] != origin:
            raise Forged(
                f"Origin checking failed - {headers['origin']} does not match any trusted origins."
            )
        return
    if not origin.startswith("https://"):
        return
    if "referer" not in headers:
        raise Forged("Referer checking failed - no Referer.")
    referer = urlsplit(headers["referer"])
    if not referer.scheme or not referer.netloc:
        raise Forged("Referer checking failed - Referer is malformed.")
    if referer.scheme != "https":
        raise Forged("Referer checking failed - Referer is insecure while host is secure.")
    if referer.netloc != urlsplit(origin).netloc:
        raise Forged(
            f"Referer checking failed - {headers['referer']} does not match any trusted origins."
        )
