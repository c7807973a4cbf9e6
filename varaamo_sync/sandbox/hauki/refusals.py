"""How Hauki refuses: in Finnish for the most part, whatever is asked for (facts)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class Refused(Exception):
    """An answer that is no success.

    Attributes:
        status: HTTP status.
        body: JSON of the answer; ``None`` where it is a page.
    """

    def __init__(self, status: int, body: Any = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


def invalid(errors: Any) -> Refused:
    """Return the refusal of values."""
    return Refused(HTTPStatus.BAD_REQUEST, errors)


def forbidden(detail: str) -> Refused:
    """Return the refusal of somebody."""
    return Refused(HTTPStatus.FORBIDDEN, {"detail": detail})


def conflict(message: str, name: str, row: Any) -> Refused:
    """Return the refusal of an origin that is there already.

    Every value of the row that has it is text; one that is deleted is not shown.
    """
    shown = {} if row is None else {name: _told(row)}
    return Refused(HTTPStatus.CONFLICT, {"message": message, **shown})


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _told(inside) for name, inside in value.items()}
    return [_told(one) for one in value] if isinstance(value, list) else str(value)


def crash() -> Refused:
    """Return what comes where the server failed: a page, and nothing is stored."""
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR)


NOT_FOUND = "Ei löydy."
NO_RESOURCE = "No Resource matches the given query."
NO_PERIOD = "No DatePeriod matches the given query."
NOT_NULL = 'Tämän kentän arvo ei voi olla "null".'
NO_CREDENTIALS = "Autentikaatiotunnuksia ei annettu."
NO_SUCH_TOKEN = "Epäkelpo token."  # noqa: S105  # what it says
NO_RIGHT = "Sinulla ei ole oikeutta suorittaa tätä toimintoa."
NOT_A_MEMBER = "Cannot add data to organizations the user is not a member of"
REQUIRED = "Tämä kenttä vaaditaan."
NOT_IN_ORGANIZATION = (
    "Cannot create or edit sub resources of a resource in an organisation the user is not part of "
)
OTHER_SOURCE = "Cannot add origin_ids for a different data source."
"""Sentences of Hauki."""


def no_choice(value: Any) -> str:
    """Return what is said of a value that is none of the possible ones."""
    return f'"{value}" ei ole kelvollinen valinta.'


def no_list(value: Any) -> str:
    """Return what is said of a value where a list was expected."""
    return f"Odotettiin listaa, saatiin tyyppi {type(value).__name__}."
