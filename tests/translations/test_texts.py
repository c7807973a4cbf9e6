"""Which texts go out: all that the model has in three languages, each where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.translations.making import files, room, texts
from varaamo_sync.model import RoomEntry, ServiceUnit, Text
from varaamo_sync.schema import Defaults
from varaamo_sync.translations import find_texts, rows_to_translate

FINNISH = {"fi": "Ohje"}


def fields_of(model: Any, path: tuple[str, ...] = ()) -> set[str]:
    """Return the fields of a model that hold a text, found in its JSON Schema."""
    schema = model.model_json_schema()

    def walk(node: dict[str, Any], path: tuple[str, ...]) -> set[str]:
        name = node.get("$ref", "").rpartition("/")[2]
        if name == "Text":
            return {".".join(path)}
        inner = schema["$defs"][name] if name else node
        found: set[str] = set()
        for key, value in inner.get("properties", {}).items():
            found |= walk(value, (*path, key))
        for one in (*node.get("anyOf", ()), *([node["items"]] if "items" in node else ())):
            found |= walk(one, (*path, "0") if one is node.get("items") else path)
        return found

    return walk(schema, path)


def filled(fields: set[str]) -> dict[str, Any]:
    """Return an entry with a Finnish text in each field."""
    entry: dict[str, Any] = {}
    for field in fields:
        entry = _with_text(entry, field.split("."))
    return entry


def _with_text(holder: Any, steps: list[str]) -> Any:
    step, *rest = steps
    if step == "0":
        return [_with_text((holder or [{"free": True}])[0], rest)]
    inner = (holder or {}).get(step)
    return {**(holder or {}), step: _with_text(inner, rest) if rest else FINNISH}


@pytest.mark.parametrize("model", [RoomEntry, Defaults])
def test_every_text_of_the_model_goes_out(model: Any) -> None:
    """Whatever field of a room the model gives languages is found, in rooms and in defaults."""
    wanted = fields_of(model)
    values = files(room(**filled(fields_of(RoomEntry))), defaults=filled(fields_of(Defaults)))
    kind = "room" if model is RoomEntry else "defaults"

    found = {text.field for text in find_texts(values) if text.home.kind == kind}
    assert {"name", "description", "instructions.applicants", "pricing.0.material"} <= wanted
    assert wanted == found


def test_every_text_that_is_sent_has_its_limit() -> None:
    """The limits of the booking system are known for each text of a room (facts, section 4b)."""
    found = texts(room(**filled(fields_of(RoomEntry))))

    limits = {text.field: text.limit for text in found if text.home.kind == "room"}
    assert {255, 8000, 4000, 1000} == set(limits.values())
    assert (255, 8000) == (limits["name"], limits["description"])
    assert (4000, 1000) == (limits["instructions.applicants"], limits["pricing.0.material"])


def test_a_text_of_defaults_goes_out_once_where_it_is_written() -> None:
    """What a block states for many rooms is translated once, and goes back into the block."""
    block = {"instructions": {"confirmed": {"fi": "Tervetuloa."}}}
    values = files(room("a"), room("b"), defaults=block)
    values["nup.yaml"]["defaults"] = block
    values["catalogue.yaml"] = {"format": 1, "id": "x", "defaults": block}

    found = [text for text in find_texts(values) if text.field == "instructions.confirmed"]
    assert [
        ("nup.yaml", ("defaults", "instructions", "confirmed")),
        ("nup.yaml", ("venues", 0, "defaults", "instructions", "confirmed")),
        ("catalogue.yaml", ("defaults", "instructions", "confirmed")),
    ] == [(text.file, text.path) for text in found]
    assert 3 == len(rows_to_translate(found, "sv"))


def test_a_venue_of_two_files_goes_out_once() -> None:
    """One venue in the files of two service units has one name to translate."""
    values = files()
    values["kir.yaml"] = {**files()["nup.yaml"], "service_unit": "KIR"}

    assert 1 == len(rows_to_translate(find_texts(values), "sv"))


def test_what_stands_around_rooms_goes_out_too() -> None:
    """Names of venues, of the organisation and of the goal's steps are texts like others."""
    catalogue = {
        "format": 1,
        "id": "x",
        "organisation": {"fi": "Kaupunki"},
        "goal": {"name": {"fi": "Tavoite"}},
    }
    goal = {
        "id": "tilat",
        "name": {"fi": "Tilat"},
        "measures": [{"id": "tilat", "kind": "surveyed"}],
        "milestones": [{"name": {"fi": "Askel"}}],
    }
    goals = {"format": 1, "scorecards": [_scorecard(2019, {**goal, "measures": []})]}
    goals["scorecards"].append(_scorecard(2027, goal))
    found = find_texts({"catalogue.yaml": catalogue, "goals.yaml": goals, **files(room())})

    assert [
        "organisation",
        "goal.name",
        "goal.name",
        "goal.milestones.0.name",
        "name",
        "name",
    ] == [text.field for text in found]
    assert [None, None, None, None, None, 255] == [text.limit for text in found]
    assert ("scorecards", 1, "goals", 0, "milestones", 0, "name") == found[3].path


def _scorecard(year: int, goal: Mapping[str, Any]) -> dict[str, Any]:
    return {"year": year, "name": {"fi": "Kortti"}, "goals": [goal]}


def test_only_what_is_missing_goes_out_unless_all_is_asked_for() -> None:
    """Blank is missing; a text without Finnish cannot be translated and stays at home."""
    found = texts(
        room("a", name={"fi": "Sali", "sv": " \n"}),
        room("b", name={"fi": "Aula", "sv": "Aula"}),
        room("c", name={"fi": "Tupa", "sv": None}),
        room("d", name={"sv": "Rum"}),
        name=None,
    )

    rows = {all: rows_to_translate(found, "sv", all=all) for all in (False, True)}
    assert ["Sali", "Tupa"] == [row.finnish for row in rows[False]]
    assert ["Sali", "Aula", "Tupa"] == [row.finnish for row in rows[True]]


def test_a_service_unit_gets_its_own_texts_and_those_for_all_rooms() -> None:
    """``--unit`` leaves out other files, but not what ``catalogue.yaml`` states for all rooms."""
    block = {"instructions": {"confirmed": {"fi": "Tervetuloa."}}}
    head = {"format": 1, "id": "x", "organisation": FINNISH, "defaults": block}
    values = {"catalogue.yaml": head, **files()}
    values["kir.yaml"] = {**files(tprek="demo-9")["nup.yaml"], "service_unit": "KIR"}

    rows = rows_to_translate(find_texts(values), "sv", unit=ServiceUnit.NUP)
    assert ["instructions.confirmed", "name"] == [row.source.field for row in rows]
    assert [None, ServiceUnit.NUP] == [row.source.unit for row in rows]


def test_a_room_that_changes_the_finnish_of_defaults_is_not_translated_by_them() -> None:
    """A Swedish text that a block has for other Finnish words does not make a room translated."""
    block = {"instructions": {"confirmed": {"fi": "Tervetuloa.", "sv": "Välkommen."}}}
    own = room(instructions={"confirmed": {"fi": "Tule ajoissa."}})

    rows = rows_to_translate(texts(own, name=None, defaults=block), "sv")
    assert ["Tule ajoissa."] == [row.finnish for row in rows]
    assert Text(fi="Tule ajoissa.") == rows[0].source.text
