"""Writes files whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from varaamo_sync.catalogue_files.beside import Beside, beside
from varaamo_sync.catalogue_files.whole import unwritable
from varaamo_sync.errors import UsageError, part


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
    ready: list[Beside] = []
    target: Path | None = None
    with ExitStack() as stack:
        try:
            for change in changes:
                target = change.path.resolve()
                _check(target, change)
                ready.append(stack.enter_context(beside(target, change.after)))
            for each in ready:
                target = each.target
                each.replace()
        except OSError as error:
            raise unwritable(target or part("the-catalogue"), error) from error
    return tuple(each.target for each in ready)


def _check(target: Path, change: FileChange) -> None:
    now = target.read_bytes() if target.exists() else None
    if now != change.before:
        raise UsageError("file-changed-meanwhile", file=change.path)
