import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.catalogue_files.folders import places, write
from varaamo_sync.catalogue_files.read.history import HistoryReading, read_history
from varaamo_sync.catalogue_files.text.yaml_values import read_yaml
from varaamo_sync.goal import ReportedUnit, Source
from varaamo_sync.model import ServiceUnit
from varaamo_sync.words import text

ROOT = Path(__file__).parents[2]
GOOD = """\
format: 1
entries:
  - date: 2019-06-05
    source: reported
    units:
      KIR: {earlier: "26 (+ 14 Oodi)"}
      nupa: {prepared: "3", ready: , note: "12 (?)"}
"""


def read(folder: Path, content: str | bytes) -> HistoryReading:
    """Read a history file."""
    return read_history(write(folder, {"history.yaml": content}))


def test_the_example_holds_the_table_of_2019_to_the_letter() -> None:
    """Every figure and note of the slide of 5 June 2019 is there, blank cells blank."""
    (entry,), findings = read_history(ROOT / "examples" / "helsinki")

    assert () == findings
    assert (date(2019, 6, 5), Source.REPORTED) == (entry.date, entry.source)
    assert {
        ServiceUnit.KIR: ReportedUnit(earlier="26 (+ 14 Oodi)"),
        ServiceUnit.KULP: ReportedUnit("2", "3", "1", "0"),
        ServiceUnit.LIIKU: ReportedUnit(
            "2",
            "3",
            "3",
            "0",
            "Edellyttänyt varaamon kehittämistä (kalenteriominaisuudet, maksaminen)",
        ),
        ServiceUnit.NUP: ReportedUnit(
            "3",
            "16",
            "1",
            "12 (?)",
            "Tiloja viety aiemmin Varaamoon vain katseltavaksi, ei varattavaksi. "
            "Uusien tilojen lisäksi vanhoja avataan varattavaksi.",
        ),
    } == entry.reported


def test_the_example_is_as_its_schema_wants_it() -> None:
    """An editor that knows the schema marks nothing in the example."""
    schema = json.loads((ROOT / "schemas" / "history.schema.json").read_text("utf-8"))
    content = (ROOT / "examples" / "helsinki" / "history.yaml").read_text("utf-8")
    data = read_yaml(content)

    assert [] == list(Draft202012Validator(schema).iter_errors(data))


def test_cells_are_text_and_units_have_other_names(tmp_path: Path) -> None:
    """A cell without a value is blank, and a unit is known by any of its codes."""
    (entry,), findings = read(tmp_path, GOOD)

    assert () == findings
    assert ReportedUnit(prepared="3", note="12 (?)") == entry.reported[ServiceUnit.NUP]


def test_a_catalogue_needs_no_history(tmp_path: Path) -> None:
    """A folder without ``history.yaml`` has no reported entries, and nothing is wrong."""
    assert HistoryReading() == read_history(write(tmp_path, {}))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD.replace('"3"', "3"), [("value-text", "history.yaml:7:24")]),
        (GOOD.replace("prepared", "prepered"), [("unknown-key", "history.yaml:7:14")]),
        (GOOD.replace("nupa", "NUPP"), [("value-choice", "history.yaml:7:7")]),
        (GOOD.replace("2019-06-05", "5.6.2019"), [("value-date", "history.yaml:3:11")]),
        (GOOD.replace("reported", "counted"), [("value-choice", "history.yaml:4:13")]),
        (GOOD.replace("    source: reported\n", ""), [("value-missing", "history.yaml:3:5")]),
        (GOOD.replace("format: 1\n", ""), [("format-missing", "history.yaml:1:1")]),
        (GOOD.replace("format: 1", "format: 9"), [("format-unknown", "history.yaml:1:9")]),
        ("format: 1\nentries: 5\n", [("value-list", "history.yaml:2:10")]),
        ("format: 1\nentries: [5]\n", [("value-mapping", "history.yaml:2:11")]),
        ("format: 1\nrows: []\n", [("unknown-key", "history.yaml:2:1")]),
        ("", [("file-empty", "history.yaml:1:1")]),
        (b"\xff\xfe", [("file-encoding", "history.yaml:1:1")]),
    ],
)
def test_what_is_wrong_has_its_place(
    tmp_path: Path, content: str | bytes, expected: list[tuple[str, str]]
) -> None:
    """Each mistake is a finding with file, line and column."""
    assert expected == places(read(tmp_path, content).findings)


def test_what_can_be_read_is_read(tmp_path: Path) -> None:
    """One broken entry does not hide the others."""
    other = GOOD.partition("entries:\n")[2].replace("2019-06-05", "2019-07-01")
    reading = read(tmp_path, GOOD.replace('"3"', "3") + other)

    assert [date(2019, 7, 1)] == [entry.date for entry in reading.entries]
    assert ["value-text"] == [finding.rule for finding in reading.findings]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """What CI checks out cannot make us read files elsewhere."""
    (tmp_path / "outside.yaml").write_text(GOOD, encoding="utf-8")
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "history.yaml").symlink_to(tmp_path / "outside.yaml")

    assert [("file-outside", "history.yaml:1:1")] == places(read_history(folder).findings)


soups = st.lists(st.sampled_from([*GOOD.split(), ": ", "- ", "\n", "  ", "[", "}", "&a", "1"]))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=100) | soups.map("".join).map(str.encode), st.integers(0, len(GOOD)))
def test_no_bytes_give_a_traceback(junk: bytes, place: int) -> None:
    """Whatever the file holds, there are entries or findings, and words to tell them."""
    data = GOOD.encode()
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), data[:place] + junk + data[place:])

    for finding in reading.findings:
        assert text(finding.rule, "message", "fi", finding.params).isprintable()
        assert finding.position is not None
