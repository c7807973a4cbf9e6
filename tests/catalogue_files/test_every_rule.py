import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path

import pytest
from pydantic import BaseModel, Field

from tests.catalogue_files.folders import CATALOGUE, ROOMS, room, write
from tests.catalogue_files.pictures import png
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.read.validation import validate
from varaamo_sync.findings import Level, Severity
from varaamo_sync.words import rules, text

BOMB = "format: 1\na: &a [1, 2, 3]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + above] * 50)}]\n"
    for above, name in zip("abcdef", "bcdefg", strict=True)
)

COUNTED = """\
format: 1
entries:
  - date: 2026-11-22
    source: surveyed
    taken: 2026-11-22T12:00:00+02:00
    origin: https://varaamo.example.invalid
    units:
      NUP:
        counts: {prepared: 1, in_progress: 0, ready: 0, earlier: 0, unknown: 0}
        prepared: [nup-sali]
        files: [nup.yaml]
"""

ONE_MISTAKE: Mapping[str, tuple[Mapping[str, str | bytes], str]] = {
    "file-empty": ({"a.yaml": "# nothing yet\n"}, "a.yaml:1:1"),
    "file-encoding": ({"a.yaml": ROOMS.encode() + "# sää".encode("latin-1")}, "a.yaml:8:4"),
    "file-control-character": ({"a.yaml": ROOMS + "# \0"}, "a.yaml:8:3"),
    "file-shape": ({"a.yaml": "- 1\n"}, "a.yaml:1:1"),
    "catalogue-nested": ({"b/catalogue.yaml": CATALOGUE}, "b/catalogue.yaml:1:1"),
    "yaml-syntax": ({"a.yaml": room("note: tämä: ei")}, "a.yaml:8:19"),
    "yaml-tab": ({"a.yaml": ROOMS + "\tnote: a\n"}, "a.yaml:8:1"),
    "yaml-duplicate-key": ({"a.yaml": room("area: 1\narea: 2")}, "a.yaml:9:9"),
    "yaml-many-documents": ({"a.yaml": ROOMS + "---\nformat: 1\n"}, "a.yaml:8:1"),
    "yaml-depth": ({"a.yaml": "a: " + "[" * 300}, "a.yaml:1:131"),
    "yaml-repetition": ({"a.yaml": BOMB}, "a.yaml:3:8"),
    "yaml-tag": ({"a.yaml": room("area: !m2 3")}, "a.yaml:8:15"),
    "json-syntax": ({"a.json": '{"format" 1}'}, "a.json:1:11"),
    "number-too-long": ({"a.yaml": room("pricing: [{vat: 25.50000000000000001}]")}, "a.yaml:8:25"),
    "format-missing": ({"a.yaml": "service_unit: NUP\n"}, "a.yaml:1:1"),
    "format-unknown": ({"a.yaml": ROOMS.replace("1", "2", 1)}, "a.yaml:1:9"),
    "service-unit-missing": ({"a.yaml": "format: 1\nvenues: []\n"}, "a.yaml:1:1"),
    "unknown-key": ({"a.yaml": room("desciption: {fi: a}")}, "a.yaml:8:9"),
    "key-not-text": ({"a.yaml": room("1: a")}, "a.yaml:8:9"),
    "key-format": ({"a.yaml": ROOMS.replace("nup-sali", "nup sali")}, "a.yaml:6:14"),
    "key-repeated": ({"a.yaml": ROOMS, "b.yaml": ROOMS}, "b.yaml:6:14"),
    "file-lost": ({"history.yaml": COUNTED}, "catalogue.yaml:1:1"),
    "id-format": ({"catalogue.yaml": "format: 1\nid: å\n"}, "catalogue.yaml:2:5"),
    "target-url": (
        {"catalogue.yaml": CATALOGUE + "targets: {a: {url: 'ftp://a'}}\n"},
        "catalogue.yaml:3:20",
    ),
    "target-unknown": (
        {"catalogue.yaml": CATALOGUE + "default_target: test\n"},
        "catalogue.yaml:3:17",
    ),
    "value-missing": ({"a.yaml": room("access: [{from: 2027-01-01}]")}, "a.yaml:8:18"),
    "value-empty": ({"a.yaml": room('type: ""')}, "a.yaml:8:15"),
    "value-text": ({"a.yaml": ROOMS.replace("demo-001", "51342")}, "a.yaml:4:12"),
    "value-whole": ({"a.yaml": room("area: 12.5")}, "a.yaml:8:15"),
    "value-flag": ({"a.yaml": room("goal: no")}, "a.yaml:8:15"),
    "value-list": ({"a.yaml": room("equipment: Piano")}, "a.yaml:8:20"),
    "value-mapping": ({"a.yaml": room("description: Sali")}, "a.yaml:8:22"),
    "value-duration": ({"a.yaml": room("booking: {min: puoli tuntia}")}, "a.yaml:8:24"),
    "value-money": ({"a.yaml": room("pricing: [{vat: 25.5 %}]")}, "a.yaml:8:25"),
    "value-money-decimals": ({"a.yaml": room("pricing: [{lowest: 1.005}]")}, "a.yaml:8:28"),
    "value-date": ({"a.yaml": room("pricing: [{from: 31.1.2027}]")}, "a.yaml:8:26"),
    "value-moment": ({"a.yaml": room("publish: {until: huomenna}")}, "a.yaml:8:26"),
    "value-moment-missing": (
        {"a.yaml": room("booking: {opens: 2027-03-28 03:30}")},
        "a.yaml:8:26",
    ),
    "value-moment-twice": (
        {"a.yaml": room("booking: {opens: 2026-10-25 03:30}")},
        "a.yaml:8:26",
    ),
    "value-hours": ({"a.yaml": room("hours: {mon-fri: arkisin}")}, "a.yaml:8:26"),
    "value-hours-empty": ({"a.yaml": room("hours: {mon, wed: 8-16}")}, "a.yaml:8:17"),
    "value-hours-near": ({"a.yaml": room("hours: {mon-fri: Closed}")}, "a.yaml:8:26"),
    "value-exception-days": (
        {"a.yaml": room("hours: {exceptions: {2027-02-30: closed}}")},
        "a.yaml:8:30",
    ),
    "value-period-day": ({"a.yaml": room("hours: {from: 1.1.2027, mon: 8-16}")}, "a.yaml:8:23"),
    "value-period-yearly": (
        {"a.yaml": room("hours: {periods: [{from: 06-01, mon: 8-16}]}")},
        "a.yaml:8:27",
    ),
    "value-interval": ({"a.yaml": room("booking: {interval: 25 min}")}, "a.yaml:8:29"),
    "value-choice": ({"a.yaml": room("wanted: publish")}, "a.yaml:8:17"),
    "goal-moved": (
        {"catalogue.yaml": CATALOGUE + "goal: {milestones: [{name: {fi: A}, percent: 5}]}\n"},
        "catalogue.yaml:3:8",
    ),
    "image-missing": ({"a.yaml": room("images: [{file: sali.jpg}]")}, "a.yaml:8:25"),
    "image-format": (
        {"a.yaml": room("images: [{file: sali.jpg}]"), "sali.jpg": "ei kuva"},
        "a.yaml:8:25",
    ),
    "image-outside": ({"a.yaml": room("images: [{file: ../sali.jpg}]")}, "a.yaml:8:25"),
    "image-too-large": (
        {"a.yaml": room("images: [{file: sali.jpg}]"), "sali.jpg": b"\xff\xd8\xff" * 7_000_000},
        "a.yaml:8:25",
    ),
    "image-pixels": (
        {"a.yaml": room("images: [{file: sali.png}]"), "sali.png": png(60_000, 60_000)},
        "a.yaml:8:25",
    ),
}


def _dangling(folder: Path) -> None:
    (folder / "a.yaml").symlink_to("nowhere")


def _named_like_a_file(folder: Path) -> None:
    (folder / "a.yaml").mkdir()


def _looping(folder: Path) -> None:
    (folder / "a.yaml").symlink_to("a.yaml")


def _linked_out(folder: Path) -> None:
    (folder / "a.yaml").symlink_to(__file__)


@pytest.mark.parametrize("rule", ONE_MISTAKE)
def test_one_mistake_is_one_finding_at_its_place(rule: str, tmp_path: Path) -> None:
    """Each kind of mistake gives one finding, with its own rule, at the place of the mistake."""
    files, place = ONE_MISTAKE[rule]

    findings = read_catalogue(write(tmp_path, files)).findings

    assert [(rule, place)] == [(finding.rule, str(finding.position)) for finding in findings]
    assert (Severity.ERROR, Level.DRAFT) == (findings[0].severity, findings[0].level)
    for lang in ("fi", "sv", "en"):
        for part in ("title", "message", "fix"):
            assert text(rule, part, lang, findings[0].params)


@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("file-unreadable", _dangling),
        ("file-unreadable", _named_like_a_file),
        ("file-unreadable", _looping),
        ("file-outside", _linked_out),
    ],
)
def test_what_is_no_file_of_the_folder_is_one_finding(
    rule: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    """A file that cannot be opened is a finding, and the other files are read."""
    make(write(tmp_path, {"b.yaml": ROOMS}))

    reading = read_catalogue(tmp_path)

    assert [rule] == [finding.rule for finding in reading.findings]
    assert reading.catalogue is not None
    assert ["nup-sali"] == list(reading.catalogue.by_key)
    assert text(rule, "message", "fi", reading.findings[0].params)


def test_a_file_beyond_the_limit_is_one_finding(tmp_path: Path) -> None:
    """A file that is too big is not read."""
    reading = read_catalogue(write(tmp_path, {"a.yaml": ROOMS}), max_bytes=len(ROOMS) - 1)

    assert ["file-too-large"] == [finding.rule for finding in reading.findings]
    assert text("file-too-large", "message", "fi", reading.findings[0].params)


def test_too_many_files_are_one_finding(tmp_path: Path) -> None:
    """Of a folder with too many files none is read."""
    files = {f"{number}.yaml": ROOMS for number in range(3)}

    reading = read_catalogue(write(tmp_path, files), max_files=2)

    assert [("files-too-many", None)] == [
        (finding.rule, finding.position) for finding in reading.findings
    ]
    assert reading.catalogue is not None
    assert () == reading.catalogue.rooms
    assert text("files-too-many", "message", "fi", reading.findings[0].params)


def test_a_limit_that_the_reader_does_not_know_is_told_in_words() -> None:
    """A limit that the model gains later has a finding before it has a rule of its own."""

    class Later(BaseModel):
        seats: int = Field(multiple_of=10)

    _, faults = validate(Later, {"seats": 11})

    assert ["value-format"] == [fault.rule for fault in faults]
    assert text("value-format", "message", "en", faults[0].params)


def test_every_rule_of_the_reader_is_shown_above() -> None:
    """No text is written for a rule that nothing can break."""
    elsewhere = {"file-unreadable", "file-outside", "file-too-large", "files-too-many"}
    elsewhere |= {"history-altered"}
    file = resources.files("varaamo_sync.words") / "fi" / "findings" / "files.toml"
    texts = tomllib.loads(file.read_text(encoding="utf-8"))

    elsewhere |= {"value-range", "milestone-percent"}  # of goals.yaml, see test_goals
    elsewhere |= {"own-rule-broken", "own-rule-broken-room"}  # see tests/rules/test_own_rules
    ours = {rule for rule in ONE_MISTAKE if rule != "goal-moved"}
    assert set(texts) == ours | elsewhere | {"value-format"}
    assert set(texts) <= set(rules("fi"))
