"""Write the figures of ``docs/explanation/architecture.md``: sizes, and ways through the code.

Run ``python docs/generate_figures.py``. A way is one small job, done while it is watched which
files of the library control enters and how often it passes from one to another.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import openpyxl

from varaamo_sync.booking.client import PasswordLogin, VaraamoClient
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import Edit, Edits, open_folder
from varaamo_sync.goal import evaluate, progress
from varaamo_sync.model import HELSINKI, Catalogue
from varaamo_sync.rules import check
from varaamo_sync.sandbox import Sandbox, SandboxTransport
from varaamo_sync.sync import PushSettings, prepare, push, survey
from varaamo_sync.workbooks import ImportContext, ImportPlan, plan_import, read_book
from varaamo_sync.workbooks.exporting.template import export_workbook

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
BEGIN, END = "<!-- figures: written by docs/generate_figures.py -->", "<!-- end of figures -->"
LIBRARY = f"{ROOT / 'varaamo_sync'}/"
NOW = datetime(2027, 3, 1, 12, tzinfo=HELSINKI)

BEFORE_SIZES = ("| before | 450 | 55,526 |",)
BEFORE = {
    "a mistake in YAML, to the reader's finding": (21, 69),
    "a mistake in YAML, to a rule's finding with its place": (48, 390),
    "a catalogue, to a plan": (57, 1596),
    "a plan, to three mutations": (42, 844),
    "an Excel cell, to a field of a room": (54, 1365),
    "a changed field, into the YAML file": (12, 55),
    "a row of a snapshot, to stage, counts and goal": (14, 75),
}
"""Files and hops before the packages were laid out anew, measured in the same way."""

_ROOM = """\
format: 1
service_unit: NUP
venues:
  - tprek: demo-001
    name: {{fi: Arabian nuorisotalo}}
    rooms:
      - key: nup-a
        name: {{fi: Sali, sv: Sal, en: Hall}}
        description: {{fi: Kuvaus, sv: Beskrivning, en: Description}}
        type: Sali
        capacity: {{min: 1, max: {most}}}
        booking: {{interval: 30 min, min: 1 h, max: 4 h}}
        access: [{{type: unrestricted}}]
        pricing: [{{free: true}}]
        wanted: published
"""


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the code: what was done, and how many files and hops it took."""

    name: str
    files: int
    hops: int


class Watch:
    """Which files of the library control enters, in order; sandbox and ``startup`` aside.

    What dataclasses and patterns do by themselves is no step of the way.
    """

    def __init__(self) -> None:
        self.ways: list[Way] = []
        self._entered: list[str] = []

    @contextmanager
    def watching(self, name: str) -> Iterator[None]:
        """Watch one job, in every thread that it starts."""
        self._entered = []
        threading.setprofile(self._see)
        sys.setprofile(self._see)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)
        self.ways.append(Way(name, len(set(self._entered)), len(self._entered) - 1))

    def _see(self, frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event != "call" or code.co_name == "<module>":
            return
        file = code.co_filename
        if not file.startswith(LIBRARY) or "/sandbox/" in file or "/startup/" in file:
            return
        if not self._entered or self._entered[-1] != file:
            self._entered.append(file)


def ways() -> list[Way]:
    """Return every way, measured now."""
    watch = Watch()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "catalogue.yaml").write_text("format: 1\nid: demo\n", "utf-8")
        check(read_catalogue(_written(folder, "100")).usable(), now=NOW)  # what is kept for good
        _written(folder, "sata")
        with watch.watching("a mistake in YAML, to the reader's finding"):
            read_catalogue(folder)
        _written(folder, "0")
        with watch.watching("a mistake in YAML, to a rule's finding with its place"):
            reading = read_catalogue(folder)
            for found in check(reading.usable(), now=NOW):
                replace(found, position=reading.locate(found.key, found.path))
        catalogue = read_catalogue(_written(folder, "100")).usable()
        _watch_a_push(watch, catalogue)
        _watch_an_import(watch, folder, catalogue)
    return watch.ways


def _written(folder: Path, most: str) -> Path:
    (folder / "nup.yaml").write_text(_ROOM.format(most=most), "utf-8")
    return folder


def _watch_a_push(watch: Watch, catalogue: Catalogue) -> None:
    settings = PushSettings(now=lambda: datetime.now(HELSINKI), concurrency=1)
    login = PasswordLogin("admin", "admin")
    with (
        Sandbox(clock=lambda: datetime.now(HELSINKI)) as sandbox,
        SandboxTransport(sandbox) as transport,
        VaraamoClient("http://sandbox.localhost", transport=transport, login=login) as api,
    ):
        api.log_in()
        with watch.watching("a catalogue, to a plan"):
            made = prepare(api, catalogue, settings=settings)
        with watch.watching("a plan, to three mutations"):
            push(api, made, settings=settings)
        snapshot = survey(api, catalogue, now=settings.now())
        with watch.watching("a row of a snapshot, to stage, counts and goal"):
            evaluate(catalogue.goal, progress(catalogue, snapshot))


def _watch_an_import(watch: Watch, folder: Path, catalogue: Catalogue) -> None:
    file = folder / "form.xlsx"
    file.write_bytes(export_workbook(catalogue).data)
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    column = next(n for n, text in enumerate(headers, 1) if text.startswith("Henkilöitä enint"))
    sheet.cell(2, column).value = "n. 80 hlö"
    book.save(file)

    def imported() -> ImportPlan:
        read, _ = read_book(file)
        assert read is not None
        return plan_import([read], ImportContext(catalogue))[0]

    imported()
    with watch.watching("an Excel cell, to a field of a room"):
        plan = imported()
        plan.applied(catalogue)
    edits = Edits(rooms=tuple(Edit(each.key, each.path, each.after) for each in plan.changes))
    with watch.watching("a changed field, into the YAML file"):
        open_folder(folder).prepare(edits)


def page() -> str:
    """Return the page with the figures as they are now."""
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{_sizes()}\n\n{_ways()}\n\n{END}{after}"


def _sizes() -> str:
    library, line = ROOT / "varaamo_sync", ROOT / "cli" / "varaamo_sync_cli"
    places = [
        *sorted(path for path in library.iterdir() if path.is_dir() and path.name != "__pycache__"),
        *sorted(library.glob("*.py")),
        *sorted(path for path in line.iterdir() if path.is_dir() and path.name != "__pycache__"),
        *sorted(line.glob("*.py")),
    ]
    counted = [(place, *_size(place)) for place in places]
    rows = [
        f"| `{place.relative_to(ROOT).as_posix()}` | {files} | {lines:,} |"
        for place, files, lines in counted
        if files
    ]
    total = f"| all | {sum(row[1] for row in counted)} | {sum(row[2] for row in counted):,} |"
    head = "| package | Python files | lines |\n| --- | ---: | ---: |"
    return "\n".join((head, *rows, total, *BEFORE_SIZES))


def _size(place: Path) -> tuple[int, int]:
    files = [place] if place.is_file() else list(place.rglob("*.py"))
    return len(files), sum(len(file.read_text("utf-8").splitlines()) for file in files)


def _ways() -> str:
    head = "| way | files | hops | files before | hops before |"
    rows = [
        f"| {way.name} | {way.files} | {way.hops:,} "
        f"| {BEFORE[way.name][0]} | {BEFORE[way.name][1]:,} |"
        for way in ways()
    ]
    return "\n".join((head, "| --- | ---: | ---: | ---: | ---: |", *rows))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
