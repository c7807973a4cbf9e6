"""A run of the command line as one trace: ``opentelemetry-instrument varaamo-sync push``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from varaamo_sync.telemetry import instrument
from varaamo_sync.telemetry.events import operation

_LASTING = frozenset({"sandbox", "serve", "worker"})
"""Commands that end with nobody knows when: what they do is told by itself."""


def run_traced(
    run: Callable[[Sequence[str]], int], words: Sequence[str], commands: Collection[str]
) -> int:
    """Run the command line with OpenTelemetry told of it.

    Args:
        run: Runs it.
        words: What was typed. Nothing of it is told but the name of the command.
        commands: The names of commands.
    """
    instrument()
    command = next((word for word in words if word in commands), None)
    if command is None or command in _LASTING:
        return run(words)
    with operation("command", {"command": command}):
        return run(words)
