"""How the framework refuses: in Finnish, as both systems are set up, where it has the words."""

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


def crash() -> Refused:
    """Return what comes where the server failed: a page, and nothing is stored."""
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR)


NOT_FOUND = "Ei löydy."
NOT_NULL = 'Tämän kentän arvo ei voi olla "null".'
NO_CREDENTIALS = "Autentikaatiotunnuksia ei annettu."
NO_NUMBER = "Syötä kelvollinen kokonaisluku."
NO_RIGHT = "Sinulla ei ole oikeutta suorittaa tätä toimintoa."
NO_TEXT = "Not a valid string."
NO_TIME = "Virheellinen kellonajan muotoilu. Käytä jotain näistä muodoista: hh:mm[:ss[.uuuuuu]]"
NO_TRUTH = "Must be a valid boolean."
REQUIRED = "Tämä kenttä vaaditaan."
"""Sentences of the framework."""


def no_choice(value: Any) -> str:
    """Return what is said of a value that is none of the possible ones."""
    return f'"{value}" ei ole kelvollinen valinta.'


def no_list(value: Any) -> str:
    """Return what is said of a value where a list was expected."""
    return f"Odotettiin listaa, saatiin tyyppi {type(value).__name__}."
