"""How Hauki refuses: in Finnish for the most part, whatever is asked for (facts)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from varaamo_sync.sandbox.rest.refusals import Refused


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


NO_RESOURCE = "No Resource matches the given query."
NO_PERIOD = "No DatePeriod matches the given query."
NO_SUCH_TOKEN = "Epäkelpo token."  # noqa: S105  # what it says
NOT_A_MEMBER = "Cannot add data to organizations the user is not a member of"
NOT_IN_ORGANIZATION = (
    "Cannot create or edit sub resources of a resource in an organisation the user is not part of "
)
OTHER_SOURCE = "Cannot add origin_ids for a different data source."
"""Sentences of Hauki."""
