"""Units: added and changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.hours import store_period
from varaamo_sync.sandbox.respa.inputs.parts import read_period
from varaamo_sync.sandbox.respa.inputs.texts import check_languages, read_texts
from varaamo_sync.sandbox.respa.inputs.values import LARGEST_SMALL, count_of, read_url
from varaamo_sync.sandbox.respa.records import units
from varaamo_sync.sandbox.respa.things import new_id
from varaamo_sync.sandbox.rest.refusals import invalid
from varaamo_sync.sandbox.rest.requests import not_found
from varaamo_sync.sandbox.rest.values import Read, Values, Wrong, read_object, read_text, rows_of

_NEEDED = {"name": ("fi", "en", "sv"), "street_address": ("fi",)}
_TEXTS = ("name", "street_address", "description", "www_url", "picture_caption")
_FIELDS: Mapping[str, Read] = {
    **{name: read_texts() for name in _TEXTS},
    "periods": rows_of(read_period),
    "reservable_max_days_in_advance": count_of(LARGEST_SMALL),
    "reservable_min_days_in_advance": count_of(LARGEST_SMALL),
    "map_service_id": count_of(),
    "picture_url": read_url,
    **dict.fromkeys(("manager_email", "address_zip", "phone", "email"), read_text),
}


def store_unit(database: Database, sent: Any, id: str | None = None) -> str:
    """Add a unit, or change what is sent of one; return its id, which the server makes.

    Raises:
        Refused: There is none, or the values will not do.
    """
    if not isinstance(sent, dict):
        said = f"Odotettiin sanakirjaa, saatiin tyyppi {type(sent).__name__}."
        raise invalid({"non_field_errors": [said]})
    known = units(database, [id]) if id is not None else []
    if id is not None and not known:
        raise not_found()
    try:
        values = read_object(_FIELDS, sent, {}, () if known else tuple(_NEEDED))
        check_languages(values, {**dict.fromkeys(_TEXTS, ()), **_NEEDED})
    except Wrong as wrong:
        raise invalid(wrong.errors) from None
    own = {name: value for name, value in values.items() if name != "periods"}
    now = database.now().isoformat()
    made = id or new_id(database)
    if known:
        content = {**known[0], **own}
        for name in ("id", "created", "modified"):
            del content[name]
        database.update("respaUnit", made, {"content": json.dumps(content), "modified": now})
    else:
        add_unit(database, made, own)
    for period in values.get("periods", ()):
        store_period(database, "unit", made, _without_id(period))
    return made


def add_unit(database: Database, id: str, content: Values) -> None:
    """Add a unit under an id."""
    now = database.now().isoformat()
    row = {"pk": id, "content": json.dumps(content), "created": now, "modified": now}
    database.insert("respaUnit", row)


def _without_id(period: Values) -> Values:
    return {name: value for name, value in period.items() if name != "id"}
