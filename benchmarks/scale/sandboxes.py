"""A process full of sandboxes, each with faults of its own; it ends when its stdin is closed."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from datetime import UTC, datetime

from varaamo_sync.sandbox import FaultPlan, Sandbox, running
from varaamo_sync.sandbox.faults.plan import Cut, Deadlock, Fault, SessionLost, Status

FAULTS: tuple[Fault, ...] = (
    Status(status=503, retry_after=1, probability=0.02),
    Status(status=502, stored=True, operations=("writes",), probability=0.01),
    Cut(stored=True, operations=("writes",), probability=0.01),
    Cut(probability=0.005),
    Deadlock(probability=0.02),
    SessionLost(probability=0.002),
)
"""What goes wrong in each of them: one request in twenty, in one way or another."""


def serve(count: int, first: int) -> None:
    """Serve some sandboxes, and write their addresses as a line of JSON.

    Args:
        count: How many.
        first: Seed of the first one's faults; the next ones' follow.
    """
    with ExitStack() as stack:
        urls = []
        for seed in range(first, first + count):
            plan = FaultPlan(seed=seed, faults=FAULTS)
            sandbox = Sandbox(":memory:", clock=lambda: datetime.now(UTC), faults=plan)
            urls.append(stack.enter_context(running(stack.enter_context(sandbox))))
        print(json.dumps(urls), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]), int(sys.argv[2]))
