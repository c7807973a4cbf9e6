"""What checks the values of an answer: is it there, and is it of its kind?

An answer has the shape of the document that asked for it (GraphQL specification, 6.4), so the
document itself says what must be there. Whatever passes can be read without looking again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

Check = Callable[[Any], None]

_TOKENS = re.compile(r"[{}]|@?\w+")
_ARGUMENTS = re.compile(r"\([^()]*\)")

_LARGEST = 2**31 - 1
"""Largest whole number of GraphQL (specification, 3.5.1)."""

_MOST_MONEY = Decimal(10) ** 12
_LONGEST = int(timedelta.max.total_seconds())
_DIGITS = 40
"""Letters that a decimal may have; the API's have some ten."""

_INTERVAL = re.compile(r"INTERVAL_[0-9]{1,4}_MINUTES")


class Misfit(ValueError):
    """Something in an answer is not what was asked for.

    Attributes:
        path: Where in the answer, such as ``data.units.edges[3].node.pk``.
    """

    def __init__(self, found: str, wanted: str = "") -> None:
        super().__init__(found, wanted)
        self._found = found
        self._wanted = wanted
        self._steps: list[str] = []

    def inside(self, step: str) -> None:
        """Note in what it stands."""
        self._steps.append(step)

    @property
    def path(self) -> str:
        """Where in the answer it is."""
        return "data" + "".join(reversed(self._steps))

    def __str__(self) -> str:
        instead = f", not {self._wanted}" if self._wanted else ""
        return f"{self.path} is {self._found}{instead}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a document asks for.

    Attributes:
        fields: What it asks for inside; empty for a single value.
        perhaps: Whether the document leaves it out sometimes.
    """

    fields: Mapping[str, Asked]
    perhaps: bool = False


def asked_by(document: str) -> Mapping[str, Asked]:
    """Return what a document asks for, by name of the field."""
    words = iter(_TOKENS.findall(_ARGUMENTS.sub("", document)))
    for word in words:
        if word == "{":
            return _selection(words)
    return {}


def _selection(words: Iterator[str]) -> Mapping[str, Asked]:
    found: dict[str, Asked] = {}
    last = ""
    for word in words:
        if word == "}":
            break
        if word == "{":
            found[last] = Asked(_selection(words), found[last].perhaps)
        elif word.startswith("@"):
            found[last] = Asked(found[last].fields, perhaps=True)
        else:
            found[word], last = Asked({}), word
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """What the fields of an API can be, by their names.

    Attributes:
        scalars: Kind of each field that holds a single value, or a list of them.
        text_numbers: Fields whose rows have text for a ``pk``.
        lists: Fields that are lists, unless they are paged: then ``edges`` is.
        nullable: Objects and lists that may be absent.
    """

    scalars: Mapping[str, Kind]
    text_numbers: Collection[str]
    lists: Collection[str]
    nullable: Collection[str]


def checker_of(asked: Mapping[str, Asked], table: Table, owner: str = "") -> Check:
    """Return what checks an object that has what was asked for."""
    checks = [
        (name, field.perhaps, _field(name, field, table, owner)) for name, field in asked.items()
    ]

    def check(value: Any) -> None:
        if type(value) is not dict:
            raise Misfit(_told(value), "an object")
        for name, perhaps, inner in checks:
            try:
                if name in value:
                    inner(value[name])
                elif not perhaps:
                    _missing()
            except Misfit as misfit:
                misfit.inside(f".{name}")
                raise

    return check


def _field(name: str, asked: Asked, table: Table, owner: str) -> Check:
    if asked.fields:
        # A row is known by the list that it stands in.
        one = checker_of(asked.fields, table, owner if name in ("edges", "node") else name)
    else:
        text_number = name == "pk" and owner in table.text_numbers
        kind = TEXT if text_number else table.scalars.get(name)
        one = _value(kind) if kind is not None else lambda _: None
    if name in table.lists and "edges" not in asked.fields:
        one = _each(one)
    return _or_null(one) if name in table.nullable else one


def _value(kind: Kind) -> Check:
    fits, null, wanted = kind.fits, kind.null, kind.wanted

    def check(value: Any) -> None:
        if not (fits(value) if value is not None else null):
            raise Misfit(_told(value), wanted)

    return check


def _each(one: Check) -> Check:
    def check(value: Any) -> None:
        if type(value) is not list:
            raise Misfit(_told(value), "a list")
        number = 0
        try:
            for number, row in enumerate(value):  # noqa: B007  # told where one does not fit
                one(row)
        except Misfit as misfit:
            misfit.inside(f"[{number}]")
            raise

    return check


def _or_null(one: Check) -> Check:
    return lambda value: None if value is None else one(value)


def _missing() -> NoReturn:
    raise Misfit("missing")


def _told(value: Any) -> str:
    """Return what a value is, in words; never the value itself, which may be anything."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return "text of another kind" if value else "an empty text"
    if isinstance(value, int | float):
        return "another number"
    return "a list" if isinstance(value, list) else "an object"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value can be.

    Attributes:
        name: Its scalar in ``varaamo.graphql``, or ``enum``.
        wanted: The same in words.
        fits: Whether a value that is not ``null`` is one.
        null: Whether there may be none.
    """

    name: str
    wanted: str
    fits: Callable[[Any], bool]
    null: bool = False

    def or_null(self) -> Kind:
        """Return the same, where there may be none."""
        return replace(self, null=True)


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_whole(value: Any) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST


def _is_duration(value: Any) -> bool:
    return type(value) is int and -_LONGEST <= value <= _LONGEST


def _is_truth(value: Any) -> bool:
    return type(value) is bool


def _is_decimal(value: Any) -> bool:
    if (type(value) is str and len(value) > _DIGITS) or type(value) not in (str, int, float):
        return False
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) < _MOST_MONEY


def _read_by(reader: Callable[[str], object]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            return type(value) is str and reader(value) is not None
        except ValueError:
            return False

    return fits


def one_of(names: Iterable[str]) -> Kind:
    """Return what one of some names of an enumeration is."""
    known = frozenset(names)
    wanted = "one of the values that are known here"
    return Kind("enum", wanted, lambda value: type(value) is str and value in known)


TEXT = Kind("String", "text", _is_text)
ANY_NAME = Kind("enum", "text", _is_text)
INTERVAL = Kind("enum", "an interval", lambda v: _is_text(v) and bool(_INTERVAL.fullmatch(v)))
UUID = Kind("UUID", "text", _is_text)
WHOLE = Kind("Int", "a whole number", _is_whole)
TRUTH = Kind("Boolean", "true or false", _is_truth)
SECONDS = Kind("Duration", "whole seconds", _is_duration)
DECIMAL = Kind("Decimal", "a decimal number", _is_decimal)
DAY = Kind("Date", "a day", _read_by(date.fromisoformat))
MOMENT = Kind("DateTime", "a moment", _read_by(datetime.fromisoformat))
