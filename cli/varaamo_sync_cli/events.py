"""Events of a push as NDJSON: one JSON object a line, the first of them the version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Protocol

import click

from varaamo_sync.plan import Plan
from varaamo_sync.sync import Outcome, PushResult
from varaamo_sync_cli.clock import now
from varaamo_sync_cli.render.outcomes import one_as_json

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
    """Writes events to a file, each whole and at once."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._write("version", format_version=FORMAT_VERSION)

    def _write(self, event: str, **values: Any) -> None:
        line = {"event": event, "at": now().isoformat(timespec="milliseconds")} | values
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

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


@contextmanager
def event_file(path: str | None) -> Iterator[EventFile | None]:
    """Open the file of ``--events``; ``-`` is stdout."""
    if path is None:
        yield None
        return
    with click.open_file(path, "w", encoding="utf-8") as file:
        yield EventFile(file)
