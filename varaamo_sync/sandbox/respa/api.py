"""Respa's REST API: its paths, and what answers there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus

from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.respa.access import (
    ADD,
    ADD_UNIT,
    CHANGE,
    CHANGE_UNIT,
    DELETE,
    RESTORE,
    RespaUser,
    demand,
    log_in,
    user_of,
)
from varaamo_sync.sandbox.respa.filters import listed
from varaamo_sync.sandbox.respa.operations import RESPA_LOGIN
from varaamo_sync.sandbox.respa.records import units
from varaamo_sync.sandbox.respa.resources import (
    change_resource,
    create_resource,
    delete_resource,
    restore_resource,
)
from varaamo_sync.sandbox.respa.shown import Shown
from varaamo_sync.sandbox.respa.things import ids_of, things
from varaamo_sync.sandbox.respa.units import store_unit
from varaamo_sync.sandbox.rest.requests import Answer, RestRequest, not_found, page_of
from varaamo_sync.sandbox.rest.routes import Api, Route, View
from varaamo_sync.sandbox.rest.values import Values

_USUAL, _USUAL_PURPOSES, _MOST = 20, 40, 500
_LISTED = ("resource", "unit", "type", "purpose", "equipment", "equipment_category")


def _list_resources(shown: Shown) -> Answer:
    ids = listed(shown.database, shown.user, shown.request.query)
    return page_of(shown.request, ids, shown.resources, usual=_USUAL, most=_MOST)


def _read_resource(shown: Shown, id: str) -> Answer:
    if id not in listed(shown.database, shown.user, {}):
        raise not_found()
    return HTTPStatus.OK, shown.resources([id], detail=True)[0]


def _create_resource(shown: Shown) -> Answer:
    demand(shown.user, ADD)
    id = create_resource(shown.database, shown.request.body)
    return HTTPStatus.CREATED, shown.resources([id])[0]


def _change_resource(shown: Shown, id: str) -> Answer:
    demand(shown.user, CHANGE)
    change_resource(shown.database, id, shown.request.body)
    found = shown.resources([id])
    return HTTPStatus.OK, found[0] if found else {}


def _delete_resource(shown: Shown, id: str) -> Answer:
    demand(shown.user, DELETE)
    delete_resource(shown.database, id)
    return HTTPStatus.NO_CONTENT, None


def _restore_resource(shown: Shown) -> Answer:
    demand(shown.user, RESTORE)
    id = restore_resource(shown.database, shown.request.body)
    return HTTPStatus.OK, shown.resources([id])[0]


def _list_units(shown: Shown) -> Answer:
    ids = [unit["id"] for unit in units(shown.database)]
    return page_of(shown.request, ids, shown.units, usual=_USUAL, most=_MOST)


def _read_unit(shown: Shown, id: str) -> Answer:
    found = shown.units([id])
    if not found:
        raise not_found()
    return HTTPStatus.OK, found[0]


def _create_unit(shown: Shown) -> Answer:
    demand(shown.user, ADD_UNIT)
    id = store_unit(shown.database, shown.request.body)
    return HTTPStatus.CREATED, shown.units([id])[0]


def _change_unit(shown: Shown, id: str) -> Answer:
    demand(shown.user, CHANGE_UNIT)
    store_unit(shown.database, shown.request.body, id)
    return HTTPStatus.OK, shown.units([id])[0]


def _list_things(kind: str, shown: Shown) -> Answer:
    usual = _USUAL_PURPOSES if kind == "purpose" else _USUAL
    ids = ids_of(shown.database, kind)
    rows = partial(_things, kind, shown)
    return page_of(shown.request, ids, rows, usual=usual, most=_MOST)


def _things(kind: str, shown: Shown, ids: Sequence[str]) -> list[Values]:
    return [shown.thing(kind, one) for one in things(shown.database, kind, ids)]


def _read_thing(kind: str, shown: Shown, id: str) -> Answer:
    found = _things(kind, shown, [id])
    if not found:
        raise not_found()
    return HTTPStatus.OK, found[0]


def _root(shown: Shown) -> Answer:
    return HTTPStatus.OK, {name: f"{shown.request.origin}/v1/{name}/" for name in _LISTED}


def _who(shown: Shown) -> Answer:
    user = demand(shown.user)
    rights = {"is_staff": user.is_staff, "is_general_admin": user.is_general_admin}
    found = [{"username": user.username, "is_staff": user.is_staff, "staff_status": rights}]
    return page_of(shown.request, found, list, usual=_USUAL, most=_MOST)


def _image(shown: Shown, number: str) -> Answer:
    sql = "SELECT content FROM respaImage WHERE pk = ?"
    content = shown.database.value(sql, int(number))
    if content is None:
        raise not_found()
    return HTTPStatus.OK, content


def _asked(view: Callable[..., Answer]) -> View:
    def answer(database: Database, request: RestRequest, *parts: str) -> Answer:
        user: RespaUser | None = user_of(database, request.authorization)
        return view(Shown(database, user, request), *parts)

    return answer


def _of_things(kind: str) -> list[Route]:
    return [
        _route("GET", f"v1/{kind}/", f"{kind}_list", partial(_list_things, kind)),
        _route("GET", f"v1/{kind}/([^/]+)/", f"{kind}_retrieve", partial(_read_thing, kind)),
    ]


def _route(methods: str, path: str, name: str, view: Callable[..., Answer]) -> Route:
    return Route(methods, f"/{path}", f"respa_{name}", _asked(view))


_UNIT, _RESOURCE = "v1/unit/", "v1/resource/"

RESPA_API = Api(
    [
        Route("POST", "/api-token-auth/", RESPA_LOGIN, log_in),
        _route("GET", r"resource_image/(\d+)", "image", _image),
        _route("GET", "v1/", "resource_list", _root),
        _route("GET", "v1/user/", "user", _who),
        _route("POST", f"{_RESOURCE}new/", "resource_create", _create_resource),
        _route("POST", f"{_RESOURCE}restore/", "resource_restore", _restore_resource),
        _route("PUT|PATCH", f"{_RESOURCE}([^/]+)/update/", "resource_update", _change_resource),
        _route("DELETE", f"{_RESOURCE}([^/]+)/delete/", "resource_delete", _delete_resource),
        _route("GET", _RESOURCE, "resource_list", _list_resources),
        _route("GET", f"{_RESOURCE}([^/]+)/", "resource_retrieve", _read_resource),
        _route("GET", _UNIT, "unit_list", _list_units),
        _route("POST", _UNIT, "unit_create", _create_unit),
        _route("GET", f"{_UNIT}([^/]+)/", "unit_retrieve", _read_unit),
        _route("PUT|PATCH", f"{_UNIT}([^/]+)/", "unit_update", _change_unit),
        *(route for kind in _LISTED[2:] for route in _of_things(kind)),
    ]
)
"""Respa's REST API."""
