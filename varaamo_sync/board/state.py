"""What a board shows, and where it comes from: a port that whoever serves it fills."""

from __future__ import annotations

from typing import Protocol

from varaamo_sync.findings import Finding
from varaamo_sync.report import Report
from varaamo_sync.startup.fast_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """What has to be known before anything else, in the language of the board.

    Attributes:
        text: What is the matter.
        details: More of it, one line each.
    """

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """What is known at one moment.

    Attributes:
        report: How the goals stand; ``None`` where nothing could be read yet.
        findings: What was found in the catalogue.
        notices: What is wrong with all of it, such as a catalogue that is broken now.
    """

    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()


class BoardSource(Protocol):
    """Where a board has what it shows."""

    def state(self) -> BoardState:
        """Return what is known now; several threads may ask at once."""
        ...
