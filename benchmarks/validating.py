"""Validation: against a JSON Schema checker, against bare parsing, and by itself."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from ryaml import loads  # type: ignore[attr-defined]  # exported, but not by __all__

from benchmarks.clock import Ran, process, processes, seconds, side_by_side
from benchmarks.generate import FLAWS
from benchmarks.rows import Row, below, faster, slower
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.read.prepare import prepare
from varaamo_sync.model import HELSINKI, Room, Venue
from varaamo_sync.rules import check
from varaamo_sync_cli.console.gc_pause import paused_collector

_BIN = Path(sys.executable).parent
_WHOLE = "whole process by the clock, JSON to a file and text on stdout"
_SCHEMA = Path(__file__).parents[1] / "schemas" / "rooms.schema.json"


def check_jsonschema(folder: Path) -> float:
    """Return what check-jsonschema takes for the files of rooms; once, because it is slow."""
    files = [str(path) for path in _room_files(folder)]
    command = [str(_BIN / "check-jsonschema"), "--schemafile", str(_SCHEMA), *files]
    return process(command).processor


def validate(folder: Path, repeats: int = 1, *, flawed: bool = False) -> Ran:
    """Run ``varaamo-sync validate`` as a process."""
    command = [str(_BIN / "varaamo-sync"), "validate", str(folder)]
    to_nowhere = ["--format", "json", "--output", os.devnull]
    return processes([*command, *to_nowhere], repeats, fails=int(flawed))


def rules_against_schema(folder: Path, theirs: float, rooms: int, repeats: int) -> Row:
    """Hold all rules, with places and without rendering, against a schema check."""
    ours = min(seconds(lambda: _all_rules(folder)) for _ in range(repeats))
    name = f"rules of {rooms:,} rooms, against check-jsonschema"
    note = "read, all rules, places, in this process; theirs a process"
    return faster(name, ours, theirs, least=15, note=note)


def process_against_schema(ours: Ran, theirs: float, rooms: int) -> Row:
    """Hold the whole process against that of a schema check."""
    name = f"validate {rooms:,} rooms, against check-jsonschema"
    return faster(name, ours.processor, theirs, least=15, note="whole processes")


def rules_against_bare(folder: Path, rooms: int, repeats: int) -> Row:
    """Hold reading and all rules against bare parsing and model building."""
    ours, theirs = side_by_side(
        lambda: seconds(lambda: _all_rules(folder)), lambda: seconds(lambda: _bare(folder)), repeats
    )
    name = f"rules of {rooms:,} rooms, against bare parsing"
    note = "read, all rules, places; bare: ryaml.loads and Room.model_validate"
    return slower(name, ours, theirs, most=1.8, note=note)


def seconds_of(ran: Ran, rooms: int, *, most: float | None = 2.0) -> Row:
    """Return how long the whole process took."""
    return below(f"validate {rooms:,} rooms", ran.seconds, unit="s", most=most, note=_WHOLE)


def seconds_of_flawed(ran: Ran, rooms: int) -> Row:
    """Return how long the whole process took where every room has several findings."""
    name = f"validate {rooms:,} rooms with {rooms * FLAWS:,} findings"
    return below(name, ran.seconds, unit="s", note=f"{_WHOLE}; no room has a Swedish text")


def memory_of(ran: Ran, rooms: int, *, most: float | None = None) -> Row:
    """Return the most memory that the whole process held."""
    name = f"validate {rooms:,} rooms, memory"
    return below(name, ran.megabytes, unit="MB", most=most, note="whole process; the peak")


def _room_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != "catalogue.yaml")


def _all_rules(folder: Path) -> None:
    with paused_collector():  # as the command line does
        reading = read_catalogue(folder)
        assert reading.catalogue is not None
        for finding in check(reading.catalogue, now=datetime.now(HELSINKI)):
            reading.locate(finding.key, finding.path)


def _bare(folder: Path) -> None:
    """Do what nobody can leave out: read the files, parse them, and build the models."""
    with paused_collector():
        rooms = [room for path in _room_files(folder) for room in _models(path)]
    assert rooms


def _models(path: Path) -> list[Room]:
    data = loads(path.read_text(encoding="utf-8"))
    return [Room.model_validate(entry, by_alias=True, by_name=False) for entry in _entries(data)]


def _entries(data: Any) -> Iterator[dict[str, Any]]:
    """Yield what a room is made of: money without floats, and venue and service unit with it."""
    for venue in data["venues"]:
        own = Venue(tprek=venue["tprek"], name=venue["name"])
        for entry in venue["rooms"]:
            prepare(entry, str)
            yield {**entry, "service_unit": data["service_unit"], "venue": own}
