"""Reads what is sent of a period, as Hauki checks it; what it does not know it ignores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from varaamo_sync.sandbox.hauki import rule_days
from varaamo_sync.sandbox.hauki.states import STATES, UNDEFINED
from varaamo_sync.sandbox.rest.refusals import (
    NO_TIME,
    NOT_NULL,
    REQUIRED,
    crash,
    invalid,
    no_choice,
    no_list,
)
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
)
from varaamo_sync.startup.lazy_pattern import lazy_pattern

LANGS = ("fi", "sv", "en")
LONGEST_NAME = 255
LONGEST_ORIGIN = 100

_NO_DAY = "Virheellinen päivämäärän muotoilu. Käytä jotain näistä muodoista: YYYY-MM-DD"
_TOO_LONG = "Arvo saa olla enintään {most} merkkiä pitkä."
_WEEKDAYS = range(1, 8)
_LOOSE_DAY = lazy_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOOSE_TIME = lazy_pattern(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")


def read_period(sent: Any, *, partial: bool = False, new: bool = True) -> Values:
    """Return the fields of a period that were sent, and what is filled in where one is new.

    Args:
        sent: JSON of the request.
        partial: Whether nothing has to be sent.
        new: Whether there was none, so that what was not sent is filled in. Else it stays as it
            is, even where the whole period is put anew.

    Raises:
        Refused: A value will not do, or the server fails over what was sent.
    """
    if not isinstance(sent, dict):
        raise crash()
    try:
        if not new:
            return read_object(_PERIOD, sent, {}, required=() if partial else ("resource",))
        return read_object(_PERIOD, sent, _NEW_PERIOD, required=("resource",))
    except Wrong as wrong:
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
    text = read_text(value)
    if text is not None and longest is not None and len(text) > longest:
        raise Wrong([_TOO_LONG.format(most=longest)])
    return text


def _name(value: Any) -> dict[str, str | None]:
    return texts(value, LONGEST_NAME)


def _day(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return _read_day(value).isoformat()
    except (ValueError, TypeError):
        raise Wrong([_NO_DAY]) from None


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        found = _LOOSE_DAY.fullmatch(value)
        if found is None:
            raise
        return date(*map(int, found.groups()))


def _time(value: Any) -> str | None:
    """Return a time of day in any of the forms that Django takes: ``16`` and ``T16:00Z``, too."""
    if not isinstance(value, str):
        return read_time(value)
    try:
        return _read_time(value).isoformat()
    except ValueError:
        raise Wrong([NO_TIME]) from None


def _read_time(value: str) -> time:
    try:
        return time.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        found = _LOOSE_TIME.fullmatch(value)
        if found is None:
            raise
        hour, minute, second = map(int, found.groups(default="0"))
        return time(hour, minute, second)


def _resource(value: Any) -> int:
    # Not by its origin: here only its number is understood.
    if value is None:
        raise Wrong([NOT_NULL])
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        kind = type(value).__name__
        raise Wrong([f"Väärä tyyppi. Odotettiin pääavainarvoa, saatiin {kind}."])
    return value


def _weekdays(value: Any) -> list[int] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise Wrong([no_list(value)])
    wrong = {
        str(place): [no_choice(day)] for place, day in enumerate(value) if day not in _WEEKDAYS
    }
    if wrong:
        raise Wrong(wrong)
    return value


def _rows(fields: Mapping[str, Read], new: Mapping[str, Any], required: Any = ()) -> Read:
    def read(value: Any) -> list[Values]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise Wrong({"non_field_errors": [no_list(value)]})
        found: list[Values] = []
        errors: list[Any] = []  # one of each row, empty of those that will do
        for row in value:
            try:
                if not isinstance(row, dict):
                    raise crash()
                found.append(read_object(fields, row, new, required))
                errors.append({})
            except Wrong as one:
                errors.append(one.errors)
        if any(errors):
            raise Wrong(errors)
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
        raise Wrong(["Tämä kenttä ei voi olla tyhjä."])
    return text


def _source(value: Any) -> str:
    if not isinstance(value, dict) or "id" not in value:
        raise Wrong({"id": [REQUIRED]})
    return str(value["id"])


_NO_TEXTS: Mapping[str, None] = {"fi": None}
_TEXTS: Mapping[str, Read] = {"name": _name, "description": texts}
_NEW_TEXTS = {"name": _NO_TEXTS, "description": _NO_TEXTS}
_SPAN: Mapping[str, Read] = {
    **_TEXTS,
    "start_time": _time,
    "end_time": _time,
    "end_time_on_next_day": read_truth,
    "full_day": read_truth,
    "weekdays": _weekdays,
    "resource_state": choice_of(STATES),
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
    "context": choice_of(rule_days.CONTEXTS),
    "subject": choice_of(rule_days.SUBJECTS),
    "start": read_whole,
    "frequency_ordinal": read_whole,
    "frequency_modifier": choice_of((*rule_days.MODIFIERS, None, "")),
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
    "resource_state": choice_of(STATES),
    "override": read_truth,
    "order": read_whole,
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
    except Wrong as wrong:
        raise invalid({"origins": wrong.errors}) from None
    return found
