"""Parts of a resource: scheduled publishing, opening periods, terms of use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from varaamo_sync.sandbox.respa.inputs.texts import check_languages, read_texts
from varaamo_sync.sandbox.rest.refusals import no_choice
from varaamo_sync.sandbox.rest.values import (
    Read,
    Values,
    Wrong,
    choice_of,
    read_object,
    read_text,
    read_time,
    read_truth,
    read_whole,
    rows_of,
)

_NO_MOMENT = (
    "Virheellinen päivämäärän/ajan muotoilu. Käytä jotain näistä muodoista:"
    " YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]"
)
_NO_DAY = "Virheellinen päivämäärän muotoilu. Käytä jotain näistä muodoista: YYYY-MM-DD"
_WEEKDAYS = range(7)
_TERMS = ("generic_terms", "payment_terms")


def _moment(value: Any) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong([_NO_MOMENT]) from None
    return moment.replace(second=0, microsecond=0).isoformat()


def publish_date_at(now: datetime) -> Read:
    """Return what reads a scheduled publishing, ``None`` for null."""
    fields: Mapping[str, Read] = {"begin": _moment, "end": _moment, "reservable": read_truth}

    def read(value: Any) -> Values | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            kind = type(value).__name__
            raise Wrong({"non_field_errors": [f"Odotettiin sanakirjaa, saatiin tyyppi {kind}."]})
        found = read_object(fields, value, {"begin": None, "end": None, "reservable": False})
        moments = [datetime.fromisoformat(found[n]) for n in ("begin", "end") if found[n]]
        if not moments:
            empty = "Tällä kentällä pitää olla arvo jos {} on tyhjä"
            end, begin = ([empty.format(name)] for name in ("päättymisaika", "alkamisaika"))
            raise Wrong({"begin": end, "end": begin})
        if moments[0] > moments[-1]:
            raise Wrong({"begin": ["Alkamisajan täytyy olla päättymisaikaa aiempi"]})
        if found["end"] and moments[-1] < now:
            raise Wrong({"end": ["Päättymisaika ei voi olla menneisyydessä"]})
        return found

    return read


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Wrong([_NO_DAY]) from None


def _weekday(value: Any) -> int:
    number = read_whole(value)
    if number is None or number not in _WEEKDAYS:
        raise Wrong([no_choice(value)])
    return number


_OPEN: Mapping[str, Read] = {
    "weekday": _weekday,
    "opens": read_time,
    "closes": read_time,
    "closed": read_truth,
}
_NEW_OPEN = {"opens": None, "closes": None, "closed": False}


def _open(value: Any) -> Values:
    return read_object(_OPEN, _object(value), _NEW_OPEN, ("weekday",))


def _object(value: Any) -> Values:
    if not isinstance(value, dict):
        said = f"Odotettiin sanakirjaa, saatiin tyyppi {type(value).__name__}."
        raise Wrong({"non_field_errors": [said]})
    return value


_PERIOD: Mapping[str, Read] = {
    "id": read_whole,
    "name": read_text,
    "start": _day,
    "end": _day,
    "days": rows_of(_open),
}


def read_period(value: Any) -> Values:
    """Return an opening period; one that ends before it begins is found out only later.

    Raises:
        Wrong: It will not do.
    """
    return read_object(_PERIOD, _object(value), {"name": ""}, ("start", "end", "days"))


_OF_TERMS: Mapping[str, Read] = {
    "terms_type": choice_of(_TERMS),
    "name": read_texts(),
    "text": read_texts(),
}


def read_terms(value: Any) -> Values:
    """Return terms of use.

    Raises:
        Wrong: They will not do.
    """
    found = read_object(_OF_TERMS, _object(value), {}, tuple(_OF_TERMS))
    check_languages(found, {"name": ("fi",), "text": ("fi", "en", "sv")})
    return found
