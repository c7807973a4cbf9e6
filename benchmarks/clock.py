"""How long things take, in this process and in one of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

_LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
took = time.perf_counter() - begun
print(json.dumps([code, took, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
# A process inherits the peak of the one that starts it, so a small one must.

_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes of a unit of ``ru_maxrss``."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took.

    Attributes:
        seconds: From its start to its end.
        megabytes: The most memory that it held.
    """

    seconds: float
    megabytes: float


def process(arguments: Sequence[str]) -> Ran:
    """Run a process to its end.

    Raises:
        RuntimeError: It failed, so that its time says nothing.
    """
    command = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    code, took, peak = json.loads(done.stdout)
    if code:
        raise RuntimeError(f"{arguments[0]} ended with {code}: {done.stderr}")
    return Ran(took, peak * _MAXRSS / 1e6)


def processes(arguments: Sequence[str], repeats: int) -> Ran:
    """Run a process several times; return its median time and its highest peak."""
    ran = [process(arguments) for _ in range(repeats)]
    return Ran(median(r.seconds for r in ran), max(r.megabytes for r in ran))


def seconds(call: Callable[[], object]) -> float:
    """Return how long a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def side_by_side(
    ours: Callable[[], float], theirs: Callable[[], float], repeats: int
) -> tuple[float, float]:
    """Measure two things in turn, so that a busy minute hits both; return the medians.

    Args:
        ours: Returns how long it took.
        theirs: Likewise.
        repeats: How often each is measured.
    """
    pairs = [(ours(), theirs()) for _ in range(repeats)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
