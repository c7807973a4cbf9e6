"""What checks the values of an answer: is it there, and is it of its kind?

An answer has the shape of the document that asked for it (GraphQL specification, 6.4), so the
document itself says what must be there. Whatever passes can be read without looking again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic_core import SchemaValidator, ValidationError
from pydantic_core import core_schema as cs

from varaamo_sync.errors import part
from varaamo_sync.startup.fast_dataclass import dataclass
from varaamo_sync.startup.lazy_pattern import lazy_pattern
from varaamo_sync.words import Phrase

Check = Callable[[Any], None]

_TOKENS = lazy_pattern(r"[{}]|@?\w+")
_ARGUMENTS = lazy_pattern(r"\([^()]*\)")

_LARGEST = 2**31 - 1
"""Largest whole number of GraphQL (specification, 3.5.1)."""

_MOST_MONEY = Decimal(10) ** 12
_LONGEST = int(timedelta.max.total_seconds())
_DIGITS = 40
"""Letters that a decimal may have; the API's have some ten."""

_MISFIT = "misfit"
_WANTED = {"dict_type": "object", "list_type": "list"}


class Misfit(ValueError):
    """Something in an answer is not what was asked for.

    Attributes:
        path: Where in the answer, such as ``data.units.edges[3].node.pk``.
        why: What it is, and what it should be.
    """

    def __init__(self, path: str, why: Phrase) -> None:
        super().__init__(f"{path} is {why}")
        self.path = path
        self.why = why


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


def checker_of(asked: Mapping[str, Asked], table: Table) -> Check:
    """Return what checks an object that has what was asked for."""
    validator = SchemaValidator(_object(asked, table, ""))

    def check(value: Any) -> None:
        try:
            validator.validate_python(value)
        except ValidationError as exc:
            error = exc.errors(include_url=False, include_context=False)[0]
            steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"])
            path, kind = "data" + "".join(steps), error["type"]
            if kind == "missing":
                raise Misfit(path, part("misfit-missing")) from None
            wanted = error["msg"] if kind == _MISFIT else _WANTED[kind]
            found = part(f"misfit-{_told(error['input'])}")
            why = part("misfit-not", found=found, wanted=part(f"misfit-{wanted}"))
            raise Misfit(path, why) from None

    return check


def _object(asked: Mapping[str, Asked], table: Table, owner: str) -> cs.CoreSchema:
    return cs.typed_dict_schema(
        {
            name: cs.typed_dict_field(_field(name, field, table, owner), required=not field.perhaps)
            for name, field in asked.items()
        },
        extra_behavior="ignore",
    )


def _field(name: str, asked: Asked, table: Table, owner: str) -> cs.CoreSchema:
    if asked.fields:
        # A row is known by the list that it stands in.
        one = _object(asked.fields, table, owner if name in ("edges", "node") else name)
    else:
        text_number = name == "pk" and owner in table.text_numbers
        kind = TEXT if text_number else table.scalars.get(name)
        one = kind.schema if kind is not None else cs.any_schema()
    if name in table.lists and "edges" not in asked.fields:
        one = cs.list_schema(one, strict=True)
    return cs.nullable_schema(one) if name in table.nullable else one


def _told(value: Any) -> str:
    """Return the name of what a value is; never the value itself, which may be anything."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return "other-text" if value else "empty-text"
    if isinstance(value, int | float):
        return "other-number"
    return "list" if isinstance(value, list) else "object"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value can be.

    Attributes:
        name: Its scalar in ``varaamo.graphql``, or ``enum``.
        schema: What checks it.
        null: Whether there may be none.
    """

    name: str
    schema: cs.CoreSchema
    null: bool = False

    def or_null(self) -> Kind:
        """Return the same, where there may be none."""
        return replace(self, schema=cs.nullable_schema(self.schema), null=True)


def _kind(name: str, wanted: str, schema: cs.CoreSchema) -> Kind:
    told = cs.custom_error_schema(schema, _MISFIT, custom_error_message=wanted)
    return Kind(name, told)


def _whole(most: int) -> cs.CoreSchema:
    return cs.int_schema(strict=True, ge=-most, le=most)


def _read_by(reader: Callable[[str], object]) -> cs.CoreSchema:
    return cs.no_info_after_validator_function(reader, _TEXT)


def _decimal(value: Any) -> Decimal:
    if (type(value) is str and len(value) > _DIGITS) or type(value) not in (str, int, float):
        raise ValueError
    try:
        number = Decimal(str(value))
    except InvalidOperation as exc:
        raise ValueError from exc
    if not (number.is_finite() and abs(number) < _MOST_MONEY):
        raise ValueError
    return number


def one_of(names: Iterable[str]) -> Kind:
    """Return what one of some names of an enumeration is."""
    known = cs.literal_schema([str(name) for name in names])
    return _kind("enum", "known-value", known)


_TEXT = cs.str_schema(strict=True)
_INTERVAL = cs.str_schema(strict=True, pattern=r"^INTERVAL_[0-9]{1,4}_MINUTES$")

TEXT = _kind("String", "text", _TEXT)
ANY_NAME = _kind("enum", "text", _TEXT)
INTERVAL = _kind("enum", "interval", _INTERVAL)
UUID = _kind("UUID", "text", _TEXT)
WHOLE = _kind("Int", "whole", _whole(_LARGEST))
TRUTH = _kind("Boolean", "truth", cs.bool_schema(strict=True))
SECONDS = _kind("Duration", "seconds", _whole(_LONGEST))
DECIMAL = _kind("Decimal", "decimal", cs.no_info_plain_validator_function(_decimal))
DAY = _kind("Date", "day", _read_by(date.fromisoformat))
MOMENT = _kind("DateTime", "moment", _read_by(datetime.fromisoformat))
