"""Reads what is sent of a period, as Hauki checks it; what it does not know it ignores."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from varaamo_sync.sandbox.hauki import rule_days
from varaamo_sync.sandbox.hauki.refusals import (
    NOT_NULL,
    REQUIRED,
    crash,
    invalid,
    no_choice,
    no_list,
)
from varaamo_sync.sandbox.hauki.states import STATES, UNDEFINED

LANGS = ("fi", "sv", "en")
LONGEST_NAME = 255
LONGEST_ORIGIN = 100

_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
_NO_DAY = "Virheellinen päivämäärän muotoilu. Käytä jotain näistä muodoista: YYYY-MM-DD"
_NO_TIME = "Virheellinen kellonajan muotoilu. Käytä jotain näistä muodoista: hh:mm[:ss[.uuuuuu]]"
_NO_NUMBER = "Syötä kelvollinen kokonaisluku."
_NO_TEXT = "Not a valid string."
_NO_TRUTH = "Must be a valid boolean."
_TOO_LONG = "Arvo saa olla enintään {most} merkkiä pitkä."
_TRUTHS = {True: ("true", "1", "t", "y", "yes", "on"), False: ("false", "0", "f", "n", "no", "off")}
_WEEKDAYS = range(1, 8)

Values = dict[str, Any]
Errors = dict[str, Any]
Read = Callable[[Any], Any]


class _Wrong(Exception):
    """A value that will not do, with what is said of it."""

    def __init__(self, errors: Any) -> None:
        super().__init__(errors)
        self.errors = errors


def read_period(sent: Any, *, partial: bool) -> Values:
    """Return the fields of a period that were sent, and what is filled in where one is new.

    Args:
        sent: JSON of the request.
        partial: Whether what was not sent stays as it is.

    Raises:
        Refused: A value will not do, or the server fails over what was sent.
    """
    if not isinstance(sent, dict):
        raise crash()
    try:
        return _object(_PERIOD, sent, {} if partial else _NEW_PERIOD)
    except _Wrong as wrong:
        raise invalid(wrong.errors) from None


def check_rules(groups: list[Values], start: str | None) -> None:
    """Fail where the server fails over a rule.

    Raises:
        Refused: It does.
    """
    if any(rule_days.is_senseless(rule, start) for group in groups for rule in group["rules"]):
        raise crash()


def texts(value: Any, longest: int | None = None) -> dict[str, str | None]:
    """Return a text by language; a plain one is Finnish, a language that is left out stays out."""
    if value is None:
        return {"fi": None}
    if not isinstance(value, dict):
        return {"fi": _text(value, longest)}
    return {lang: _text(value[lang], longest) for lang in LANGS if lang in value}


def _text(value: Any, longest: int | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise _Wrong([_NO_TEXT])
    text = str(value).strip()
    if longest is not None and len(text) > longest:
        raise _Wrong([_TOO_LONG.format(most=longest)])
    return text


def _name(value: Any) -> dict[str, str | None]:
    return texts(value, LONGEST_NAME)


def _day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (ValueError, TypeError):
        raise _Wrong([_NO_DAY]) from None


def _time(value: Any) -> str | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and _TIME.fullmatch(value):
            hour, colon, rest = value.partition(":")
            return time.fromisoformat(f"{hour:0>2}{colon}{rest}").isoformat()
    except ValueError:
        pass
    raise _Wrong([_NO_TIME])


def _truth(value: Any) -> bool:
    if value is None:
        raise _Wrong([NOT_NULL])
    for truth, names in _TRUTHS.items():
        if str(value).strip().casefold() in names:
            return truth
    raise _Wrong([_NO_TRUTH])


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _Wrong([_NO_NUMBER])
    try:
        return int(value)
    except ValueError:
        raise _Wrong([_NO_NUMBER]) from None


def _choice(choices: Any) -> Read:
    def read(value: Any) -> Any:
        if value is None and None not in choices:
            raise _Wrong([NOT_NULL])
        if value not in choices:
            raise _Wrong([no_choice(value)])
        return value

    return read


def _resource(value: Any) -> int:
    # Not by its origin: here only its number is understood.
    if value is None:
        raise _Wrong([NOT_NULL])
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        kind = type(value).__name__
        raise _Wrong([f"Väärä tyyppi. Odotettiin pääavainarvoa, saatiin {kind}."])
    return value


def _weekdays(value: Any) -> list[int] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise _Wrong([no_list(value)])
    wrong = {
        str(place): [no_choice(day)] for place, day in enumerate(value) if day not in _WEEKDAYS
    }
    if wrong:
        raise _Wrong(wrong)
    return value


def _rows(fields: Mapping[str, Read], new: Mapping[str, Any], required: Any = ()) -> Read:
    def read(value: Any) -> list[Values]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise _Wrong({"non_field_errors": [no_list(value)]})
        found: list[Values] = []
        wrong: Errors = {}
        for place, row in enumerate(value):
            try:
                if not isinstance(row, dict):
                    raise crash()
                found.append(_object(fields, row, new, required))
            except _Wrong as one:
                wrong[str(place)] = one.errors
        if wrong:
            raise _Wrong(wrong)
        return found

    return read


def _span_rows(value: Any) -> list[Values]:
    found: list[Values] = _rows(_SPAN, _NEW_SPAN)(value)
    for span, sent in zip(found, value or (), strict=True):
        start, end = span["start_time"], span["end_time"]
        if "end_time_on_next_day" not in sent and start and end:
            span["end_time_on_next_day"] = end <= start
    return found


def _origin(value: Any) -> str:
    text = _text(value, LONGEST_ORIGIN)
    if not text:
        raise _Wrong(["Tämä kenttä ei voi olla tyhjä."])
    return text


def _source(value: Any) -> str:
    if not isinstance(value, dict) or "id" not in value:
        raise _Wrong({"id": [REQUIRED]})
    return str(value["id"])


def _object(
    fields: Mapping[str, Read],
    sent: Mapping[str, Any],
    new: Mapping[str, Any],
    required: Any = (),
) -> Values:
    found: Values = {}
    wrong: Errors = {}
    for name, read in fields.items():
        try:
            if name in sent:
                found[name] = read(sent[name])
            elif name in required or (new is _NEW_PERIOD and name == "resource"):
                wrong[name] = [REQUIRED]
            elif name in new:
                found[name] = new[name]
        except _Wrong as one:
            wrong[name] = one.errors
    if wrong:
        raise _Wrong(wrong)
    return found


_NO_TEXTS: Mapping[str, None] = {"fi": None}
_TEXTS: Mapping[str, Read] = {"name": _name, "description": texts}
_NEW_TEXTS = {"name": _NO_TEXTS, "description": _NO_TEXTS}
_SPAN: Mapping[str, Read] = {
    **_TEXTS,
    "start_time": _time,
    "end_time": _time,
    "end_time_on_next_day": _truth,
    "full_day": _truth,
    "weekdays": _weekdays,
    "resource_state": _choice(STATES),
}
_NEW_SPAN = {
    **_NEW_TEXTS,
    "start_time": None,
    "end_time": None,
    "end_time_on_next_day": False,
    "full_day": False,
    "weekdays": None,
    "resource_state": UNDEFINED,
}
_RULE: Mapping[str, Read] = {
    **_TEXTS,
    "context": _choice(rule_days.CONTEXTS),
    "subject": _choice(rule_days.SUBJECTS),
    "start": _whole,
    "frequency_ordinal": _whole,
    "frequency_modifier": _choice((*rule_days.MODIFIERS, None, "")),
}
_NEW_RULE = {
    **_NEW_TEXTS,
    "start": None,
    "frequency_ordinal": None,
    "frequency_modifier": None,
}
_GROUP: Mapping[str, Read] = {
    "time_spans": _span_rows,
    "rules": _rows(_RULE, _NEW_RULE, required=("context", "subject")),
}
ORIGINS = _rows(
    {"data_source": _source, "origin_id": _origin}, {}, required=("data_source", "origin_id")
)
_PERIOD: Mapping[str, Read] = {
    "resource": _resource,
    **_TEXTS,
    "start_date": _day,
    "end_date": _day,
    "resource_state": _choice(STATES),
    "override": _truth,
    "order": _whole,
    "origins": ORIGINS,
    "time_span_groups": _rows(_GROUP, {"time_spans": [], "rules": []}),
}
_NEW_PERIOD: Mapping[str, Any] = {
    **_NEW_TEXTS,
    "start_date": None,
    "end_date": None,
    "resource_state": UNDEFINED,
    "override": False,
    "order": None,
    "origins": [],
    "time_span_groups": [],
}


def read_origins(value: Any) -> list[Values]:
    """Return the origins of a resource.

    Raises:
        Refused: They will not do.
    """
    try:
        found: list[Values] = ORIGINS(value)
    except _Wrong as wrong:
        raise invalid({"origins": wrong.errors}) from None
    return found
