"""Whatever is written into catalogue files is read back as it was given."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.catalogue_files.folders import write
from tests.catalogue_files.test_writing import ARABIA, TEXT
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.catalogue_files.edit import Edit, NewRoom, apply_edits
from varaamo_sync.model import ServiceUnit, room_entry

words = st.text(max_size=25) | st.sampled_from(
    ["no", "null", "~", "1.5", "0x1f", "2027-01-01", "a: b", "a #b", "- a", "{a", "'", '"',
     "a\n\nb",
     "a\n b", " a", "a ", "\t", "é\u2028x", "\x85", "<p>a</p>", "@a", "%b", "=c", "a\r\nb", "1_000",
     "12:30", "|", "&a", "*a", "!x", "? a", "a,b", "[x]", "-", "...", "---", "\ufeff", "#", ":"]
)  # fmt: skip
fields = st.fixed_dictionaries(
    {},
    optional={
        "name": st.fixed_dictionaries({"fi": words}, optional={"sv": words, "en": words}),
        "description": st.fixed_dictionaries({}, optional={"fi": words, "sv": words}) | st.none(),
        "note": words | st.none(),
        "area": st.integers(-5, 10**6),
        "purposes": st.lists(words.filter(bool), max_size=3) | st.none(),
        "booking": st.fixed_dictionaries(
            {}, optional={"min": st.just("1 h 30 min"), "handling": st.booleans()}
        ),
        "pricing": st.lists(
            st.fixed_dictionaries(
                {"lowest": st.decimals(0, 999, places=2)},
                optional={"material": st.just({"fi": "a"})},
            ),
            max_size=2,
        ),
        "goal": st.booleans(),
    },
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(fields, fields, st.sampled_from([TEXT, TEXT.replace("\n", "\r\n")]))
def test_both_parsers_read_what_was_written(
    tmp_path: Path, edited: dict[str, Any], added: dict[str, Any], text: str
) -> None:
    """Whatever is written, both parsers read it back as it was given, and all else as before."""
    write(tmp_path, {"nup.yaml": text.encode()})
    edits = [
        Edit("nup-sali", (name, inner), value)
        for name, values in edited.items()
        if isinstance(values, dict)
        for inner, value in values.items()
    ]
    edits += [Edit("nup-sali", (n,), v) for n, v in edited.items() if not isinstance(v, dict)]
    entry = {"key": "nup-uusi", "name": {"fi": "Uusi"}} | added
    before = _slow(text)
    apply_edits(tmp_path, edits, [NewRoom(ServiceUnit.NUP, ARABIA, entry)])
    after = (tmp_path / "nup.yaml").read_bytes().decode()

    slow = _slow(after)
    rooms = slow["venues"][0]["rooms"]
    assert _told(entry) == _told(rooms[2])
    assert before["venues"][0]["rooms"][1] == rooms[1]
    assert before["venues"][1] == slow["venues"][1]
    for edit in edits:
        held = rooms[0]
        for step in edit.path:
            held = held[step]
        assert _told(edit.value) == _told(held)
    reading = read_catalogue(tmp_path)
    if reading.catalogue is not None and "nup-uusi" in reading.catalogue.by_key:
        given_back = room_entry(reading.catalogue.by_key["nup-uusi"])
        assert {name: _told(value) for name, value in entry.items()} == {
            name: _told(given_back[name]) for name in entry if name != "booking"
        } | ({"booking": _told(entry["booking"])} if "booking" in entry else {})


def _slow(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    return yaml.load(text)


def _told(value: Any) -> Any:
    """Return a value as both sides of a comparison have it."""
    if isinstance(value, dict):
        return {name: _told(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_told(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value
