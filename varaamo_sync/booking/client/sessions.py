"""Which texts can be a session: the value of a cookie, and nothing that breaks a header."""

from __future__ import annotations

import re

from varaamo_sync.errors import UsageError

_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]+")
"""Signs of a cookie's value (RFC 6265, section 4.1.1)."""


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
