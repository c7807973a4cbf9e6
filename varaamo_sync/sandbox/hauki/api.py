"""Hauki's REST API: its paths, and what answers there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from http import HTTPStatus

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.hauki.access import HaukiUser, demand_user, may_change, user_of
from varaamo_sync.sandbox.hauki.daily import daily_hours
from varaamo_sync.sandbox.hauki.periods import (
    change_period,
    create_period,
    delete_period,
    find_period,
)
from varaamo_sync.sandbox.hauki.records import Records, Values
from varaamo_sync.sandbox.hauki.requests import MOST_ROWS, PAGE_SIZE, days, known
from varaamo_sync.sandbox.hauki.resources import (
    change_resource,
    copy_periods,
    create_resource,
    find_resource,
)
from varaamo_sync.sandbox.rest.refusals import NOT_FOUND, Refused, crash, invalid
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest, page_of
from varaamo_sync.sandbox.rest.routes import Api, Route, View

_SIMPLE = ("id", "name", "timezone", "origins")
_NEEDS_FILTER = "resource, start_date or end_date GET parameter is required to list date periods"
_FILTERS = ("resource", "start_date", "end_date")
_TRUE = ("1", "true", "yes")


def _list_resources(records: Records, _: HaukiUser | None, request: RestRequest) -> Answer:
    sql, query = "SELECT pk FROM haukiResource", request.query
    pks = [row["pk"] for row in records.database.rows(f"{sql} ORDER BY pk")]
    if "resource_ids" in query:
        asked = set(known(records, query["resource_ids"], skip=True) or ())
        pks = [pk for pk in pks if pk in asked]
    for name, key in (("parent", "parents"), ("child", "children")):
        if name in query:
            wanted = _number(query[name])
            pks = [one["id"] for one in records.resources(pks) if wanted in one[key]]
    if "data_source" in query:
        pks = [
            one["id"]
            for one in records.resources(pks)
            if any(origin["data_source"]["id"] == query["data_source"] for origin in one["origins"])
        ]
    return page_of(request, pks, records.resources, usual=PAGE_SIZE, most=MOST_ROWS)


def _read_resource(records: Records, _: HaukiUser | None, __: RestRequest, id: str) -> Answer:
    return HTTPStatus.OK, find_resource(records, id)


def _create_resource(records: Records, user: HaukiUser | None, request: RestRequest) -> Answer:
    return HTTPStatus.CREATED, create_resource(records, user, request.body)


def _change_resource(
    records: Records, user: HaukiUser | None, request: RestRequest, id: str
) -> Answer:
    return HTTPStatus.OK, change_resource(records, user, id, request.body)


def _check_resource(
    records: Records, user: HaukiUser | None, request: RestRequest, id: str
) -> Answer:
    pk = find_resource(records, id)["id"]
    return _permission(records, user, request, pk)


def _check_period(
    records: Records, user: HaukiUser | None, request: RestRequest, id: str
) -> Answer:
    return _permission(records, user, request, find_period(records, _pk(id))["resource"])


def _permission(records: Records, user: HaukiUser | None, request: RestRequest, pk: int) -> Answer:
    allowed = request.method == "GET" or may_change(records.database, user, pk)
    return HTTPStatus.OK, {"has_permission": allowed}


def _copy(records: Records, user: HaukiUser | None, request: RestRequest, id: str) -> Answer:
    replace = request.query.get("replace", "").lower() in _TRUE
    targets = request.query.get("target_resources", "")
    return HTTPStatus.OK, copy_periods(records, user, id, targets, replace=replace)


def _list_periods(records: Records, _: HaukiUser | None, request: RestRequest) -> Answer:
    if not any(request.query.get(name) for name in _FILTERS):
        raise invalid([_NEEDS_FILTER])
    asked = known(records, request.query["resource"]) if request.query.get("resource") else None
    sql = "SELECT DISTINCT resource FROM haukiPeriod WHERE NOT isRemoved"
    every = [row["resource"] for row in records.database.rows(sql)]
    found = [
        period
        for pk in (every if asked is None else dict.fromkeys(asked))
        for period in records.periods_of(pk)
        if all(
            request.query.get(name) in (None, "", period[name])
            for name in ("start_date", "end_date")
        )
    ]
    return HTTPStatus.OK, found


def _read_period(records: Records, _: HaukiUser | None, __: RestRequest, id: str) -> Answer:
    return HTTPStatus.OK, find_period(records, _pk(id))


def _create_period(records: Records, user: HaukiUser | None, request: RestRequest) -> Answer:
    return HTTPStatus.CREATED, create_period(records, user, request.body)


def _change_period(
    records: Records, user: HaukiUser | None, request: RestRequest, id: str
) -> Answer:
    partial = request.method == "PATCH"
    return HTTPStatus.OK, change_period(records, user, _pk(id), request.body, partial=partial)


def _delete_period(records: Records, user: HaukiUser | None, _: RestRequest, id: str) -> Answer:
    delete_period(records, user, _pk(id))
    return HTTPStatus.NO_CONTENT, None


def _opening_hours(records: Records, _: HaukiUser | None, request: RestRequest) -> Answer:
    first, last = days(records, request)
    sql = "SELECT DISTINCT resource FROM haukiPeriod WHERE NOT isRemoved ORDER BY resource"
    pks = [row["resource"] for row in records.database.rows(sql)]
    if "resource" in request.query:
        asked = known(records, request.query["resource"])
        # What it does not understand is no error: then it answers with everything (facts).
        pks = pks if asked is None else [pk for pk in pks if pk in asked]

    def rows(page: Sequence[int]) -> list[Values]:
        return [
            {
                "resource": {name: resource[name] for name in _SIMPLE},
                "opening_hours": _daily(records, resource["id"], first, last),
            }
            for resource in records.resources(page)
        ]

    return page_of(request, pks, rows, usual=PAGE_SIZE, most=MOST_ROWS)


def _hours_of_one(records: Records, _: HaukiUser | None, request: RestRequest, id: str) -> Answer:
    resource = find_resource(records, id)
    first, last = days(records, request)
    return HTTPStatus.OK, _daily(records, resource["id"], first, last)


def _daily(records: Records, pk: int, first: date, last: date) -> list[Values]:
    found = daily_hours(records.periods_of(pk), first, last)
    return [
        {"date": day.isoformat(), "times": [element.as_json() for element in elements]}
        for day, elements in found.items()
    ]


def _who(_: Records, user: HaukiUser | None, __: RestRequest) -> Answer:
    asked = demand_user(user)
    return HTTPStatus.OK, {
        "message": "You are authenticated",
        "username": asked.username,
        "organization_ids": sorted(asked.organizations),
    }


def _pk(text: str) -> int:
    """Return the number of a period.

    Raises:
        Refused: It is none, so there is no such period.
    """
    if not text.isdecimal():
        raise Refused(HTTPStatus.NOT_FOUND, {"detail": NOT_FOUND})
    return int(text)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise crash() from None


def _as_user(view: Callable[..., Answer]) -> View:
    def answer(database: Database, request: RestRequest, *ids: str) -> Answer:
        user = user_of(database, request.authorization)
        return view(Records(database), user, request, *ids)

    return answer


_ALL = "GET|POST|PUT|PATCH|DELETE"
_PERIOD, _RESOURCE = r"date_period/([^/]+)/", r"resource/([^/]+)/"

HAUKI_API = Api(
    [
        Route(methods, f"/v1/{path}", name, _as_user(view))
        for methods, path, name, view in (
            ("GET", "resource/", "resource_list", _list_resources),
            ("POST", "resource/", "resource_create", _create_resource),
            ("GET", _RESOURCE, "resource_retrieve", _read_resource),
            ("PUT|PATCH", _RESOURCE, "resource_update", _change_resource),
            (_ALL, f"{_RESOURCE}permission_check/", "resource_permission_check", _check_resource),
            ("GET", f"{_RESOURCE}opening_hours/", "resource_opening_hours", _hours_of_one),
            ("POST", f"{_RESOURCE}copy_date_periods/", "resource_copy_date_periods", _copy),
            ("GET", "date_period/", "date_period_list", _list_periods),
            ("POST", "date_period/", "date_period_create", _create_period),
            ("GET", _PERIOD, "date_period_retrieve", _read_period),
            ("PUT|PATCH", _PERIOD, "date_period_update", _change_period),
            ("DELETE", _PERIOD, "date_period_destroy", _delete_period),
            (_ALL, f"{_PERIOD}permission_check/", "date_period_permission_check", _check_period),
            ("GET", "opening_hours/", "opening_hours_list", _opening_hours),
            ("GET", "auth_required_test/", "auth_required_test", _who),
        )
    ]
)
"""Hauki's REST API."""
