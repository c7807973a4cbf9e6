"""The system's keyring, asked with a time limit: a locked one waits for a person to open it.

Everything that a keyring does happens in a thread of its own, also finding out which there is. What
has not answered in time is left alone; the process ends without it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any, TypeVar

from varaamo_sync.errors import UsageError

T = TypeVar("T")

SETTING = "VARAAMO_SYNC_KEYRING"

_SOON = 2.0
"""Seconds after which somebody who waits is told what for."""

Tell = Callable[..., None]
"""Told the name of a sentence about the keyring, and its values."""


def ask_keyring(work: Callable[[Any], T], *, seconds: float, tell: Tell) -> T | None:
    """Let the system's keyring do something.

    Args:
        work: What; it gets the library ``keyring``.
        seconds: How long the answer is waited for, unless ``VARAAMO_SYNC_KEYRING`` says so.
        tell: Told what keeps the keyring from answering: ``keyring_waits``, ``keyring_silent``,
            ``keyring_locked`` or ``keyring_broken``.

    Returns:
        The answer; ``None`` where there is no keyring, or none that answers.

    Raises:
        UsageError: ``VARAAMO_SYNC_KEYRING`` says neither.
    """
    limit = _limit(seconds)
    if limit is None:
        return None
    answer: Future[T | None] = Future()
    threading.Thread(target=_answer, args=(work, answer), name="keyring", daemon=True).start()
    wait([answer], min(limit, _SOON))
    if not answer.done() and limit > _SOON:
        tell("keyring_waits", seconds=f"{limit:g}")
        wait([answer], limit - _SOON)
    if not answer.done():
        tell("keyring_silent", seconds=f"{limit:g}")
    elif (error := answer.exception()) is not None:
        _tell_error(error, tell)
    else:
        return answer.result()
    return None


def _limit(seconds: float) -> float | None:
    """Return how long to wait, or ``None`` where the keyring is not to be used."""
    setting = os.environ.get(SETTING, "")
    if setting == "off":
        return None
    if setting in ("", "on"):
        return seconds
    try:
        limit = float(setting)
    except ValueError:
        limit = -1.0
    if not 0 <= limit <= threading.TIMEOUT_MAX:
        raise UsageError("setting-keyring", name=SETTING, value=setting)
    return limit


def _answer(work: Callable[[Any], T], answer: Future[T | None]) -> None:
    try:
        import keyring
    except ImportError:
        answer.set_result(None)
        return
    try:
        answer.set_result(work(keyring))
    except BaseException as error:  # noqa: BLE001  # of a library of the system: any error of it
        answer.set_exception(error)


def _tell_error(error: BaseException, tell: Tell) -> None:
    from keyring.errors import KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return  # there is none, so there is nothing to tell
    name = "keyring_locked" if isinstance(error, KeyringLocked) else "keyring_broken"
    tell(name, error=type(error).__name__)
