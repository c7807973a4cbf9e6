"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from varaamo_sync.errors import UsageError
from varaamo_sync.files.whole import unwritable, written_beside


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that is to be written.

    Attributes:
        path: Where it is.
        before: Its bytes when it was read; ``None`` for one that is new.
        after: Its bytes afterwards.
    """

    path: Path
    before: bytes | None
    after: bytes


def write_changes(changes: Iterable[FileChange]) -> tuple[Path, ...]:
    """Write files: each is replaced as a whole, and none before all could be written.

    Returns:
        The files that were written.

    Raises:
        UsageError: A file cannot be written, or was changed by someone else meanwhile.
        OutputUnwritable: The disk is full.
    """
    ready: list[tuple[Path, Path]] = []
    target: Path | None = None
    try:
        for change in changes:
            target = change.path.resolve()
            _check(target, change)
            ready.append((written_beside(target, change.after), target))
        for written, target in ready:
            written.replace(target)
    except OSError as error:
        raise unwritable(target or "the catalogue", error) from error
    finally:
        for written, _ in ready:
            with contextlib.suppress(OSError):
                written.unlink(missing_ok=True)
    return tuple(change for _, change in ready)


def _check(target: Path, change: FileChange) -> None:
    now = target.read_bytes() if target.exists() else None
    if now != change.before:
        raise UsageError(
            f"{change.path} was changed by someone else meanwhile, and was not written.",
            fix="Run the same command again.",
        )
