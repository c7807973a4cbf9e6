"""The last survey of each booking system, in full, for ``--offline``.

It is kept beside the catalogue, else in the user's cache: a look makes no folder beside the
catalogue, which may lie where nothing can be written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from varaamo_sync.catalogue_files import write_whole
from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync.findings import Finding, Level, Severity
from varaamo_sync.goal import entry_as_dict, entry_from_dict, entry_to_record
from varaamo_sync.words import Theme
from varaamo_sync_cli.console.run_language import current_language
from varaamo_sync_cli.console.verbosity import note
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, state_folder

if TYPE_CHECKING:
    from varaamo_sync.goal import HistoryEntry, Progress

say = Theme("commands/notes")

_FILE = "surveys.json"
_COUNTED = "counted"
_FINDINGS = "findings"


class Surveys:
    """The last survey of each booking system and catalogue on this machine.

    Who is but ``looking`` makes no folder beside the catalogue.
    """

    def __init__(self, folder: Path, *, looking: bool = True) -> None:
        self._folder = folder
        self._looking = looking

    def last(self, origin: str | None, catalogue: str) -> dict[str, Any] | None:
        """Return the last survey of a booking system, or ``None``."""
        return self._latest().get(_place(origin, catalogue))

    def last_counts(self) -> tuple[HistoryEntry, ...]:
        """Return what was counted last in each booking system."""
        entries = []
        for survey in self._latest().values():
            with suppress(ValueError):
                entries.append(entry_from_dict(survey.get(_COUNTED, {})))
        return tuple(entries)

    def keep(self, progress: Progress, catalogue: str) -> None:
        """Keep a survey as the last one; a folder that cannot be written to stops nothing.

        One that rooms are missing from is not kept: the one before knows which they are.
        """
        if not progress.complete:
            return
        from varaamo_sync.goal import survey_as_dict  # with all that progress rests on

        survey = {
            **survey_as_dict(progress),
            _COUNTED: entry_as_dict(entry_to_record(progress)),
            _FINDINGS: [_as_json(found) for room in progress.rooms for found in room.findings],
        }
        try:
            self._write(_place(progress.origin, catalogue), survey)
        except VaraamoSyncError as error:
            note(say("not_kept", current_language(), why=error.what))

    def _latest(self) -> dict[str, dict[str, Any]]:
        """Return the latest survey of each place, by when it was taken."""
        found: dict[str, dict[str, Any]] = {}
        for file in (self._folder / STATE_FOLDER / _FILE, _cache_file(self._folder)):
            for place, survey in _read(file).items():
                moment = _moment(survey)
                known = _moment(found.get(place))
                if moment is not None and (known is None or known < moment):
                    found[place] = survey
        return found

    def _write(self, place: str, survey: Mapping[str, Any]) -> None:
        if not self._looking or (self._folder / STATE_FOLDER).is_dir():
            try:
                _write(state_folder(self._folder) / _FILE, place, survey)
            except VaraamoSyncError:
                if not self._looking:
                    raise
            else:
                return
        if file := _cache_file(self._folder):
            with suppress(OSError):
                file.parent.mkdir(parents=True, exist_ok=True)
                _write(file, place, survey)


def findings_of(survey: Mapping[str, Any], rules: Collection[str]) -> Iterator[Finding]:
    """Yield what a survey found by some rules: those that cannot be asked without it."""
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


def _as_json(finding: Finding) -> dict[str, str | None]:
    return {
        "room": finding.key,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "level": finding.level.value,
    }


def _place(origin: str | None, catalogue: str) -> str:
    return f"{origin} {catalogue}"


def _cache_file(folder: Path) -> Path | None:
    """Return the file in the user's cache, or ``None`` where there is no home for one."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        cache = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:
        return None
    mark = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return cache / "varaamo-sync" / f"{mark[:32]}.json"


def _read(file: Path | None) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8")) if file else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, place: str, survey: Mapping[str, Any]) -> None:
    surveys = _read(file) | {place: survey}
    write_whole(file, json.dumps(surveys, ensure_ascii=False).encode())


def _moment(survey: Any) -> datetime | None:
    """Return when a survey was taken; ``None`` for what is no survey."""
    with suppress(KeyError, TypeError, ValueError):
        moment = datetime.fromisoformat(survey["taken"])
        return moment if moment.tzinfo else None
    return None
