"""Writes files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from varaamo_sync.errors import UsageError


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
    """
    ready: list[tuple[Path, Path]] = []
    try:
        for change in changes:
            target = change.path.resolve()
            _check(target, change)
            ready.append((_written(target, change), target))
        for written, target in ready:
            written.replace(target)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{error.filename or 'the catalogue'} cannot be written: {reason}."
        raise UsageError(message) from error
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


def _written(target: Path, change: FileChange) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(change.after)
        file.flush()
        os.fsync(file.fileno())
    written = Path(name)
    written.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    return written
