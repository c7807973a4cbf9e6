"""A bare client for the sandbox's tests: it knows HTTP and GraphQL, and nothing of the project."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

ORIGIN = "http://sandbox.localhost"
HELSINKI = ZoneInfo("Europe/Helsinki")
START = datetime(2026, 11, 20, 12, 7, tzinfo=HELSINKI)
TODAY = START.date()
TOKEN = "Abcdefghijklmnopqrstuvwxyz012345"


def day(days: int) -> str:
    """Return a day so many days from the clock's first one."""
    return (TODAY + timedelta(days=days)).isoformat()


def at(days: int) -> str:
    """Return a moment so many days from the clock's first one."""
    return (START + timedelta(days=days)).isoformat()


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    moment: datetime = START

    def __call__(self) -> datetime:
        """Return the moment that it shows."""
        return self.moment


@dataclass
class Api:
    """Somebody who speaks to the sandbox, with a session or without."""

    http: httpx.Client
    session: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def sent_headers(self) -> dict[str, str]:
        """Return the headers of a request that Django believes."""
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        return {"Cookie": cookies, "X-CSRFToken": TOKEN, **self.headers}

    def post(self, query: str, **variables: Any) -> httpx.Response:
        """Send a document and return the answer as it came."""
        body = {"query": query, "variables": variables}
        return self.http.post("/graphql/", json=body, headers=self.sent_headers())

    def answer(self, query: str, **variables: Any) -> Any:
        """Send a document and return the body of an answer with status 200."""
        response = self.post(query, **variables)
        assert response.status_code == 200, response.text
        return response.json()

    def data(self, query: str, **variables: Any) -> Any:
        """Send a document and return its data; there must be no error."""
        answer = self.answer(query, **variables)
        assert "errors" not in answer, answer
        return answer["data"]

    def write(self, name: str, values: dict[str, Any], select: str = "pk") -> Any:
        """Carry out a mutation and return the body of the answer."""
        kind = _INPUTS[name]
        query = f"mutation M($i: {kind}!) {{ {name}(input: $i) {{ {select} }} }}"
        return self.answer(query, i=values)

    def done(self, name: str, values: dict[str, Any], select: str = "pk") -> Any:
        """Carry out a mutation, which must succeed, and return its payload."""
        answer = self.write(name, values, select)
        assert "errors" not in answer, answer
        return answer["data"][name]

    def refusal(self, name: str, values: dict[str, Any]) -> list[tuple[str, Any]]:
        """Carry out a mutation, which must be refused as invalid; return fields with codes."""
        (error,) = self.write(name, values)["errors"]
        assert error["extensions"]["code"] == "MUTATION_VALIDATION_ERROR", error
        return [(one["field"], one["code"]) for one in error["extensions"]["errors"]]

    def error(self, name: str, values: dict[str, Any], select: str = "pk") -> Any:
        """Carry out a mutation, which must fail, and return its only error."""
        (error,) = self.write(name, values, select)["errors"]
        return error

    def room(self, pk: int, select: str) -> Any:
        """Return some fields of a room, or ``None``."""
        query = "query R($pk: [Int]) { reservationUnits(pk: $pk) { edges { node { %s } } } }"
        edges = self.data(query % select, pk=[pk])["reservationUnits"]["edges"]
        return edges[0]["node"] if edges else None


_INPUTS = {
    "createSpace": "SpaceCreateMutationInput",
    "updateSpace": "SpaceUpdateMutationInput",
    "deleteSpace": "SpaceDeleteMutationInput",
    "createReservationUnit": "ReservationUnitCreateMutationInput",
    "updateReservationUnit": "ReservationUnitUpdateMutationInput",
    "archiveReservationUnit": "ReservationUnitArchiveMutationInput",
    "updateReservationUnitImage": "ReservationUnitImageUpdateMutationInput",
    "deleteReservationUnitImage": "ReservationUnitImageDeleteMutationInput",
}


def listing(field: str, select: str, arguments: str = "") -> str:
    """Return a document that asks for some fields of each row of a list."""
    called = f"{field}({arguments})" if arguments else field
    return f"{{ {called} {{ edges {{ node {{ {select} }} }} }} }}"


def draft(**values: Any) -> dict[str, Any]:
    """Return the smallest input of a draft."""
    return {"name": "Sali", "nameFi": "Sali", "unit": 1, "isDraft": True, **values}


def complete(space: int, **values: Any) -> dict[str, Any]:
    """Return the input of a room that can be published at once."""
    return (
        draft(
            isDraft=False,
            nameEn="Hall",
            nameSv="Sal",
            descriptionFi="<p>Sali</p>",
            descriptionEn="<p>Hall</p>",
            descriptionSv="<p>Sal</p>",
            reservationUnitType=1,
            spaces=[space],
            minPersons=1,
            maxPersons=6,
            pricings=[free()],
            accessTypes=[access()],
        )
        | values
    )


def without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return an input without some of its fields."""
    return {name: value for name, value in values.items() if name not in names}


def free(begins: str = TODAY.isoformat(), **values: Any) -> dict[str, Any]:
    """Return the price of a room that costs nothing."""
    return {
        "begins": begins,
        "lowestPrice": "0",
        "highestPrice": "0",
        "taxPercentage": 1,
        **values,
    }


def paid(begins: str = TODAY.isoformat(), **values: Any) -> dict[str, Any]:
    """Return the price of a room that costs something."""
    return {
        "begins": begins,
        "lowestPrice": "10",
        "highestPrice": "20.50",
        "taxPercentage": 5,
        "paymentType": "ONLINE",
        "priceUnit": "PER_HOUR",
        **values,
    }


def access(begins: date | str = TODAY, **values: Any) -> dict[str, Any]:
    """Return a way in that is open to everybody."""
    return {"accessType": "UNRESTRICTED", "beginDate": str(begins), **values}


def log_in(http: httpx.Client, name: str, password: str | None = None) -> httpx.Response:
    """Send the login form."""
    return http.post(
        "/admin/login/?next=/csrf/",
        data={
            "username": name,
            "password": name if password is None else password,
            "csrfmiddlewaretoken": TOKEN,
            "next": "/csrf/",
        },
        headers={"Cookie": f"csrftoken={TOKEN}"},
    )
