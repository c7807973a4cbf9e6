"""The last surveys in full, for ``--offline``: beside the catalogue, else in the user's cache.

A look makes no folder beside the catalogue, which may lie where nothing can be written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from varaamo_sync.catalogue_files.whole import write_whole
from varaamo_sync.errors import VaraamoSyncError
from varaamo_sync_cli.workspace.state_folder import STATE_FOLDER, state_folder

_SURVEYS = "surveys.json"


class SurveyFiles:
    """The last survey of each booking system and catalogue on this machine.

    Args:
        folder: The catalogue's folder.
        looking: Whether no folder is made beside the catalogue.
    """

    def __init__(self, folder: Path, *, looking: bool) -> None:
        self._folder = folder
        self._looking = looking

    def read(self) -> dict[str, Any]:
        """Return the latest survey of each place that was kept."""
        found: dict[str, Any] = {}
        for file in self._files():
            for place, survey in _surveys(file).items():
                known = found.get(place)
                if _taken(survey) and (known is None or _moment(known) < _moment(survey)):
                    found[place] = survey
        return found

    def keep(self, place: str, survey: Mapping[str, Any]) -> None:
        """Keep a survey.

        Args:
            place: Names the booking system and the catalogue.
            survey: The survey.

        Raises:
            VaraamoSyncError: It cannot be kept anywhere.
        """
        if not self._looking or (self._folder / STATE_FOLDER).is_dir():
            try:
                _write(state_folder(self._folder) / _SURVEYS, place, survey)
            except VaraamoSyncError:
                if not self._looking:
                    raise
            else:
                return
        file = _cached(self._folder)
        if file is not None and _is_made(file.parent):
            _write(file, place, survey)

    def _files(self) -> Iterator[Path]:
        yield self._folder / STATE_FOLDER / _SURVEYS
        cached = _cached(self._folder)
        if cached is not None:
            yield cached


def _write(file: Path, place: str, survey: Mapping[str, Any]) -> None:
    surveys = _surveys(file) | {place: survey}
    write_whole(file, json.dumps(surveys, ensure_ascii=False).encode())


def _cached(folder: Path) -> Path | None:
    """Return the file in the user's cache, or ``None`` where there is no home for one."""
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        cache = Path(base) if base else Path.home() / ".cache"
    except RuntimeError:
        return None
    mark = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return cache / "varaamo-sync" / f"{mark[:32]}.json"


def _is_made(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return True


def _surveys(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _taken(survey: Any) -> bool:
    try:
        return _moment(survey).tzinfo is not None
    except (KeyError, TypeError, ValueError):
        return False


def _moment(survey: Any) -> datetime:
    return datetime.fromisoformat(survey["taken"])
