"""A sandbox served from a process of its own, so that it does not slow what is measured.

``python benchmarks/serving.py FILE SECONDS`` prints its address, and serves until its input ends.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(file: Path, latency: float = 0.0) -> Iterator[str]:
    """Serve a fresh sandbox over HTTP; the value is its address.

    Args:
        file: Keeps its data.
        latency: Seconds that every answer takes longer.
    """
    command = [sys.executable, __file__, str(file), str(latency)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def _serve(file: Path, latency: float) -> None:
    from varaamo_sync.sandbox import FaultPlan, Sandbox, running
    from varaamo_sync.sandbox.fault_plan import Latency

    slow = FaultPlan(faults=(Latency(seconds=latency),)) if latency else None
    with Sandbox(file, faults=slow) as sandbox, running(sandbox) as url:
        print(url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), float(sys.argv[2]))
