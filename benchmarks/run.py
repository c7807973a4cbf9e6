"""Measures what docs/design.md promises: ``python benchmarks/run.py [--quick] [--write PAGE]``.

Ours and what it is held against are measured in turn, in this one run. ``--quick`` measures so
little that its numbers say nothing; it shows that everything can be measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script finds only what lies beside it

if TYPE_CHECKING:
    from benchmarks.rows import Row
    from benchmarks.sizes import Sizes


def main() -> None:
    """Measure, and write the table."""
    from benchmarks import machine
    from benchmarks.report import page, verdict
    from benchmarks.rows import table
    from benchmarks.sizes import FULL, QUICK

    asked = _asked()
    before = machine.load()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        for measured in _measured(QUICK if asked.quick else FULL, Path(scratch)):
            says_nothing = asked.quick and measured.unit != "requests"
            row = replace(measured, met=None) if says_nothing else measured
            print(f"{row.name}: {row.cells()[1]} {row.cells()[3]}", file=sys.stderr, flush=True)
            rows.append(row)
    described, load = machine.described(), (before, machine.load())
    print("\n".join(f"{name}: {value}" for name, value in described.items()))
    print(f"load: {load[0]} before, {load[1]} after\n\n{table(rows)}\n\n{verdict(rows)}")
    if asked.json is not None:
        payload = {"format_version": 1, "quick": asked.quick, **described, "load": load}
        payload["rows"] = [asdict(row) for row in rows]
        asked.json.write_text(json.dumps(payload, indent=2) + "\n", encoding="utf-8")
    if asked.write is not None:
        today = datetime.now(UTC).date()
        asked.write.write_text(page(rows, described, load, today), encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure speed and memory.")
    parser.add_argument("--quick", action="store_true", help="tiny sizes, to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there, too")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write a page there, too")
    return parser.parse_args()


def _measured(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    from benchmarks import diffing, importing, starting, validating
    from benchmarks.generate import generate

    one_file = scratch / "rooms"
    generate(one_file, sizes.rooms, 1, units=("NUP",))
    theirs = validating.check_jsonschema(one_file)
    ours = validating.validate(one_file, sizes.repeats)
    yield validating.rules_against_schema(one_file, theirs, sizes.rooms, sizes.repeats)
    yield validating.process_against_schema(ours, theirs, sizes.rooms)
    yield validating.rules_against_bare(one_file, sizes.rooms, sizes.repeats)
    yield validating.seconds_of(ours, sizes.rooms)
    yield validating.memory_of(ours, sizes.rooms)
    flawed = scratch / "flawed"
    generate(flawed, sizes.rooms, 1, units=("NUP",), flawed=True)
    yield validating.seconds_of_flawed(
        validating.validate(flawed, sizes.repeats, flawed=True), sizes.rooms
    )
    if sizes.many:
        many = scratch / "many"
        generate(many, sizes.many, 1)
        ran = validating.validate(many)
        yield validating.memory_of(ran, sizes.many, most=1000)
        yield validating.seconds_of(ran, sizes.many, most=None)
    yield starting.against_click("--version", sizes.starts)
    yield starting.against_click("--help", sizes.starts)
    yield starting.import_against_click(sizes.starts)
    yield starting.import_against_pydantic(sizes.starts)
    yield from starting.felt(sizes.starts)
    yield from importing.import_rows(_made(scratch / "import"), sizes.rooms)
    yield from _pushing(sizes, scratch)
    stated = scratch / "stated"
    generate(stated, sizes.rooms, 1)
    with (stated / "catalogue.yaml").open("a", encoding="utf-8") as file:
        file.write(diffing.DEFAULTS)
    yield diffing.diff(stated, sizes.repeats)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _pushing(sizes: Sizes, scratch: Path) -> Iterator[Row]:
    from benchmarks import pushing
    from benchmarks.generate import generate
    from benchmarks.serving import Server

    with Server() as server:
        for rooms, latency in ((sizes.pushed, 0.0), (sizes.delayed, sizes.latency)):
            folder = scratch / f"pushed-{rooms}-{latency}"
            generate(folder, rooms, 1)
            recorded = pushing.record(folder, server)
            yield pushing.against_bare_httpx(
                folder,
                recorded.script,
                server,
                rooms=rooms,
                repeats=sizes.pushes,
                latency=latency,
            )
            if not latency:
                yield pushing.first_requests(recorded, rooms)
                yield pushing.second_requests(recorded, rooms)


if __name__ == "__main__":
    main()
