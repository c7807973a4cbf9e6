"""Validation: against a JSON Schema checker, against bare parsing, and by itself."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from benchmarks.clock import Ran, process, processes, seconds, side_by_side
from benchmarks.rows import Row, below, faster, slower
from varaamo_sync.files import read_catalogue
from varaamo_sync.files.raw import merged, prepare
from varaamo_sync.files.resting import collector_resting
from varaamo_sync.readiness import check
from varaamo_sync.rooms import HELSINKI, Room, Venue

_BIN = Path(sys.executable).parent
_WHOLE = "whole process, JSON to a file and text on stdout"
_SCHEMA = Path(__file__).parents[1] / "schemas" / "rooms.schema.json"


def check_jsonschema(folder: Path) -> float:
    """Return the seconds that check-jsonschema takes for the files of rooms; it is slow."""
    files = [str(path) for path in _room_files(folder)]
    return process([str(_BIN / "check-jsonschema"), "--schemafile", str(_SCHEMA), *files]).seconds


def validate(folder: Path, repeats: int = 1) -> Ran:
    """Run ``varaamo-sync validate`` as a process."""
    command = [str(_BIN / "varaamo-sync"), "validate", str(folder)]
    return processes([*command, "--format", "json", "--output", "/dev/null"], repeats)


def rules_against_schema(folder: Path, theirs: float, rooms: int, repeats: int) -> Row:
    """Hold all rules, with places and without rendering, against a schema check."""
    ours = median(seconds(lambda: _all_rules(folder)) for _ in range(repeats))
    name = f"rules of {rooms:,} rooms, against check-jsonschema"
    note = "read, all rules, places, in this process; theirs a process, once"
    return faster(name, ours, theirs, least=15, note=note)


def process_against_schema(ours: Ran, theirs: float, rooms: int) -> Row:
    """Hold the whole process against that of a schema check."""
    name = f"validate {rooms:,} rooms, against check-jsonschema"
    return faster(name, ours.seconds, theirs, least=15, note="whole processes")


def rules_against_bare(folder: Path, rooms: int, repeats: int) -> Row:
    """Hold reading and all rules against bare parsing and model building."""
    ours, theirs = side_by_side(
        lambda: seconds(lambda: _all_rules(folder)), lambda: _bare(folder), repeats
    )
    name = f"rules of {rooms:,} rooms, against bare parsing"
    note = "read, all rules, places; bare: ryaml and Room.model_validate"
    return slower(name, ours, theirs, most=1.5, note=note)


def seconds_of(ran: Ran, rooms: int, *, most: float | None = 2.0) -> Row:
    """Return how long the whole process took."""
    return below(f"validate {rooms:,} rooms", ran.seconds, unit="s", most=most, note=_WHOLE)


def memory_of(ran: Ran, rooms: int, *, most: float | None = None) -> Row:
    """Return the most memory that the whole process held."""
    name = f"validate {rooms:,} rooms, memory"
    return below(name, ran.megabytes, unit="MB", most=most, note=f"{_WHOLE}; the peak")


def _room_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != "catalogue.yaml")


def _all_rules(folder: Path) -> None:
    with collector_resting():  # as the command line does
        reading = read_catalogue(folder)
        assert reading.catalogue is not None
        for finding in check(reading.catalogue, now=datetime.now(HELSINKI)):
            reading.locate(finding.key, finding.path)


def _bare(folder: Path) -> float:
    """Parse the files and build the models; merging in between is not counted."""
    took = 0.0
    kept = []
    with collector_resting():
        for path in _room_files(folder):
            text = path.read_text(encoding="utf-8")
            begun = perf_counter()
            data = loads(text)
            took += perf_counter() - begun
            entries = _entries(data)
            begun = perf_counter()
            kept += [Room.model_validate(entry, by_alias=True, by_name=False) for entry in entries]
            took += perf_counter() - begun
    return took


def _entries(data: Any) -> list[dict[str, Any]]:
    entries = []
    for venue in data["venues"]:
        own = {"tprek": venue["tprek"], "name": venue["name"]}
        around = {"service_unit": data["service_unit"], "venue": Venue.model_validate(own)}
        for entry in venue["rooms"]:
            prepare(entry, str)
            entries.append(merged(around, entry))
    return entries
