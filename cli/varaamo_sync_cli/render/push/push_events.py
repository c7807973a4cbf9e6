"""Events of a push as NDJSON: one JSON object a line, the first of them the version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any, Protocol

from varaamo_sync.catalogue_files.whole import is_stream, unwritable, write_whole
from varaamo_sync.plan import Plan
from varaamo_sync.sync import Outcome, PushResult
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.output import out, reader_left
from varaamo_sync_cli.media.terminal import plain_for_terminal
from varaamo_sync_cli.render.push.push_outcomes import one_as_json

FORMAT_VERSION = 1


class Listener(Protocol):
    """Somebody who is told what a push does."""

    def began(self, plan: Plan) -> None:
        """Hear that a push begins."""
        ...

    def came(self, outcome: Outcome) -> None:
        """Hear what became of a room."""
        ...

    def ended(self, result: PushResult) -> None:
        """Hear that a push has ended."""
        ...


class EventFile:
    """Writes events, each whole and at once."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write_line = write

    def _write(self, event: str, **values: Any) -> None:
        self._write_line(_line(event, **values))

    def began(self, plan: Plan) -> None:
        """Write that a push begins."""
        self._write("began", origin=plan.origin, rooms=len(plan.writes) + len(plan.to_archive))

    def came(self, outcome: Outcome) -> None:
        """Write what became of a room."""
        self._write("outcome", **one_as_json(outcome))

    def ended(self, result: PushResult) -> None:
        """Write that a push has ended."""
        counts = {status.value: count for status, count in result.counts().items()}
        self._write("ended", complete=result.complete, counts=counts)


class _File:
    """A file of lines. Once one cannot be written, no later one is: a gap would not be seen."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self._path = path
        self._file: FileIO | None = file

    def write(self, line: bytes) -> None:
        """Write a line; what keeps it from being written is told when the command ends."""
        if self._file is None:
            return
        before = self._file.tell() if self._file.seekable() else None
        try:
            self.write_now(line)
        except OSError as error:
            if not reader_left(error):
                out().fail_later(unwritable(self._path, error))
            with suppress(OSError):
                if before is not None:
                    self._file.truncate(before)  # of the line only a part may be there
            self.close()

    def write_now(self, line: bytes) -> None:
        """Write a line.

        Raises:
            OSError: It cannot be written.
        """
        left = memoryview(line)
        while left and self._file is not None:
            left = left[self._file.write(left) or 0 :]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None


def _line(event: str, **values: Any) -> bytes:
    written = {"event": event, "at": now().isoformat(timespec="milliseconds")} | values
    return f"{plain_for_terminal(json.dumps(written, ensure_ascii=False))}\n".encode()


@contextmanager
def event_file(path: str | None) -> Iterator[EventFile | None]:
    """Open the file of ``--events``; ``-`` is stdout.

    A file of an earlier push is replaced once the first line of the new one is on the disk.

    Raises:
        UsageError: The file cannot be written.
        OutputUnwritable: The disk is full.
    """
    if path is None:
        yield None
        return
    first = _line("version", format_version=FORMAT_VERSION)
    if path == "-":
        out().write_bytes(first)
        yield EventFile(out().write_bytes)
        return
    file = _opened(Path(path), first)
    try:
        yield EventFile(file.write)
    finally:
        file.close()


def _opened(path: Path, first: bytes) -> _File:
    """Open a file of lines with its first one; a pipe is opened once, or its reader would leave."""
    try:
        if not is_stream(path):
            write_whole(path, first)
            first = b""
        file = _File(path, FileIO(path, "w" if first else "a"))
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        file.write_now(first)
    except OSError as error:
        file.close()
        raise unwritable(path, error) from error
    return file
