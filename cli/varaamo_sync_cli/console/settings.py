"""Settings of the environment: the one door through which they are read.

A value that a script or a secret store handed over may end with a line end or blanks, which are
no part of it. What cannot be a value of its setting is refused by the setting's name; the value
is not told, for it may be a secret.
"""

from __future__ import annotations

import os

from varaamo_sync.booking.client import check_session
from varaamo_sync.errors import UsageError
from varaamo_sync.startup.lazy_pattern import lazy_pattern

URL = "VARAAMO_SYNC_URL"
SESSION = "VARAAMO_SYNC_SESSION"
USERNAME = "VARAAMO_SYNC_USERNAME"
PASSWORD = "VARAAMO_SYNC_PASSWORD"  # noqa: S105  # the name of a setting
STORE = "VARAAMO_SYNC_STORE"
HOURS_URL = "VARAAMO_SYNC_HOURS_URL"
HOURS_TOKEN = "VARAAMO_SYNC_HOURS_TOKEN"  # noqa: S105  # the name of a setting
SERVICE_MAP = "VARAAMO_SYNC_SERVICE_MAP"
BOARD_TOKEN = "VARAAMO_SYNC_BOARD_TOKEN"  # noqa: S105  # the name of a setting

LOGIN_SETTINGS = (URL, SESSION, USERNAME, PASSWORD, STORE, HOURS_URL, HOURS_TOKEN)
"""Settings that say where to go and as whom; some of them are secret."""


_NEVER = lazy_pattern(r"[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control signs, ends of lines, and what was no UTF-8."""


def setting(name: str) -> str | None:
    """Return a setting without blanks and line ends around it; ``None`` where it says nothing.

    Of a password only line ends go: a blank may be meant.

    Raises:
        UsageError: It holds what its value cannot; the value is not told.
    """
    value = os.environ.get(name, "")
    value = value.strip("\r\n") if name == PASSWORD else value.strip()
    if not value:
        return None
    if name == SESSION:
        try:
            check_session(value)
        except UsageError as error:
            raise UsageError("setting-session", name=name, why=error.what) from None
    if _NEVER.search(value):
        raise UsageError("setting-unseen", name=name)
    return value


def secrets_of_environment() -> tuple[str, ...]:
    """Return what of the environment nobody may be told, as it stands there and trimmed."""
    secret = (SESSION, PASSWORD, HOURS_TOKEN, BOARD_TOKEN)
    values = (os.environ.get(name, "") for name in secret)
    return tuple(form for value in values for form in (value, value.strip()) if form)
