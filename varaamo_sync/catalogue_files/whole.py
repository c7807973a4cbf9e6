"""Writes a file whole or not at all: what was there stays until the new one is on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from varaamo_sync.catalogue_files.beside import beside
from varaamo_sync.errors import OutputUnwritable, UsageError, VaraamoSyncError
from varaamo_sync.words import Phrase

_FULL = frozenset(
    number
    for name in ("ENOSPC", "EDQUOT", "EFBIG")
    if (number := getattr(errno, name, None)) is not None
)
"""What a disk says that takes no more; not every system knows them all."""

_OF_THE_DISK = _FULL | {errno.EIO, errno.EPIPE}
"""Failures in which another name would not help."""


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
        with beside(Path(os.path.realpath(path)), data) as written:
            written.replace()
    except OSError as error:
        raise unwritable(path, error) from error


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
    reason = error.strerror or type(error).__name__
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
