"""Surveyed entries of history.yaml as they are read: each must agree with itself."""

from pathlib import Path

import pytest

from tests.catalogue_files.folders import places, write
from tests.make import NOW
from varaamo_sync.catalogue_files.read.history import read_history
from varaamo_sync.model import ServiceUnit

ENTRY = """\
format: 1
entries:
  - date: 2026-11-22
    source: surveyed
    taken: 2026-11-22T12:00:00+02:00
    origin: https://varaamo.example.invalid
    units:
      NUP:
        counts: {prepared: 1, in_progress: 0, ready: 1, earlier: 0, unknown: 0}
        prepared: [nup-b]
        ready: [nup-sali]
        outside_goal: [nup-b]
        files: [nup.yaml]
        note: Kesken
"""


def test_an_entry_that_was_written_by_hand_is_read(tmp_path: Path) -> None:
    """Every field has its place, and the counts are those of the rooms."""
    (entry,), findings = read_history(write(tmp_path, {"history.yaml": ENTRY}))
    row = entry.surveyed[ServiceUnit.NUP]

    assert () == findings
    assert ("https://varaamo.example.invalid", NOW) == (entry.origin, entry.taken)
    assert (("nup-sali",), ("nup-b", "nup-sali"), ("nup.yaml",), "Kesken") == (
        row.goal,
        row.keys,
        row.files,
        row.note,
    )
    assert (1, 1) == (row.counts.ready, row.counts.prepared)


@pytest.mark.parametrize(
    ("altered", "expected"),
    [
        (ENTRY.replace("ready: 1", "ready: 2"), [("history-altered", "history.yaml:8:7")]),
        (
            ENTRY.replace("[nup-sali]", "[nup-sali, nup-b]"),
            [("history-altered", "history.yaml:8:7")],
        ),
        (ENTRY.replace("[nup-b]\n        ready", "[nup-sali]\n        ready"), None),
        (ENTRY.replace("outside_goal: [nup-b]", "outside_goal: [x]"), None),
        (
            ENTRY.replace("date: 2026-11-22", "date: 2026-11-23"),
            [("history-altered", "history.yaml:3:11")],
        ),
        (
            ENTRY.replace("    origin: https://varaamo.example.invalid\n", ""),
            [("value-missing", "history.yaml:3:5")],
        ),
        (ENTRY.replace("https://varaamo", "varaamo"), [("value-format", "history.yaml:6:13")]),
        (
            ENTRY.replace("prepared: [nup-b]", "prepered: [nup-b]"),
            [("unknown-key", "history.yaml:10:9")],
        ),
        (ENTRY + "    dropped: {date: 2026-11-23}\n", [("value-missing", "history.yaml:15:5")]),
        (
            ENTRY + '    dropped: {date: 2026-11-23, reason: ""}\n',
            [("value-empty", "history.yaml:15:41")],
        ),
    ],
)
def test_an_entry_that_was_changed_by_hand_is_told(
    tmp_path: Path, altered: str, expected: list[tuple[str, str]] | None
) -> None:
    """Counts, rooms and day of a survey must agree; what else is wrong has its place as well."""
    reading = read_history(write(tmp_path, {"history.yaml": altered}))

    assert () == reading.entries
    if expected is None:
        assert ["history-altered"] == [finding.rule for finding in reading.findings]
    else:
        assert expected == places(reading.findings)
