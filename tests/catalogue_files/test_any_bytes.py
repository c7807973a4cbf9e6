from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.catalogue_files.folders import CATALOGUE, ROOMS, room, write
from varaamo_sync.catalogue_files import Reading, read_catalogue
from varaamo_sync.words import text

FULL = CATALOGUE + ROOMS + room("pricing: [{lowest: 1.5, vat: 25.5}]\nimages: [{file: a.jpg}]")
FRAGMENTS = [
    *FULL.split(),
    *(
        ": \n",
        "- \n",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a ",
        "*a",
        "!t ",
        "'",
        '"',
        "#",
        "---",
    ),
    *("...", "? ", "<<: ", "\t", "\0", "\r", "\u2028", "1e999", "-", "9", "."),
    "12345678901234567.1",
    "1" * 5000,
    "null",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "[" * 200,
    '"\\ud800"',
]
soups = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join).map(str.encode)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a good file with a piece taken out and another put in."""
    data = FULL.encode()
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 20)))
    return data[:start] + draw(soups | st.binary(max_size=5)) + data[end:]


def assert_told(reading: Reading) -> None:
    """Check that a reading can be shown to a person, whatever was in the files."""
    for finding in reading.findings:
        for part in ("title", "message", "fix"):
            told = text(finding.rule, part, "fi", finding.params)

            assert told.encode()
            assert told.isprintable()
        assert finding.position is None or reading.source(finding.position.file) is not None
    assert reading.catalogue is not None or reading.findings


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | soups | damaged(), st.sampled_from(["a.yaml", "a.json"]))
@example(b'{"format": 1, "service_unit": "NUP", "venues": [{"\\ud800": 1}]}', "a.json")
@example(b'{"format": 1' + b"0" * 5000 + b"}", "a.json")
@example(b"[" * 100_000, "a.json")
@example(b"#:!", "a.yaml")
@example(room("publish: {from: 0001-01-01 00:00}").encode(), "a.yaml")
@example(room("pricing: [{lowest: 1e300}, {lowest: .nan}, {lowest: -.inf}]").encode(), "a.yaml")
@example(room('note: "\\0 \\e[31m"').encode(), "a.yaml")
def test_no_bytes_in_a_file_of_rooms_give_a_traceback(data: bytes, name: str) -> None:
    """Whatever a file of rooms holds, there are findings or rooms, and words to tell them."""
    with TemporaryDirectory() as folder:
        reading = read_catalogue(write(Path(folder), {name: data}))

    assert_told(reading)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | soups | damaged())
@example(b"#:!")
@example(b"format: 1\nid: a\n1: 2\ntargets: {1: {url: 2}}\nrules: {a: of, 2: off}\n")
@example(b"format: 1\nid: a\ndefault_target: [1]\ntargets: []\n")
@example(b"format: 1\nid: a\ndefaults: {pricing: [{lowest: 1.25}, 5], images: [{file: 1}]}\n")
def test_no_bytes_in_catalogue_yaml_give_a_traceback(data: bytes) -> None:
    """Whatever ``catalogue.yaml`` holds, there are findings or a catalogue."""
    with TemporaryDirectory() as folder:
        reading = read_catalogue(write(Path(folder), {"catalogue.yaml": data, "a.yaml": ROOMS}))

    assert_told(reading)
