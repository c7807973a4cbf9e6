"""Events of a push as NDJSON: one JSON object a line, the first of them the version."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files import is_stream, unwritable, write_whole
from varaamo_sync.plan import Plan
from varaamo_sync.sync import Outcome, PushResult
from varaamo_sync_cli.console.clock import now
from varaamo_sync_cli.console.output import out, reader_left
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.media.terminal import plain_for_terminal

FORMAT_VERSION = 1


class EventLog:
    """Writes events, each whole and at once."""

    def __init__(self, write_line: Callable[[bytes], object]) -> None:
        self._write_line = write_line

    def write_start(self, plan: Plan) -> None:
        """Write that a push begins."""
        rooms = len(plan.writes) + len(plan.to_archive)
        self._write_line(_line("began", origin=plan.origin, rooms=rooms))

    def write_outcome(self, outcome: Outcome) -> None:
        """Write what became of a room."""
        self._write_line(_line("outcome", **outcome.as_dict(current_language())))

    def write_end(self, result: PushResult) -> None:
        """Write that a push has ended."""
        counts = {status.value: count for status, count in result.counts().items()}
        self._write_line(_line("ended", complete=result.complete, counts=counts))


class _LineFile:
    """A file of lines. Once one cannot be written, no later one is: a gap would not be seen.

    Args:
        path: The file.
        first: Its first line; a pipe is opened once for all, or its reader would leave.

    Raises:
        OSError: The first line cannot be written.
    """

    def __init__(self, path: Path, first: bytes) -> None:
        if not is_stream(path):
            write_whole(path, first)
            first = b""
        self._path = path
        self._file: FileIO | None = FileIO(path, "w" if first else "a")
        try:
            self._write_now(first)
        except OSError:
            self.close()
            raise

    def write(self, line: bytes) -> None:
        """Write a line; what keeps it from being written is told when the command ends."""
        if self._file is None:
            return
        before = self._file.tell() if self._file.seekable() else None
        try:
            self._write_now(line)
        except OSError as error:
            if not reader_left(error):
                out().fail_later(unwritable(self._path, error))
            with suppress(OSError):
                if before is not None:
                    self._file.truncate(before)  # of the line only a part may be there
            self.close()

    def _write_now(self, line: bytes) -> None:
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
def event_file(path: str | None) -> Iterator[EventLog]:
    """Open the file of ``--events``; ``-`` is stdout, and ``None`` no file at all.

    A file of an earlier push is replaced once the first line of the new one is on the disk.

    Raises:
        UsageError: The file cannot be written.
        OutputUnwritable: The disk is full.
    """
    if path is None:
        yield EventLog(lambda _: None)
        return
    first = _line("version", format_version=FORMAT_VERSION)
    if path == "-":
        out().write_bytes(first)
        yield EventLog(out().write_bytes)
        return
    try:
        file = _LineFile(Path(path), first)
    except OSError as error:
        raise unwritable(Path(path), error) from error
    try:
        yield EventLog(file.write)
    finally:
        file.close()
