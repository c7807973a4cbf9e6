"""How long things take, in this process and in one of their own.

What only calculates is measured in processor time, which a busy machine changes little; what
waits for others, or is waited for, by the clock. Of several measurements the least counts: the
rest of the others is what else the machine did.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_LAUNCHER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
took = time.perf_counter() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
processor = used.ru_utime + used.ru_stime
print(json.dumps([done.returncode, done.stderr, took, processor, used.ru_maxrss]))
"""
# A process inherits the peak of the one that starts it, so a small one must.

_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes of a unit of ``ru_maxrss``."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took.

    Attributes:
        seconds: From its start to its end, by the clock.
        processor: Seconds that a processor worked for it.
        megabytes: The most memory that it held.
    """

    seconds: float
    processor: float
    megabytes: float


def process(arguments: Sequence[str], *, fails: int | None = 0) -> Ran:
    """Run a process to its end.

    Args:
        arguments: The command.
        fails: The exit code that it is to end with; ``None`` where findings are no matter.

    Raises:
        RuntimeError: It ended otherwise, so that its time says nothing.
    """
    command = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *arguments]
    # As on a user's machine, where what was run once is kept compiled, as libraries are already.
    environment = {name: it for name, it in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    code, errors, took, processor, peak = json.loads(done.stdout)
    if fails is not None and code != fails:
        raise RuntimeError(f"{arguments[0]} ended with {code}: {errors}")
    return Ran(took, processor, peak * _MAXRSS / 1e6)


def processes(arguments: Sequence[str], repeats: int, *, fails: int = 0) -> Ran:
    """Run a process several times; return its least times and its highest peak."""
    ran = [process(arguments, fails=fails) for _ in range(repeats)]
    return Ran(
        min(each.seconds for each in ran),
        min(each.processor for each in ran),
        max(each.megabytes for each in ran),
    )


def seconds(call: Callable[[], object]) -> float:
    """Return how long a processor works for a call."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def side_by_side(
    ours: Callable[[], float], theirs: Callable[[], float], repeats: int
) -> tuple[float, float]:
    """Measure two things in turn, so that a busy minute hits both; return the least of each.

    Args:
        ours: Returns how long it took.
        theirs: Likewise.
        repeats: How often each is measured.
    """
    pairs = [(ours(), theirs()) for _ in range(repeats)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
