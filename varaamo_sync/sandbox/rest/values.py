"""Reads single values as the framework does; what it does not know it ignores."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import time
from typing import Any

from varaamo_sync.sandbox.rest.refusals import (
    NO_NUMBER,
    NO_TEXT,
    NO_TIME,
    NO_TRUTH,
    NOT_NULL,
    REQUIRED,
    no_choice,
    no_list,
)
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_TIME = lazy_pattern(r"\d{1,2}:\d{2}(:\d{2}(\.\d{1,6})?)?")
_TRUTHS = {True: ("true", "1", "t", "y", "yes", "on"), False: ("false", "0", "f", "n", "no", "off")}

Values = dict[str, Any]
Read = Callable[[Any], Any]


class Wrong(Exception):
    """A value that will not do, with what is said of it."""

    def __init__(self, errors: Any) -> None:
        super().__init__(errors)
        self.errors = errors


def read_truth(value: Any) -> bool:
    """Return a truth value, in any of the forms that are taken for one.

    Raises:
        Wrong: It is none.
    """
    if value is None:
        raise Wrong([NOT_NULL])
    for truth, names in _TRUTHS.items():
        if str(value).strip().casefold() in names:
            return truth
    raise Wrong([NO_TRUTH])


def read_whole(value: Any) -> int | None:
    """Return a whole number, ``None`` for null.

    Raises:
        Wrong: It is neither.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise Wrong([NO_NUMBER])
    try:
        return int(value)
    except ValueError:
        raise Wrong([NO_NUMBER]) from None


def read_text(value: Any) -> str | None:
    """Return a text without blanks around it, ``None`` for null.

    Raises:
        Wrong: It is neither a text nor a number.
    """
    if value is None:
        return None
    if isinstance(value, bool | dict | list):
        raise Wrong([NO_TEXT])
    return str(value).strip()


def read_time(value: Any) -> str | None:
    """Return a time of day, ``None`` for null.

    Raises:
        Wrong: It is neither.
    """
    if value is None:
        return None
    try:
        if isinstance(value, str) and _TIME.fullmatch(value):
            hour, colon, rest = value.partition(":")
            return time.fromisoformat(f"{hour:0>2}{colon}{rest}").isoformat()
    except ValueError:
        pass
    raise Wrong([NO_TIME])


def choice_of(choices: Container[Any]) -> Read:
    """Return what reads one of some values."""

    def read(value: Any) -> Any:
        if value is None and None not in choices:
            raise Wrong([NOT_NULL])
        if value not in choices:
            raise Wrong([no_choice(value)])
        return value

    return read


def rows_of(read_one: Read) -> Read:
    """Return what reads a list; of each row is said what is wrong with it."""

    def read(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Wrong({"non_field_errors": [no_list(value)]})
        found: list[Any] = []
        wrong: list[Any] = []
        for one in value:
            try:
                found.append(read_one(one))
                wrong.append({})
            except Wrong as fault:
                wrong.append(fault.errors)
        if any(wrong):
            raise Wrong(wrong)
        return found

    return read


def read_object(
    fields: Mapping[str, Read],
    sent: Mapping[str, Any],
    new: Mapping[str, Any],
    required: Container[str] = (),
) -> Values:
    """Return the fields of an object that were sent, and what is filled in for others.

    Args:
        fields: What reads each of its fields.
        sent: The object; of what it has beside them nothing is said.
        new: Values of fields that are not sent.
        required: Fields that must be.

    Raises:
        Wrong: Some will not do, or are missing.
    """
    found: Values = {}
    wrong: Values = {}
    for name, read in fields.items():
        try:
            if name in sent:
                found[name] = read(sent[name])
            elif name in required:
                wrong[name] = [REQUIRED]
            elif name in new:
                found[name] = new[name]
        except Wrong as one:
            wrong[name] = one.errors
    if wrong:
        raise Wrong(wrong)
    return found
