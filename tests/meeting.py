"""Lets processes meet for certain at a sandbox: no write goes on before the others are done."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from threading import Event

from tests.clock import wait_until
from varaamo_sync.sandbox import Faults, MutationCall


class WritesWait(Faults):
    """Lets every write wait until it is let go."""

    def __init__(self) -> None:
        self._let_go = Event()

    def before(self, call: MutationCall) -> None:
        """Wait."""
        self._let_go.wait(60)

    def until_one_is_left(self, processes: Sequence[subprocess.Popen[str]]) -> None:
        """Let the writes go on once all processes but one have ended."""
        wait_until(lambda: [process.poll() for process in processes].count(None) <= 1)
        self._let_go.set()
