"""Creating, changing and archiving rooms."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import nh3

from varaamo_sync.sandbox.data.database import Database, Row, many
from varaamo_sync.sandbox.data.tables import DURATIONS, TRANSLATED
from varaamo_sync.sandbox.rules.checks import RoomCheck, check_archive
from varaamo_sync.sandbox.rules.context import Context
from varaamo_sync.sandbox.rules.fields import CONTACT_LIMIT, ROOM_CREATE, ROOM_UPDATE, rich_columns
from varaamo_sync.sandbox.rules.hours_link import export_room
from varaamo_sync.sandbox.rules.images import add_image
from varaamo_sync.sandbox.rules.inputs import read_input
from varaamo_sync.sandbox.rules.refusals import duplicate_key, not_null, value_too_long

Values = dict[str, Any]

_BY_PK = "SELECT * FROM reservationUnit WHERE pk = ?"

_ANSWERED_WRONG = ("reservationStartInterval", "bufferTimeBefore")
"""Whoever selects one of these, and did not send it, gets an error; the room is stored (4c)."""

_LINKS = {
    "spaces": "roomSpace",
    "intendedUses": "roomIntendedUse",
    "equipments": "roomEquipment",
}


_RICH_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6"),
    *("p", "br", "div", "span", "pre", "ol", "ul", "li"),
    *("strong", "em", "u", "a"),
}


_DATED = {
    "pricing": ("begins", "begins", "reservation_unit_begin_date_unique_together"),
    "accessType": ("beginDate", "begin_date", "single_access_type_per_day_per_reservation_unit"),
}
"""Tables of what holds from a day on: the day, as PostgreSQL calls it, and what makes it unique."""


def create_room(context: Context, sent: Mapping[str, Any]) -> Values:
    """Create a room. Nothing tells a second, equal create from the first (facts, section 4)."""
    database = context.database
    context.check_create(sent["unit"])
    with database.transaction():
        values = read_input(ROOM_CREATE, sent, database)
        RoomCheck(database, values, None).run()
        relations = _split(values)
        pk = database.insert("reservationUnit", {"extUuid": str(uuid.uuid4()), **values})
        _store_relations(database, pk, relations)
    export_room(database, pk)
    filled_in = {name: Default() for name in _ANSWERED_WRONG if name not in sent}
    return _payload(database, pk) | filled_in


def update_room(context: Context, sent: Mapping[str, Any]) -> Values:
    """Change a room, an archived one too; only the right to its present venue is asked.

    The whole row is saved as it was read: what others changed meanwhile is lost (facts, 4).
    """
    database = context.database
    room = context.find_to("update", "ReservationUnit", _BY_PK, sent["pk"])
    context.faults.row_read("updateReservationUnit")
    with database.transaction():
        values = read_input(ROOM_UPDATE, sent, database)
        RoomCheck(database, values, room).run()
        relations = _split(values)
        database.update("reservationUnit", room["pk"], {**room, **values})
        _store_relations(database, room["pk"], relations)
    export_room(database, room["pk"])
    return _payload(database, room["pk"])


def archive_room(context: Context, sent: Mapping[str, Any]) -> Values:
    """Archive a room for ever; its space stays. A second time changes nothing."""
    database = context.database
    with database.transaction():
        room = context.find_to("update", "ReservationUnit", _BY_PK, sent["pk"])
        if not room["isArchived"]:
            check_archive(database, room)
            gone = {"isArchived": True, "isDraft": True, "contactInformation": ""}
            database.update("reservationUnit", room["pk"], gone)
        return {"pk": room["pk"]}


def _split(values: Values) -> Values:
    """Turn read values into columns, and return what is stored in other tables."""
    relations = {
        name: values.pop(name)
        for name in (*_LINKS, "images", "pricings", "accessTypes")
        if name in values
    }
    values.pop("resources", None)  # there are none
    finnish(values, TRANSLATED)
    clean(values)
    if "searchTerms" in values:
        values["searchTerms"] = json.dumps(values["searchTerms"])
    return relations


def finnish(values: Values, fields: Sequence[str]) -> None:
    """Let fields without a language write the Finnish text, unless that was sent too."""
    for field in fields:
        if field in values:
            text = values.pop(field)
            values.setdefault(f"{field}Fi", text)


def clean(values: Values) -> None:
    """Sanitise every HTML text; limits count what is stored, not what was sent (facts, 4b)."""
    for column, limit in rich_columns():
        if values.get(column):
            values[column] = _within(_sanitised(values[column]), limit)
    if values.get("contactInformation"):
        text = _without_tags(values["contactInformation"])
        values["contactInformation"] = _within(text, CONTACT_LIMIT)


def _sanitised(text: str) -> str:
    """Clean a description or an instruction (facts, section 4b), by the server's own means.

    Tags that are not allowed go and their text stays, inside ``<script>`` too; of inline styles
    nothing is left; comments stay.
    """
    cleaned = nh3.clean(
        text,
        tags=_RICH_TAGS,
        attributes={"a": {"href", "target", "rel"}, "*": {"style"}},
        clean_content_tags=set(),
        strip_comments=False,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        filter_style_properties=set(),
    )
    return cleaned.replace(' style=""', "").replace(" style=''", "")


def _without_tags(text: str) -> str:
    """Clean contact information: every tag goes (facts, section 3)."""
    return nh3.clean(text, tags=set(), clean_content_tags=set(), strip_comments=False)


def _within(text: str, limit: int) -> str:
    if len(text) > limit:
        raise value_too_long(limit)
    return text


def _store_relations(database: Database, pk: int, relations: Values) -> None:
    _store_dated(database, pk, "pricing", relations.get("pricings", ()))
    _store_dated(database, pk, "accessType", relations.get("accessTypes", ()))
    for name, link in _LINKS.items():
        if name in relations:
            database.run(f"DELETE FROM {link} WHERE room = ?", pk)  # noqa: S608  # own names
            for other in relations[name]:
                database.insert(link, {"room": pk, "other": other})
    if "images" in relations:  # an empty list deletes them all (facts, 4b)
        database.run("DELETE FROM image WHERE reservationUnit = ?", pk)
        for image in relations["images"]:
            add_image(database, pk, image["imageUrl"], image.get("imageType"))


def _store_dated(database: Database, pk: int, table: str, rows: Sequence[Values]) -> None:
    """Store the prices of a room, or its access types."""
    day, column, constraint = _DATED[table]
    # Rows to come that are not sent back are gone, even when none were sent (section 3).
    database.run(
        f"DELETE FROM {table} WHERE reservationUnit = ? AND {day} > today()"  # noqa: S608
        " AND pk NOT IN (SELECT value FROM json_each(?))",
        pk,
        many([row["pk"] for row in rows if "pk" in row]),
    )
    for row in rows:
        clean(row)
        before: Row | None = None
        if "pk" in row:  # whose row it is that a pk names is never asked (section 3)
            before = database.row(f"SELECT * FROM {table} WHERE pk = ?", row["pk"])  # noqa: S608
            if before is None:
                raise not_null("reservation_unit_id", "reservation_unit_pricing")
        stored = {"reservationUnit": pk, day: None} | (before or {}) | row
        if stored[day] is None:
            raise not_null("begins", "reservation_unit_pricing")
        key = (stored["reservationUnit"], stored[day])
        if database.exists(
            f"SELECT 1 FROM {table} WHERE reservationUnit = ? AND {day} = ? AND pk IS NOT ?",  # noqa: S608
            *key,
            row.get("pk"),
        ):
            raise duplicate_key(constraint, f"reservation_unit_id, {column}", "{}, {}".format(*key))
        if before:
            database.update(table, before["pk"], row)
        else:
            database.insert(table, {**row, "reservationUnit": pk})


class Default:
    """What the server puts into a payload in place of a value that it filled in itself."""


class Manager:
    """What the server puts into a payload in place of rows that belong to a room."""


class Instance:
    """What the server puts into a payload in place of the number of a row."""


def _payload(database: Database, pk: int) -> Values:
    room = database.row("SELECT * FROM room WHERE pk = ?", pk)
    assert room is not None
    for field in TRANSLATED:
        room[field] = room[f"{field}Fi"]
    for field in DURATIONS:
        room[field] = None if room[field] is None else timedelta(seconds=room[field])
    room["searchTerms"] = json.loads(room["searchTerms"])
    # The write is stored; whoever selects one of these gets an error all the same (facts, 4b).
    for name, link in _LINKS.items():
        count = database.value(f"SELECT count(*) FROM {link} WHERE room = ?", pk)  # noqa: S608
        room[name] = [Instance() for _ in range(count)]
    for name in ("images", "pricings", "accessTypes"):
        room[name] = Manager()
    return room
