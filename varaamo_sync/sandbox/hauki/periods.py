"""Periods: listed, added, changed, deleted."""

from __future__ import annotations

from typing import Any

from varaamo_sync.sandbox.hauki.access import (
    HaukiUser,
    check_change,
    check_sources,
    demand_user,
    is_member,
)
from varaamo_sync.sandbox.hauki.inputs import check_rules, read_period
from varaamo_sync.sandbox.hauki.records import Records, Values
from varaamo_sync.sandbox.hauki.refusals import NO_PERIOD, NOT_A_MEMBER, conflict
from varaamo_sync.sandbox.rest.refusals import Refused, forbidden, invalid


def create_period(records: Records, user: HaukiUser | None, sent: Any) -> Values:
    """Add a period; nothing tells a second, equal one from the first.

    A read-only resource takes one as any other does (facts).

    Raises:
        Refused: The values will not do, or whoever asks may not.
    """
    writer = demand_user(user)
    values = read_period(sent)
    _check_resource(records, values)
    check_sources(records.database, writer, values["origins"])
    _check_origins(records, values["origins"], values["resource"])
    if not is_member(records.database, writer, values["resource"]):
        raise forbidden(NOT_A_MEMBER)
    check_rules(values["time_span_groups"], values["start_date"])
    return _stored(records, records.store_period(values, None))


def change_period(
    records: Records, user: HaukiUser | None, pk: int, sent: Any, *, partial: bool
) -> Values:
    """Change a period; groups that are sent replace all that were there.

    Raises:
        Refused: There is none, the values will not do, or whoever asks may not.
    """
    before = find_period(records, pk)
    check_change(records.database, user, before["resource"])
    values = read_period(sent, partial=partial, new=False)
    _check_resource(records, values)
    check_sources(records.database, demand_user(user), values.get("origins", []))
    resource = {**before, **values}["resource"]
    _check_origins(records, values.get("origins", []), resource)
    start = values.get("start_date", before["start_date"])
    check_rules(values.get("time_span_groups", []), start)
    return _stored(records, records.store_period(values, before))


def delete_period(records: Records, user: HaukiUser | None, pk: int) -> None:
    """Delete a period.

    Raises:
        Refused: There is none, or whoever asks may not.
    """
    check_change(records.database, user, find_period(records, pk)["resource"])
    records.delete_period(pk)


def find_period(records: Records, pk: int) -> Values:
    """Return a period.

    Raises:
        Refused: There is none.
    """
    found = records.period(pk)
    if found is None:
        raise Refused(404, {"detail": NO_PERIOD})
    return found


def _stored(records: Records, pk: int) -> Values:
    return find_period(records, pk)


def _check_resource(records: Records, values: Values) -> None:
    pk = values.get("resource")
    if pk is not None and not records.resources([pk]):
        raise invalid({"resource": [f"Epäkelpo pääavain {pk} - objektia ei ole olemassa."]})


def _check_origins(records: Records, origins: list[Values], resource: int) -> None:
    """Refuse an origin that a period of another resource has, or had before it was deleted."""
    for origin in origins:
        source, id = origin["data_source"], origin["origin_id"]
        pk = records.database.value(
            "SELECT max(period) FROM haukiPeriodOrigin JOIN haukiPeriod ON pk = period"
            " WHERE source = ? AND origin = ? AND resource <> ?",
            source,
            id,
            resource,
        )
        if pk is not None:
            message = f"DatePeriod with origin {source}:{id} already exists."
            raise conflict(message, "date_period", records.period(pk))
