import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.generated import Maker
from tests.make import NOW, REFERENCE, TODAY, remote, room, snapshot, space
from varaamo_sync.catalogue_files import read_catalogue
from varaamo_sync.model import (
    Catalogue,
    Coverage,
    Hours,
    OpenTimes,
    Price,
    Room,
    ServiceUnit,
    Text,
    UnreadRoom,
)
from varaamo_sync.plan import Plan, make_plan
from varaamo_sync.plan.seal import Seal
from varaamo_sync.snapshot import RemoteVenue

ROOT = Path(__file__).parents[2]
VENUES = (RemoteVenue(1, "demo-001", {"fi": "Arabian nuorisotalo"}),)
COVERAGES = (
    Coverage(),
    Coverage(files={"nup.yaml": ServiceUnit.NUP, "x.yaml": None}, whole=False),
    Coverage(
        broken=frozenset({"nup.yaml"}),
        lost={ServiceUnit.KIR: ("kir.yaml",)},
        unread={"nup-9": UnreadRoom(ServiceUnit.NUP, goal=False)},
        whole=False,
    ),
)
"""A whole catalogue, and such as files that could not all be read have given."""


class Envelope(BaseModel):
    """A model of somebody else that holds one of ours."""

    wanted: Catalogue


WAYS: dict[str, Callable[[Catalogue], Catalogue]] = {
    "dump": lambda made: Catalogue.model_validate(made.model_dump()),
    "dump by alias": lambda made: Catalogue.model_validate(made.model_dump(by_alias=True)),
    "JSON": lambda made: Catalogue.model_validate_json(made.model_dump_json()),
    "JSON by alias": lambda made: Catalogue.model_validate(
        json.loads(made.model_dump_json(by_alias=True))
    ),
    "dump of JSON values": lambda made: Catalogue.model_validate(made.model_dump(mode="json")),
    "adapter": lambda made: TypeAdapter(Catalogue).validate_json(
        TypeAdapter(Catalogue).dump_json(made)
    ),
    "within another model": lambda made: (
        Envelope.model_validate_json(Envelope(wanted=made).model_dump_json()).wanted
    ),
    "pickle": lambda made: pickle.loads(pickle.dumps(made)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "model_copy": lambda made: made.model_copy(),
    "deep model_copy": lambda made: made.model_copy(deep=True),
    "rooms copied": lambda made: made.model_copy(
        update={"rooms": tuple(each.model_copy() for each in made.rooms)}
    ),
}


def _plan(catalogue: Catalogue) -> Plan:
    """Return the plan over rooms of which staff have filled in every text."""
    texts = {
        f"{field}.{lang}": f"Henkilökunnan {field}"
        for field in ("description", "pending", "confirmed", "cancelled", "applicants")
        for lang in ("fi", "sv", "en")
    }
    keys = [each.key for each in catalogue.rooms] + ["nup-9", "kir-1"]
    spaces = [space(number, f"demo:{key}") for number, key in enumerate(keys, 1)]
    rooms = [remote(number, values=texts) for number, _ in enumerate(keys, 1)]
    return make_plan(
        catalogue, snapshot(rooms, spaces, venues=VENUES), now=NOW, archive=True, findings=()
    )


@given(st.integers(0, 10**6), st.sampled_from(COVERAGES))
@settings(max_examples=25, deadline=None)
def test_whatever_way_a_catalogue_goes_its_plan_is_the_same(seed: int, coverage: Coverage) -> None:
    """A catalogue means the same after a dump, JSON, a pickle or a copy, and so do its rooms."""
    made = Maker(seed, TODAY, REFERENCE, VENUES).catalogue(3).resting_on(coverage)
    planned = _plan(made)

    for way, go in WAYS.items():
        there = go(made)
        again = _plan(there)
        assert made == there, way
        assert made.coverage == there.coverage, way
        assert [each.model_fields_set for each in made.rooms] == [
            each.model_fields_set for each in there.rooms
        ], way
        assert Seal.of(planned, "") == Seal.of(again, ""), way
        assert planned.to_archive == again.to_archive, way
        assert planned == again, way


@pytest.mark.parametrize("way", WAYS)
def test_a_catalogue_of_files_travels(way: str) -> None:
    """So does what was read: its goal with milestones, its targets, and what it rests on."""
    made = read_catalogue(ROOT / "examples" / "helsinki").usable()

    assert made.goal.milestones
    assert made == WAYS[way](made)


def test_what_is_stated_is_part_of_what_a_value_is() -> None:
    """A text that is cleared is another than one that belongs to staff, in sets, too."""
    cleared, left = Text(fi="Sali", sv=None), Text(fi="Sali")

    assert cleared != left
    assert 2 == len({cleared, left, Text(fi="Sali")})
    assert room(note=None) != room()
    assert {"fi": "Sali", "sv": None} == cleared.model_dump()
    assert '{"fi":"Sali"}' == left.model_dump_json()
    assert left.__eq__("Sali") is NotImplemented


def test_a_dump_can_leave_out_more() -> None:
    """Whoever asks a dump to leave out fields, or what is ``None``, is heeded."""
    price = Price.model_validate({"lowest": 5, "vat": None, "from": "2027-01-01"})

    assert {"lowest": Decimal("5.00")} == price.model_dump(exclude={"begins"}, exclude_none=True)
    assert {"from": "2027-01-01"} == price.model_dump(
        mode="json", by_alias=True, include={"begins"}
    )


@pytest.mark.parametrize("text", ["12,50", "12.5", "1e2", "12.50 €", "", "٣.٠٠", "9" * 21 + ".00"])
def test_an_amount_as_text_is_only_what_we_write(text: str) -> None:
    """An amount of JSON that we wrote is read; any other text would have to be guessed."""
    assert Decimal("12.50") == Price.model_validate({"lowest": "12.50"}).lowest
    assert Decimal("-1.00") == Price.model_validate({"lowest": "-1.00"}).lowest
    with pytest.raises(ValidationError):
        Price.model_validate({"lowest": text})


def test_the_schema_of_what_is_written_fits_it() -> None:
    """A service that publishes our models says of their JSON what it is."""
    schema: dict[str, Any] = TypeAdapter(Price).json_schema(mode="serialization")

    assert {"free", "lowest", "from"} <= schema["properties"].keys()
    lowest = schema["properties"]["lowest"]["anyOf"][0]
    assert "string" == lowest["type"]


def test_no_file_says_how_much_of_it_was_read(tmp_path: Path) -> None:
    """Coverage travels with a catalogue, but a file that states it has an unknown key."""
    (tmp_path / "catalogue.yaml").write_text("format: 1\nid: demo\ncoverage: {whole: true}\n")

    reading = read_catalogue(tmp_path)

    assert ["unknown-key"] == [found.rule for found in reading.findings]
    assert not reading.usable().coverage.whole


def test_a_copy_with_other_rooms_finds_them_by_key() -> None:
    """What a catalogue has kept for itself does not outlive the rooms that it was kept of."""
    made = Catalogue(id="demo", rooms=(room("nup-1"),))
    assert {"nup-1"} == made.by_key.keys()

    assert {"nup-2"} == made.model_copy(update={"rooms": (room("nup-2"),)}).by_key.keys()


def test_hours_and_moments_travel() -> None:
    """Times of a day and hours that come twice are the same on the other side."""
    hours = Hours.model_validate({"mon": ["8-12", "13-16"], "exceptions": {"12-24": "closed"}})
    twice = {"booking": {"opens": datetime(2027, 10, 31, 0, 30, tzinfo=UTC)}}
    opened = Room.model_validate(room().model_dump() | twice)

    assert OpenTimes() == pickle.loads(pickle.dumps(OpenTimes()))
    assert hours == copy.deepcopy(hours) == Hours.model_validate_json(hours.model_dump_json())
    assert opened == Room.model_validate_json(opened.model_dump_json())
