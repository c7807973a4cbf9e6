"""Resources: added, changed, deleted and restored."""

from __future__ import annotations

import json
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.hours import store_period
from varaamo_sync.sandbox.respa.inputs.images import check_storable
from varaamo_sync.sandbox.respa.inputs.resource import read_resource
from varaamo_sync.sandbox.respa.inputs.texts import NEEDED, check_languages
from varaamo_sync.sandbox.respa.records import NEW, add_image, resource, store_resource
from varaamo_sync.sandbox.respa.things import add_thing, things
from varaamo_sync.sandbox.rest.refusals import REQUIRED, Refused, crash, invalid
from varaamo_sync.sandbox.rest.requests import not_found
from varaamo_sync.sandbox.rest.values import Values, Wrong

_LONGEST_NAME = 200
_MOST = {"images": 20, "periods": 20, "tags": 100, "terms_of_use": 2}
_PARTS = ("images", "tags", "periods", "equipments", "terms_of_use")


def create_resource(database: Database, sent: Any) -> str:
    """Add a resource and return its id, which the server chooses: one that is sent is its end.

    Nothing tells a second, equal one from the first.

    Raises:
        Refused: The values will not do, or the server fails over them; nothing is stored then.
    """
    values = _read(database, sent, new=True)
    if not values.get("unit"):
        raise invalid({"unit": [REQUIRED]})
    if sent.get("id"):
        if resource(database, str(sent["id"])):
            raise invalid({"id": ["This resource already exists."]})
        raise crash()  # it is stored once for its id and once as new, which collide
    _check_texts(values)
    if "publish_date" in values and values["publish_date"] is None:
        raise crash()
    own = {name: value for name, value in values.items() if name not in (*_PARTS, "unit")}
    id = store_resource(database, None, values["unit"], {**NEW, **own, "is_external": True})
    _store_parts(database, id, values, new=True)
    return id


def change_resource(database: Database, id: str, sent: Any) -> str:
    """Change what is sent of a resource, whatever the method says; return its id.

    Raises:
        Refused: There is none, or the values will not do.
    """
    found = resource(database, id)
    if found is None:
        raise not_found()
    values = _read(database, sent, new=False)
    if any("id" not in period for period in values.get("periods", ())):
        raise invalid({"period": ["id is required when updating periods."]})
    _check_texts(values)
    own = {name: value for name, value in values.items() if name not in (*_PARTS, "unit")}
    stored = {**found.values, **own, "is_external": True}
    store_resource(database, id, values.get("unit", found.unit), stored)
    _store_parts(database, id, values, new=False)
    return id


def _read(database: Database, sent: Any, *, new: bool) -> Values:
    if not isinstance(sent, dict):
        said = f"Odotettiin sanakirjaa, saatiin tyyppi {type(sent).__name__}."
        raise invalid({"non_field_errors": [said]})
    try:
        return read_resource(database, sent, new=new)
    except Wrong as wrong:
        raise invalid(wrong.errors) from None


def _check_texts(values: Values) -> None:
    try:
        check_languages(values, NEEDED)
    except Wrong as wrong:
        raise invalid(wrong.errors) from None
    if any(len(text) > _LONGEST_NAME for text in values.get("name", {}).values()):
        raise crash()  # only the database says so


def _store_parts(database: Database, id: str, values: Values, *, new: bool) -> None:
    for name, most in _MOST.items():
        count = len(values.get(name, ()))
        if count > most:
            errors = [f"{name} failed validation."], [f"Invalid length, max: {most}"]
            raise invalid({"error": errors[0], "message": errors[1], "length": count})
    for image in values.get("images", ()):
        _store_image(database, id, image, new=new)
    for period in values.get("periods", ()):
        sent = {name: value for name, value in period.items() if not new or name != "id"}
        store_period(database, "resource", id, sent)
    _store_tied(database, id, values, new=new)
    if values.get("soft_deleted"):
        database.update("respaResource", id, {"isRemoved": True})


def _store_image(database: Database, id: str, image: Values, *, new: bool) -> None:
    """Add a picture, or change or take away one; one without a number is always added."""
    number, stamp = image.get("id"), image.get("stamp")
    if image["remove"] and not new:
        sql = "DELETE FROM respaImage WHERE resource = ? AND (pk = ? OR stamp = ?)"
        database.run(sql, id, None if stamp else number, stamp)
        return
    if "image" not in image:
        raise invalid({"image": [REQUIRED]})
    check_storable(image)
    if number is not None and not new:
        owner = database.value("SELECT resource FROM respaImage WHERE pk = ?", number)
        if owner == id:
            database.run("DELETE FROM respaImage WHERE pk = ?", number)
        elif owner is not None:
            said = f'Image with id "{number}" belongs to another resource.'
            raise invalid({"image": {"id": said}})
    add_image(database, id, image)


def _store_tied(database: Database, id: str, values: Values, *, new: bool) -> None:
    found = resource(database, id)
    if found is None:
        raise crash()
    own = dict(found.values)
    for tie in values.get("equipments", ()):
        has = tie["equipment"] in own["equipment"]
        if has and not tie["remove"] and not new:
            raise invalid({"equipment": ["Resource already has this equipment."]})
        kept = [one for one in own["equipment"] if one != tie["equipment"]]
        own["equipment"] = kept if tie["remove"] and not new else [*kept, tie["equipment"]]
    for label in values.get("tags", ()):
        own["tags"] = [*(one for one in own["tags"] if one != label), label]
    for terms in values.get("terms_of_use", ()):
        own[terms["terms_type"]] = _store_terms(database, own[terms["terms_type"]], terms)
    if own != found.values:
        store_resource(database, id, found.unit, own)


def _store_terms(database: Database, before: str | None, terms: Values) -> str:
    """Store terms of use: generic ones in place of those that were there, others always anew."""
    if before and terms["terms_type"] == "generic_terms" and things(database, "terms", [before]):
        sql = "UPDATE respaThing SET content = ? WHERE kind = 'terms' AND id = ?"
        database.run(sql, json.dumps(terms), before)
        return before
    return add_thing(database, "terms", terms)


def delete_resource(database: Database, id: str) -> None:
    """Delete a resource softly: it is hidden from everybody, and can be restored.

    Raises:
        Refused: There is none, over which the server fails.
    """
    found = resource(database, id)
    if found is None:
        raise crash()
    values = {**found.values, "public": False, "reservable": False}
    store_resource(database, id, found.unit, values)
    database.update("respaResource", id, {"isRemoved": True})


def restore_resource(database: Database, sent: Any) -> str:
    """Restore a resource and return its id; it comes back hidden and not bookable.

    Raises:
        Refused: Nothing ever had this id, or none is sent.
    """
    if not isinstance(sent, dict):
        raise invalid({"message": f"Invalid data type: {type(sent).__name__}"})
    id = sent.get("id")
    if not id:
        raise invalid({"id": "Missing id"})
    if not isinstance(id, str):
        raise invalid({"id": "Invalid data type: dict"})
    if not database.exists("SELECT 1 FROM respaResource WHERE pk = ?", id):
        raise Refused(404, {"resource": "404 not found"})
    database.update("respaResource", id, {"isRemoved": False})
    return id
