"""Writes into ``goals.yaml``: how far a milestone is, and notes of units; all else stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from varaamo_sync.catalogue_files.edit.in_place import edit_in_place
from varaamo_sync.catalogue_files.edit.patch import REMOVED, Patch
from varaamo_sync.catalogue_files.edit.yaml_editor import YamlEditor
from varaamo_sync.catalogue_files.read.goals import read_goals
from varaamo_sync.catalogue_files.text.sources import CATALOGUE, GOALS, prefix_of
from varaamo_sync.errors import CatalogueError, CatalogueInvalid, CatalogueNotFound, UsageError
from varaamo_sync.findings import Path as Steps
from varaamo_sync.model import Phase, ServiceUnit
from varaamo_sync.scorecard import FoundMeasure, Scorecard

_ORDER = ("id", "name", "phase", "percent")


def read_whole_goals(folder: Path | str) -> tuple[Scorecard, ...]:
    """Return the scorecards of a catalogue folder that can be read whole.

    Raises:
        CatalogueNotFound: There is no catalogue in the folder.
        CatalogueInvalid: Something in the file cannot be read: mend it first.
        CatalogueError: There is no file.
    """
    folder = Path(folder)
    if not (folder / CATALOGUE).exists():
        raise CatalogueNotFound("catalogue-not-there", file=CATALOGUE, folder=folder)
    if not (folder / GOALS).exists():
        raise CatalogueError("goals-not-there", file=GOALS, folder=folder)
    reading = read_goals(folder)
    if findings := reading.findings:
        place = findings[0].position and findings[0].position.behind(prefix_of(folder))
        raise CatalogueInvalid(
            "kept-file-unread", findings, file=GOALS, position=place, command="validate"
        )
    return reading.scorecards


def set_milestone(folder: Path | str, place: Steps, phase: Phase, percent: int | None) -> None:
    """Write how far a milestone is.

    Args:
        folder: The catalogue folder.
        place: Where in the file the milestone stands.
        phase: The phase.
        percent: The percentage; ``None`` takes away what is there.

    Raises:
        CatalogueError: The file is written in a way that cannot be edited in place.
        UsageError: It cannot be written.
    """
    values = Patch({"phase": phase.value, "percent": REMOVED if percent is None else percent})
    edit_in_place(Path(folder), GOALS, lambda editor: editor.patch(place, values, _ORDER))


def set_answer(
    folder: Path | str,
    found: FoundMeasure,
    unit: ServiceUnit,
    day: date,
    *,
    agrees: bool,
    known: Mapping[ServiceUnit, bool] | None = None,
) -> None:
    """Write what a service unit says, beside what the others said last.

    Args:
        folder: The catalogue folder.
        found: The measure of units that say yes or no.
        unit: The service unit.
        day: The day of the answer.
        agrees: Whether it says yes.
        known: What units said by that day, in scorecards of other years, too.

    Raises:
        CatalogueError: The file is written in a way that cannot be edited in place.
        UsageError: It cannot be written.
    """
    place, values, answer = found.path, found.measure.values, int(agrees)
    same = next((number for number, value in enumerate(values) if value.date == day), None)

    def edit(editor: YamlEditor) -> None:
        if same is not None:
            patch = Patch.of([(("units", unit.value), answer)])
            editor.patch((*place, "values", same), patch, ())
            return
        last = found.measure.value_on(day)
        said = {code: _plain(told) for code, told in (last.units.items() if last else ())}
        said |= {one.value: int(yes) for one, yes in (known or {}).items()}
        row = {"date": day.isoformat(), "units": said | {unit.value: answer}}
        editor.append(place, "values", [row])

    edit_in_place(Path(folder), GOALS, edit)


def _plain(told: Decimal | str) -> int | str:
    return int(told) if isinstance(told, Decimal) else told


def set_note(folder: Path | str, goal: Steps, unit: str, text: str) -> None:
    """Write the note of a unit.

    Args:
        folder: The catalogue folder.
        goal: Where in the file the goal stands.
        unit: Code of the unit.
        text: The note, in place of the one that is there.

    Raises:
        CatalogueError: The file is written in a way that cannot be edited in place.
        UsageError: The note is empty, or cannot be written.
    """
    if not text.strip():
        raise UsageError("note-empty")
    values = Patch.of([(("notes", unit), text)])
    edit_in_place(Path(folder), GOALS, lambda editor: editor.patch(goal, values, ()))
