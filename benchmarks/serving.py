"""Sandboxes served from a process of their own, so that they do not slow what is measured.

``python benchmarks/serving.py`` reads a file and a latency from a line of its input, serves a
sandbox and prints its address; with the next line it ends that one, and waits for another.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self


class Server:
    """A process that serves one sandbox after the other. Use it as a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    @contextmanager
    def serving(self, file: Path, latency: float = 0.0) -> Iterator[str]:
        """Serve a fresh sandbox over HTTP; the value is its address.

        Args:
            file: Keeps its data.
            latency: Seconds that every answer takes longer.
        """
        url = self._told(f"{latency} {file}")
        try:
            yield url
        finally:
            self._told("")

    def _told(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(line, file=self._process.stdin, flush=True)
        return self._process.stdout.readline().strip()


def _serve(file: Path, latency: float) -> None:
    from varaamo_sync.sandbox import FaultPlan, Sandbox, running
    from varaamo_sync.sandbox.faults.plan import Latency
    from varaamo_sync_cli.console.clock import now

    slow = FaultPlan(faults=(Latency(seconds=latency),)) if latency else None
    with Sandbox(file, clock=now, faults=slow) as sandbox, running(sandbox) as url:
        print(url, flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    for asked in iter(sys.stdin.readline, ""):
        seconds, _, name = asked.strip().partition(" ")
        _serve(Path(name), float(seconds))
        print(flush=True)
