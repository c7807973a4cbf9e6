import json
import warnings
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ryaml import loads

from benchmarks.generate import generate
from tests.catalogue_files.folders import write
from tests.catalogue_files.test_writing import TEXT
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.text.faults import Place
from varaamo_sync.catalogue_files.text.nodes import as_yaml
from varaamo_sync.catalogue_files.text.places import Places, outer_counts
from varaamo_sync.findings import Path as Steps

ODD_LAYOUTS = {
    "sequences that are not indented": "a:\n- b: 1\n  c: 2\n- b: 3\nd: 4\n",
    "a dash on a line of its own": "a:\n  -\n    b: 1\n  - c: 2\n",
    "keys like texts": "a:\n  - b: |\n      c: 1\n      - d\n    c: 2\n",
    "comments between": "# a: 1\na:\n  # b: 1\n\n  b: 2 # c: 3\n  c: # d\n    d: 4\n",
    "quoted keys": '"a": 1\n\'b\': {"c": 2}\n',
    "a text over lines": "a:\n  - b: 'c\n      d: 1'\n    e: plain\n      f\n    g: 2\n",
    "a text that is outdented": "a:\n  b: 'c\nd: 1'\n  e: 2\nf: 3\n",
    "brackets over lines": "a:\n  b: [1,\n  {c: 2,\n d: 3}]\n  e: 4\n",
    "anchors and tags": "a: &x\n  b: 1\nc: &y {d: 2}\ne: !!str 3\n",
    "an anchor used anew": "{a: &x 1, b: [&x 2, *x]}\n",
    "nested sequences": "a:\n  - - 1\n    - 2\n  - - b: 3\n",
    "odd keys": "a:\n  ? b\n  : 1\n  c: 2\n",
    "a document mark": "%YAML 1.2\n---\na: 1\n",
    "nothing written": "a:\n  b:\n  c:\n  - d\nb:\n",
    "brackets all over": "{a: [1, {b: 2}], c: 3}\n",
    "breaks of other kinds": 'a: "\u2028"\nb: "\x85"\nc: 1\n',
}

keys = st.sampled_from(["key", "name", "fi", "a b", "käyttö", "x-y", "min"])
scalars = st.one_of(
    st.integers(0, 99),
    st.booleans(),
    st.none(),
    st.sampled_from(
        ["sali", "a: b", "- c", "# d", "e\nf: g\n", "", "'h'", '"', "[i", "{j: k}", "*l"]
    ),
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


def every_path(data: Any, path: Steps = ()) -> Iterator[Steps]:
    """Yield the path of everything in plain values."""
    yield path
    pairs: Any = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    for step, inner in pairs:
        yield from every_path(inner, (*path, step))


def composed(
    node: Any, path: Steps = (), known: set[int] | None = None
) -> Iterator[tuple[Steps, Place, Place]]:
    """Yield path, key and value of everything in a document, by the slow parser's marks.

    It puts the very node of an anchor in place of an alias, so aliases are left out.
    """
    known = set() if known is None else known
    pairs: list[tuple[str | int, Any, Any]] = []
    if node.id == "mapping":
        pairs = [(key.value, key, value) for key, value in node.value]
    elif node.id == "sequence":
        pairs = [(index, value, value) for index, value in enumerate(node.value)]
    for step, key, value in pairs:
        if id(value) not in known:
            known.add(id(value))
            yield (*path, step), mark(key), mark(value)
            yield from composed(value, (*path, step), known)


def mark(node: Any) -> Place:
    """Return where a node of the slow parser begins."""
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def assert_same_places(text: str) -> None:
    """Hold the places that are found piece by piece against those of one slow parse."""
    names = dict(outer_counts(loads(text)))
    for places in (Places(text), Places(text, names, longest=0)):
        assert_slow_places(text, places)


def assert_slow_places(text: str, places: Places) -> None:
    """Hold places against those of one slow parse."""
    even = text.replace("\u2028", ".").replace("\x85", ".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        root = YAML(typ="safe", pure=True).compose(even)
    for path, key, value in composed(root):
        found = places.find(path)

        assert (len(path), key) == (found.depth, places.find(path, at_key=True).place), path
        assert found.place == (value if value.line == key.line else key), path


@pytest.mark.parametrize("layout", ODD_LAYOUTS)
def test_places_do_not_depend_on_layout(layout: str) -> None:
    """However YAML is laid out, places are those of a parser that keeps them."""
    assert_same_places(ODD_LAYOUTS[layout])


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(keys, values, min_size=1, max_size=4), st.sampled_from([None, False, True]))
def test_places_are_those_of_the_slow_parser(data: dict[str, Any], flow: bool | None) -> None:
    """Following the indentation finds what composing the whole text finds."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = flow
    stream = StringIO()
    yaml.dump(data, stream)

    assert_same_places(stream.getvalue())


PIECES = [
    "\n",
    "\n  ",
    "- ",
    "a: ",
    "b:\n",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    ", ",
    "# x",
    "|\n",
    "&a ",
]
PIECES += [
    "*a",
    "!t ",
    "? ",
    ": ",
    "\r\n",
    "'x\ny: 1'",
    "{a:\n b, c:\n d}",
    "[1,\n2]",
    "~",
    "---\n",
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([TEXT, *ODD_LAYOUTS.values()]),
    st.lists(st.tuples(st.integers(0, 1000), st.sampled_from(PIECES)), max_size=4),
)
def test_a_piece_says_what_the_whole_says(text: str, damages: list[tuple[int, str]]) -> None:
    """However a text was damaged, if it is YAML, both ways find the same places and nodes."""
    for offset, piece in damages:
        text = text[: offset % len(text)] + piece + text[offset % len(text) :]
    try:
        data = loads(text)
    except ValueError:
        return
    if data is None:  # comments alone: there is no place
        return
    whole, pieces = Places(text), Places(text, dict(outer_counts(data)), longest=0)
    for path in every_path(data):
        if None in path or any(str(step).startswith("!") for step in path):
            continue
        for longer in (path, (*path, "x")):
            assert whole.find(longer) == pieces.find(longer), path
            assert whole.find(longer, at_key=True) == pieces.find(longer, at_key=True), path
        node, piece = whole.node(path), pieces.node(path)
        assert node is None or piece is None or (node.start, node.end) == (piece.start, piece.end)


@given(st.dictionaries(keys, values, min_size=1), st.sampled_from([None, 2]))
def test_places_in_json_hold_their_values(data: dict[str, Any], indent: int | None) -> None:
    """At each place in JSON begins the very value that the path names."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    lines = text.split("\n")
    places = Places(as_yaml(text))
    for path in every_path(data):
        found = places.find(path)
        line, column = found.place
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        expected = data
        for step in path:
            expected = expected[step]  # type: ignore[index]

        assert len(path) == found.depth
        assert expected == json.JSONDecoder().raw_decode(rest)[0]


def test_an_alias_is_where_it_is_used_and_its_values_where_they_are_written() -> None:
    """What an alias stands for is mended at its anchor; the alias itself where it stands."""
    places = Places("a: &x {b: 1}\nc:\n  - d: *x\n    e: 2\n")

    assert Place(3, 8) == places.find(("c", 0, "d")).place
    assert Place(1, 11) == places.find(("c", 0, "d", "b")).place


def test_what_is_laid_out_as_people_do_is_never_composed_as_a_whole() -> None:
    """Each value of a file of rooms is found by the indentation, and its own lines."""
    data = loads(TEXT)
    places = Places(TEXT, dict(outer_counts(data)), longest=0)
    for path in every_path(data):
        places.find(path)

    assert "_whole" not in vars(places)


def test_an_item_of_an_aliased_list_is_where_it_is_written() -> None:
    """So is an item of a list, whatever the items say."""
    places = Places("a: &x [1, 0]\nb: *x\n")

    assert [Place(1, 8), Place(1, 11)] == [places.find(("b", step)).place for step in (0, 1)]


def test_what_is_missing_is_at_the_key_of_what_should_hold_it() -> None:
    """A path that goes on further than the text ends at the last key that exists."""
    yaml = Places("a:\n  - b: {c: 1}\n    d:\n")
    json = Places('{"a": [\n{"b": {"c": 1}}]}')

    assert (3, Place(2, 5)) == yaml.find(("a", 0, "b", "x"))[:2]
    assert (3, Place(3, 5)) == yaml.find(("a", 0, "d", "x"))[:2]
    assert (1, Place(1, 1)) == yaml.find(("a", 1, "b"))[:2]
    assert (3, Place(2, 2)) == json.find(("a", 0, "b", "x"))[:2]
    assert (0, Place(1, 1)) == json.find(("x",))[:2]


def test_hours_are_where_they_are_written(tmp_path: Path) -> None:
    """A venue states them beside its rooms; they go before those of ``defaults``."""
    text = (
        "format: 1\nservice_unit: NUP\ndefaults:\n  hours: {mon: 16-8}\nvenues:\n"
        "  - tprek: '1'\n    hours: {tue: 16-8}\n    rooms:\n"
        "      - {key: nup-a, name: {fi: A}}\n"
        "      - {key: nup-b, name: {fi: B}, hours: {wed: 16-8}}\n"
        "  - tprek: '2'\n    rooms:\n      - {key: nup-c, name: {fi: C}}\n"
    )
    write(tmp_path, {"nup.yaml": text})
    reading = read_catalogue(tmp_path)

    found = {
        (place.line, key)
        for key, day in (("nup-a", "tue"), ("nup-b", "wed"), ("nup-c", "mon"))
        if (place := reading.locate(key, ("hours", day)))
    }
    assert {(7, "nup-a"), (10, "nup-b"), (4, "nup-c")} == found


def test_ten_thousand_places_in_one_file_are_all_found(tmp_path: Path) -> None:
    """Places are looked up in pieces, each its own; it ends long before the time limit of tests."""
    generate(tmp_path, 10_000, 1, units=("NUP",))
    reading = read_catalogue(tmp_path)
    assert reading.catalogue is not None

    missing = [reading.locate(room.key, ("contact",)) for room in reading.catalogue.rooms]
    inner = [reading.locate(room.key, ("name", "sv")) for room in reading.catalogue.rooms]

    assert len(set(missing)) == len(set(inner)) == 10_000


def test_the_same_mistake_in_every_room_is_found_in_each(tmp_path: Path) -> None:
    """A key that is wrong in each of thousands of rooms has a finding at each place."""
    generate(tmp_path, 3_000, 1, units=("NUP",))
    text = (tmp_path / "nup.yaml").read_text(encoding="utf-8")
    folder = write(tmp_path, {"nup.yaml": text.replace("interval:", "intervall:")})

    findings = read_catalogue(folder).findings

    assert 3_000 == len({finding.position for finding in findings})
