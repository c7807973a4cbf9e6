"""The file ``goals.yaml``: scorecards of all years, as people keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from varaamo_sync.catalogue_files.read.file_header import no_mapping
from varaamo_sync.catalogue_files.read.file_notes import FileNotes
from varaamo_sync.catalogue_files.read.kept_file import is_there, read_kept, rows_under
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.catalogue_files.text.faults import Fault
from varaamo_sync.catalogue_files.text.sources import GOALS, Source
from varaamo_sync.findings import Finding
from varaamo_sync.scorecard import (
    FoundGoal,
    GoalsFile,
    Scorecard,
    find_inconsistencies,
    surveyed_goal,
)


class GoalsReading(NamedTuple):
    """What came of reading a file of goals.

    Attributes:
        scorecards: The scorecards that are as they should be, in file order.
        findings: What is wrong, in the order of the text, each with its place.
        surveyed: The goal whose rooms are counted, and where in the file it stands.
        source: The file; ``None`` where there is none, or it could not be read.
        whole: Whether all of its scorecards could be read.
    """

    scorecards: tuple[Scorecard, ...] = ()
    findings: tuple[Finding, ...] = ()
    surveyed: FoundGoal | None = None
    source: Source | None = None
    whole: bool = True


def read_goals(path: Path | str = ".", *, max_bytes: int = 20_000_000) -> GoalsReading:
    """Read the scorecards beside a catalogue.

    Whatever is wrong becomes a finding; a scorecard that is not as it should be is left out, the
    others are read.

    Args:
        path: The catalogue folder; it need not have a ``goals.yaml``.
        max_bytes: Size of the biggest file that is read.
    """
    folder = Path(path)
    if not is_there(folder / GOALS):
        return GoalsReading()
    rows, findings, source = read_kept(folder, GOALS, _scorecards, max_bytes)
    cards = [(number, card) for number, card in rows if card is not None]
    return GoalsReading(
        scorecards=tuple(card for _, card in cards),
        findings=findings,
        surveyed=surveyed_goal(cards),
        source=source,
        whole=not findings or (bool(rows) and len(cards) == len(rows)),
    )


def _scorecards(data: dict[str, Any], notes: FileNotes) -> list[tuple[int, Scorecard | None]]:
    """Return the scorecards, each with its number in the file; ``None`` for what is none."""
    rows = rows_under(data, "scorecards", GoalsFile, notes)
    found: dict[int, Scorecard] = {}
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            notes.add(no_mapping(row), within=("scorecards", index))
            continue
        card, faults = validate(Scorecard, row)
        notes.add(*map(_as_written, faults), within=("scorecards", index))
        if card is not None:
            found[index] = card
    _note_inconsistencies(found, notes)
    return [(index, found.get(index)) for index in range(len(rows))]


def _note_inconsistencies(cards: Mapping[int, Scorecard], notes: FileNotes) -> None:
    numbers = list(cards)
    file = GoalsFile(format=1, scorecards=tuple(cards.values()))
    for item in find_inconsistencies(file):
        root, number, *rest = item.path
        assert isinstance(number, int)
        path = (root, numbers[number], *rest)
        notes.add(Fault(item.rule, item.params, path, at_key=item.at_key))


def _as_written(fault: Fault) -> Fault:
    """Return a fault as the file has it: the model names the kind of a need in its paths."""
    if fault.rule == "id-format":
        fault = replace(fault, rule="goal-id-format")
    path = fault.path
    if "needs" in path and len(path) > (kind := path.index("needs") + 2) + 1:
        path = (*path[:kind], *path[kind + 1 :])
    return replace(fault, path=path)
