"""Writes files whole or not at all: what was there stays until the new one is on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from varaamo_sync.catalogue_files.temporary_file import TemporaryFile
from varaamo_sync.errors import OutputUnwritable, UsageError, VaraamoSyncError, part
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.words import Phrase, system_reason

_FULL = frozenset(
    number
    for name in ("ENOSPC", "EDQUOT", "EFBIG")
    if (number := getattr(errno, name, None)) is not None
)
"""What a disk says that takes no more; not every system knows them all."""

_OF_THE_DISK = _FULL | {errno.EIO, errno.EPIPE}
"""Failures in which another name would not help."""


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


def write_whole(path: Path, data: bytes) -> None:
    """Write a file.

    Args:
        path: The file; a link stays one. Into a pipe or a device is written as it is.
        data: What it is to hold.

    Raises:
        UsageError: It cannot be written there.
        OutputUnwritable: It cannot be written anywhere on this disk.
    """
    try:
        if is_stream(path):
            _pour(path, data)
            return
        with TemporaryFile(Path(os.path.realpath(path)), data) as written:
            written.replace()
    except OSError as error:
        raise unwritable(path, error) from error


def write_changes(changes: Iterable[FileChange]) -> tuple[Path, ...]:
    """Write files: each is replaced as a whole, and none before all could be written.

    Returns:
        The files that were written.

    Raises:
        UsageError: A file cannot be written, or was changed by someone else meanwhile.
        OutputUnwritable: The disk is full.
    """
    ready: list[TemporaryFile] = []
    target: Path | None = None
    with contextlib.ExitStack() as stack:
        try:
            for change in changes:
                target = change.path.resolve()
                _check(target, change)
                ready.append(stack.enter_context(TemporaryFile(target, change.after)))
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


def is_stream(path: Path) -> bool:
    """Whether something is written to as it is: a pipe, a device, a descriptor of this process."""
    opened = path.as_posix().startswith(("/dev/std", "/dev/fd/", "/proc/self/fd/"))
    return opened or (path.exists() and not path.is_file())


def unwritable(
    path: Path | Phrase | str, error: OSError, *, problem: str = "file-unwritable"
) -> VaraamoSyncError:
    """Return the error that tells that a file cannot be written.

    Args:
        path: The file.
        error: What came of writing it.
        problem: What it is called where another call would help.
    """
    reason = system_reason(error)
    if error.errno in _OF_THE_DISK:
        return OutputUnwritable("disk-unwritable", file=path, reason=reason)
    return UsageError(problem, file=path, reason=reason)


def disk_is_full(error: Exception) -> bool:
    """Whether an error says that the disk takes no more."""
    return isinstance(error, OSError) and error.errno in _FULL


def _pour(target: Path, data: bytes) -> None:
    # Who reads a pipe may have seen enough.
    with contextlib.suppress(BrokenPipeError), target.open("wb", buffering=0) as file:
        left = memoryview(data)
        while left:
            left = left[file.write(left) or 0 :]
