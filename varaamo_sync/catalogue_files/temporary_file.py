"""The one place that makes temporary files: written beside what they replace, and cleared away.

A command that is killed leaves its temporary file behind. The next one that writes into the same
folder removes it: a writer keeps its file locked, and the lock of a process that died is gone. So
nobody's live file is ever taken for a leftover, on whatever machine or in whatever container its
writer is.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

from varaamo_sync.startup.lazy_pattern import lazy_pattern

try:
    import fcntl
except ImportError:  # pragma: no cover  # not on Windows, where leftovers stay
    fcntl = None  # type: ignore[assignment]

_LEFT = lazy_pattern(r"\.varaamo-sync-[0-9a-f]{8}\.new")
"""Names of temporary files."""

_OF_0_1 = lazy_pattern(r"\.(?P<name>.+)\.[a-z0-9_]{8}\.new")
"""Names that version 0.1.0 gave; the random part is that of ``tempfile``."""

_OURS = (".yaml", ".yml", ".json")
"""Endings of files that commands write into folders of their own."""

_SURVEYS_OF_0_1 = lazy_pattern(r"surveys\.(?P<pid>[0-9]{1,9})\.new")
"""Another name that version 0.1.0 gave, with the number of the process."""


class TemporaryFile:
    """A file written whole beside the one that it is to replace; left, it is gone.

    Args:
        target: The file to replace.
        data: Its new bytes.

    Raises:
        OSError: It cannot be written.
    """

    def __init__(self, target: Path, data: bytes) -> None:
        self.target = target
        clear(target.parent)
        self._path: Path | None
        self._file, self._path = _locked_file(target)
        try:
            self._write(data)
        except BaseException:
            self.__exit__()
            raise

    def _write(self, data: bytes) -> None:
        assert self._path is not None
        self._file.write(data)
        self._file.flush()
        os.fsync(self._file.fileno())
        if self.target.exists():
            self._path.chmod(self.target.stat().st_mode & 0o777)
        if fcntl is None:  # pragma: no cover  # an open file cannot be renamed there
            self._file.close()

    def replace(self) -> None:
        """Put it in its place.

        Raises:
            OSError: It cannot be.
        """
        assert self._path is not None
        self._path.replace(self.target)
        self._path = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close it; remove it where it did not come to its place."""
        if self._path is not None:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)
            self._path = None
        self._file.close()


def clear(folder: Path) -> None:
    """Remove the temporary files that killed commands left in a folder."""
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            if _is_left(entry.name, folder) and entry.is_file(follow_symlinks=False):
                with suppress(OSError), Path(entry.path).open("rb") as file:
                    if _lock(file.fileno()):
                        Path(entry.path).unlink()


def _is_left(name: str, folder: Path) -> bool:
    if _LEFT.fullmatch(name):
        return True
    if surveys := _SURVEYS_OF_0_1.fullmatch(name):
        return _is_gone(int(surveys["pid"]))
    old = _OF_0_1.fullmatch(name)
    return old is not None and (old["name"].endswith(_OURS) or (folder / old["name"]).exists())


def _is_gone(pid: int) -> bool:
    if fcntl is None:  # pragma: no cover  # asking would end the process there
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass
    return False


def _locked_file(target: Path) -> tuple[BinaryIO, Path]:
    """Make a temporary file, and lock it before anybody takes it for a leftover."""
    mode = 0o600 if target.exists() else 0o666  # whoever may read it is known later, or by umask
    while True:
        path = target.with_name(f".varaamo-sync-{secrets.token_hex(4)}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, mode)
        _lock(handle, wait=True)
        if os.fstat(handle).st_nlink or fcntl is None:
            return os.fdopen(handle, "wb"), path
        os.close(handle)  # it was cleared away before it was locked


def _lock(handle: int, *, wait: bool = False) -> bool:
    """Lock an open file where nobody has, or once nobody has; tell whether it is locked now."""
    if fcntl is None:  # pragma: no cover
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
