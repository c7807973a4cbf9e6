"""What a client is opened with: sessions that are safe, limits, headers."""

from __future__ import annotations

import os
import secrets
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from typing import Any

import httpx

from varaamo_sync.booking.client.message import ENCODING
from varaamo_sync.booking.client.options import CONTACT, ClientOptions, Timeouts
from varaamo_sync.errors import UsageError, part
from varaamo_sync.model.addresses import is_here
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase, system_reason

_VALUE = lazy_pattern(r"[!#-+\--:<-\[\]-~]+")
"""Signs of a cookie's value (RFC 6265, section 4.1.1)."""

_LETTERS = string.ascii_letters + string.digits

CONNECTIONS = 20
"""Most connections at once; more than four writers only fill the server's queue (facts, 5)."""

IDLE = 4.0
"""Seconds that an unused connection is kept: less than the 5 s after which quick servers close
it, so that no request meets a connection that is being closed."""


def ways(origin: str, options: ClientOptions) -> dict[str, Any]:
    """Return the keyword arguments of ``httpx.Client`` for a booking system."""
    waits = options.get("timeouts") or Timeouts()
    return {
        "timeout": httpx.Timeout(
            connect=waits.connect, read=waits.read, write=waits.write, pool=waits.pool
        ),
        "limits": httpx.Limits(
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS,
            keepalive_expiry=IDLE,
        ),
        # A proxy of the environment is not asked for what is on this machine: it would be told
        # the session in the open.
        "trust_env": not is_here(origin),
    }


@contextmanager
def opening() -> Iterator[None]:
    """Turn what the environment keeps a client from being opened by into an error with words.

    Only names of variables are told: the address of a proxy may hold a password.

    Raises:
        UsageError: A variable of the environment is wrong.
    """
    try:
        yield
    except ImportError as exc:
        raise UsageError("proxy-socks", names=_named(_PROXIES)) from exc
    except OSError as exc:
        raise UsageError(
            "certificates-unusable", names=_named(_FILES), reason=system_reason(exc)
        ) from exc
    except (ValueError, TypeError, httpx.InvalidURL) as exc:
        raise UsageError("proxy-none", names=_named(_PROXIES)) from exc


_PROXIES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY")
_FILES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


def _named(variables: Iterable[str]) -> list[Phrase | str]:
    """Return the names of those of some variables that are set."""
    both = (spelt for name in variables for spelt in (name, name.lower()))
    return [name for name in both if os.environ.get(name)] or [part("environment")]


def manners(options: ClientOptions) -> dict[str, str]:
    """Return the headers of every request: who asks, and how an answer may be packed.

    Raises:
        UsageError: The contact does not fit into a header.
    """
    contact = options.get("contact", CONTACT)
    if not (contact.isascii() and contact.isprintable()):
        raise UsageError("contact-unsendable")
    return {
        "User-Agent": f"varaamo-sync/{_version()} (+{contact})",
        "Accept-Encoding": ENCODING,
    }


@cache
def _version() -> str:
    return version("varaamo-sync")  # read from a file each time that it is asked for


def is_session(text: object) -> bool:
    """Whether a text can be a session cookie's value."""
    return isinstance(text, str) and _VALUE.fullmatch(text) is not None


def check_session(text: str) -> None:
    """Refuse what cannot be a session cookie's value.

    Raises:
        UsageError: It cannot; the text itself is not told.
    """
    if not is_session(text):
        raise UsageError("session-none")


def new_csrf_token() -> str:
    """Return a token for Django's double-submit check: 32 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(32))
