"""Exit codes that scripts rely on (design: *Exit codes*)."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What an exit code means."""

    DONE = 0
    """Done; conflicts that were kept are reported."""
    FINDINGS = 1
    """Findings: catalogue invalid, rooms skipped as unready, doctor finds faults, goal not met."""
    USAGE = 2
    """Usage error, or the catalogue folder is missing."""
    PENDING = 3
    """Changes are pending, conflicts among them (``plan --exit-code``, ``--fail-on conflict``)."""
    PARTLY = 4
    """Partly done: some changes failed or are unknown; the same command goes on."""
    REFUSED = 5
    """Refused: answered no, or no terminal and no ``--yes``."""
    UNUSABLE = 6
    """The booking API could not be used: unreachable, or not authorised."""
    BUG = 70
    """An internal error: a bug, with a report to file."""
    OUTPUT = 74
    """Output could not be written: the disk is full, or stdout is closed."""
    INTERRUPTED = 130
    """Interrupted; what was in flight was finished."""
