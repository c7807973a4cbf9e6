"""Resources: added as Varaamo does, changed, and what is copied from one to another."""

from __future__ import annotations

import json
from typing import Any

from varaamo_sync.sandbox.hauki.access import (
    HaukiUser,
    check_change,
    check_sources,
    demand_user,
    may_change,
)
from varaamo_sync.sandbox.hauki.inputs import read_origins, texts
from varaamo_sync.sandbox.hauki.records import Records, Values
from varaamo_sync.sandbox.hauki.refusals import (
    NO_RESOURCE,
    NOT_A_MEMBER,
    NOT_IN_ORGANIZATION,
    conflict,
)
from varaamo_sync.sandbox.rest.refusals import NOT_FOUND, Refused, crash, forbidden, invalid

_CONTENT = (
    "name",
    "description",
    "address",
    "resource_type",
    "extra_data",
    "is_public",
    "timezone",
)
_TEXTS = ("name", "description", "address")


def find_resource(records: Records, id: str) -> Values:
    """Return a resource by its number or its origin.

    Raises:
        Refused: There is none.
    """
    try:
        pk = records.resource_by(id)
    except ValueError:
        raise Refused(404, {"detail": NOT_FOUND}) from None
    found = records.resources([pk]) if pk is not None else []
    if not found:
        raise Refused(404, {"detail": NO_RESOURCE})
    return found[0]


def create_resource(records: Records, user: HaukiUser | None, sent: Any) -> Values:
    """Add a resource; one with an origin that is there already is refused, and shown.

    Raises:
        Refused: The values will not do, or whoever asks may not.
    """
    writer = demand_user(user)
    if not isinstance(sent, dict):
        raise crash()
    origins = read_origins(sent.get("origins"))
    check_sources(records.database, writer, origins)
    for origin in origins:
        source, id = origin["data_source"], origin["origin_id"]
        pk = records.resource_by(f"{source}:{id}")
        if pk is not None:
            message = f"Resource with origin {source}:{id} already exists."
            raise conflict(message, "resource", records.resources([pk])[0])
    parents = records.resources(sent.get("parents") or ())
    if not {parent["organization"] for parent in parents} <= writer.organizations:
        raise invalid({"non_field_errors": [NOT_IN_ORGANIZATION]})
    wanted = {parent["organization"] for parent in parents} or {sent.get("organization")}
    if wanted == {None}:
        said = "Cannot create or edit resources that are not part of an organization "
        raise invalid([said])
    if not wanted <= writer.organizations:
        raise forbidden(NOT_A_MEMBER)
    pk = records.add_resource(
        _content(sent), sent.get("organization"), (parent["id"] for parent in parents)
    )
    for origin in origins:
        values = {"source": origin["data_source"], "origin": origin["origin_id"], "resource": pk}
        records.database.insert("haukiOrigin", values)
    return records.resources([pk])[0]


def change_resource(records: Records, user: HaukiUser | None, id: str, sent: Any) -> Values:
    """Change a resource.

    Raises:
        Refused: There is none, or whoever asks may not.
    """
    before = find_resource(records, id)
    check_change(records.database, user, before["id"])
    kept = {name: before[name] for name in _CONTENT}
    new = _content(sent if isinstance(sent, dict) else {})
    for name in _TEXTS:
        if name in new:
            new[name] = {**kept[name], **new[name]}
    values = {"content": json.dumps(kept | new), "modified": records.database.now().isoformat()}
    records.database.update("haukiResource", before["id"], values)
    return records.resources([before["id"]])[0]


def _content(sent: Values) -> Values:
    found = {name: sent[name] for name in _CONTENT if name in sent}
    return found | {name: texts(found[name]) for name in _TEXTS if name in found}


def copy_periods(
    records: Records, user: HaukiUser | None, id: str, targets: str, *, replace: bool
) -> Values:
    """Copy the periods of a resource to others: states as they are, without their origins.

    Raises:
        Refused: One is not there, or whoever asks may not change one.
    """
    demand_user(user)
    source = find_resource(records, id)
    if not targets:
        raise invalid(["target_resources parameter is required"])
    found = [find_resource(records, target.strip()) for target in targets.split(",")]
    if source in found:
        raise Refused(500, {"detail": "Can't copy date periods to self"})
    refused = [str(one["id"]) for one in found if not may_change(records.database, user, one["id"])]
    if refused:
        raise forbidden(f"No permission to modify resource(s): {', '.join(refused)}")
    for target in found:
        if replace:
            for period in records.periods_of(target["id"]):
                records.delete_period(period["id"])
        for period in records.periods_of(source["id"]):
            records.store_period({**period, "resource": target["id"], "origins": []}, None)
    return {"message": "Date periods copied"}
