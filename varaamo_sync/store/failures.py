"""What is told of a database that failed: the file where it is one, and how it is mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from varaamo_sync.errors import StoreUnusable
from varaamo_sync.words import sqlite_reason

_BESIDE_THE_CATALOGUE = (".varaamo-sync", "state.db")
"""Folder and name of the file that is used where no other store is named."""

_PROBLEMS = {
    "SQLITE_NOTADB": "store-file-damaged",
    "SQLITE_CORRUPT": "store-file-damaged",
    "SQLITE_READONLY": "store-file-withheld",
    "SQLITE_PERM": "store-file-withheld",
    "SQLITE_CANTOPEN": "store-file-withheld",
    "SQLITE_FULL": "store-file-no-room",
    "SQLITE_BUSY": "store-file-held",
    "SQLITE_LOCKED": "store-file-held",
}
"""Problems by the name of the failure; each is mended in its own way."""


def unusable(failure: Exception, file: Path | None, told: Callable[[str], str]) -> StoreUnusable:
    """Return the error that tells of a failure; an address is never told, only a file.

    Args:
        failure: What the database or its driver raised.
        file: The file that is the database; ``None`` for a server, or a database in memory.
        told: Strikes what nobody may be told.
    """
    origin = getattr(failure, "orig", None) or failure
    said = str(origin).strip() or type(failure).__name__
    known = sqlite_reason(origin)
    reason = known or told(said.splitlines()[0])
    if file is None:
        return StoreUnusable("store-failed", reason=reason)
    if (file.parent.name, file.name) != _BESIDE_THE_CATALOGUE:
        return StoreUnusable("store-named-failed", file=file, reason=reason)
    problem = _PROBLEMS.get(known.code if known else "", "store-file-failed")
    return StoreUnusable(problem, file=file, reason=reason)
