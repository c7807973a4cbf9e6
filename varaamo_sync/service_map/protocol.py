"""What is asked of a service map, and how its answers are read; nothing of HTTP.

The service map is City-of-Helsinki/smbackend, version 2 of its API: lists come in pages of at most
1,000 units, the newest id first, and ``only`` leaves out all other fields. A unit's id is the
venue's id in TPREK.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlencode

from varaamo_sync.booking.protocol.answers.faults import check_status, payload_of
from varaamo_sync.errors import ProtocolMismatch
from varaamo_sync.model import LANGS, Lang
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.venue_register import RegisteredVenue

PAGE_SIZE = 1000
"""Units of one page: the most that the API gives."""

MOST_PAGES = 100
"""Pages of one list: more venues than any city has."""

OPERATION = "ServiceMap"
"""What a question is called in logs."""

_FIELDS = "name,street_address,address_zip,department,municipality,last_modified_time"
_TWICE_ENCODED = lazy_pattern("\u00c3[\u0080-\u00bf]")
_LONGEST = 500
"""Signs of a name or an address; the service map's own limit is 200."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list.

    Attributes:
        venues: Its units.
        more: Whether the service map says that another one follows.
    """

    venues: tuple[RegisteredVenue, ...]
    more: bool


def list_query(municipality: str, services: Iterable[int], number: int) -> str:
    """Return the path that asks for a page of a municipality's units, without private firms.

    Args:
        municipality: Its Finnish name in lower case.
        services: Only units with one of these services; none means all.
        number: Which page, from 1.
    """
    asked = {
        "municipality": municipality,
        "no_private_services": "true",
        "service": ",".join(map(str, services)),
        "only": _FIELDS,
        "page": str(number),
        "page_size": str(PAGE_SIZE),
    }
    return f"/unit/?{urlencode({name: value for name, value in asked.items() if value})}"


def search_query(text: str, municipality: str, lang: Lang, most: int) -> str:
    """Return the path that looks for units by a text, also by one that is almost their name."""
    asked = {
        "q": text,
        "type": "unit",
        "language": lang,
        "use_trigram": "unit",
        "municipality": municipality,
        "include": "unit.address_zip",
        "page_size": str(most),
    }
    return f"/search/?{urlencode({name: value for name, value in asked.items() if value})}"


def read_page(status: int, headers: Mapping[str, str], body: bytes) -> Page:
    """Return the units of an answer.

    Raises:
        BookingError: The answer is an error, or none of a service map.
    """
    check_status(status, headers, body, OPERATION)
    payload = payload_of(body, OPERATION)
    rows = payload.get("results") if isinstance(payload, dict) else None
    if not isinstance(rows, list):
        raise _misfit("results")
    venues = tuple(_venue(row, f"results[{number}]") for number, row in enumerate(rows))
    return Page(venues, more=payload.get("next") is not None)


def _venue(row: Any, path: str) -> RegisteredVenue:
    if not isinstance(row, dict):
        raise _misfit(path)
    id = row.get("id")
    if not isinstance(id, int) or isinstance(id, bool) or id < 0:
        raise _misfit(f"{path}.id")
    return RegisteredVenue(
        tprek=str(id),
        name=_names(row.get("name"), f"{path}.name"),
        address=_names(row.get("street_address"), f"{path}.street_address"),
        zip=_text(row.get("address_zip"), f"{path}.address_zip"),
        department=_id_of(row.get("department"), f"{path}.department"),
        municipality=_id_of(row.get("municipality"), f"{path}.municipality"),
        modified=_day(row.get("last_modified_time")),
    )


def _names(value: Any, path: str) -> Mapping[Lang, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _misfit(path)
    names: dict[Lang, str] = {}
    for lang in LANGS:
        if text := _text(value.get(lang), f"{path}.{lang}"):
            names[lang] = text
    return names


def _text(value: Any, path: str) -> str | None:
    """Return a text on one line, without signs that nobody sees; ``None`` for an empty one."""
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise _misfit(path)
    value = _mended(value)
    return " ".join("".join(s if s.isprintable() else " " for s in value).split()) or None


def _mended(text: str) -> str:
    """Return a text whose UTF-8 somebody took for Latin-1, as it was meant: ``TÃ¶Ã¶lÃ¶``."""
    if _TWICE_ENCODED.search(text):
        with suppress(UnicodeError):
            return text.encode("latin-1").decode("utf-8")
    return text


def _id_of(value: Any, path: str) -> str | None:
    """Return the id of what a list names by its id, and a search by an object."""
    return _text(value.get("id") if isinstance(value, dict) else value, path)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _misfit(path: str) -> ProtocolMismatch:
    return ProtocolMismatch("map-misfit", operation=OPERATION, path=path, place=path)
