"""The last survey of each booking system, kept in full beside the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.goal import (
    HistoryEntry,
    Progress,
    entry_as_dict,
    entry_from_dict,
    recorded,
    survey_as_dict,
)
from varaamo_sync_cli.console.notes import note
from varaamo_sync_cli.workspace.history.survey_files import SurveyFiles

_COUNTED = "counted"
_FINDINGS = "findings"


class KeptSurveys:
    """Surveys by booking system and catalogue.

    Args:
        folder: The catalogue's folder.
        looking: Whether no folder is made beside the catalogue.
    """

    def __init__(self, folder: Path, *, looking: bool = True) -> None:
        self._files = SurveyFiles(folder, looking=looking)

    def last(self, origin: str | None, catalogue: str) -> dict[str, Any] | None:
        """Return the last survey of a booking system, or ``None``."""
        survey = self._files.read().get(_place(origin, catalogue))
        return survey if isinstance(survey, dict) else None

    def counted(self) -> tuple[HistoryEntry, ...]:
        """Return what was counted last in each booking system."""
        found = (
            survey.get(_COUNTED) for survey in self._files.read().values() if _is_mapping(survey)
        )
        return tuple(entry for values in found if (entry := _entry(values)) is not None)

    def keep(self, progress: Progress, catalogue: str) -> None:
        """Keep a survey as the last one; a folder that cannot be written to stops nothing.

        One that rooms are missing from is not kept: the one before knows which they are.
        """
        if not progress.complete:
            return
        survey = {
            **survey_as_dict(progress),
            _COUNTED: entry_as_dict(recorded(progress)),
            _FINDINGS: [_found(item) for room in progress.rooms for item in room.findings],
        }
        try:
            self._files.keep(_place(progress.origin, catalogue), survey)
        except VaraamoSyncError as error:
            note(f"this survey is not kept for --offline: {error}")


def kept_findings(survey: Mapping[str, Any], rules: Collection[str]) -> Iterator[Finding]:
    """Yield what a survey found by some rules: those that cannot be asked without it.

    Args:
        survey: A survey that was kept.
        rules: The rules.
    """
    found = survey.get(_FINDINGS)
    for values in found if isinstance(found, list) else ():
        with suppress(KeyError, TypeError, ValueError):
            if values["rule"] in rules:
                yield Finding(
                    rule=values["rule"],
                    severity=Severity(values["severity"]),
                    level=Level(values["level"]),
                    key=values["room"],
                )


def _found(finding: Finding) -> dict[str, str | None]:
    return {
        "room": finding.key,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "level": finding.level.value,
    }


def _place(origin: str | None, catalogue: str) -> str:
    return f"{origin} {catalogue}"


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict)


def _entry(values: Any) -> HistoryEntry | None:
    try:
        return entry_from_dict(values)
    except ValueError:
        return None
