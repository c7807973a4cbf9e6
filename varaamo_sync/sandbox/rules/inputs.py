"""How single fields of an input are checked and read, as Django REST framework does it.

Its messages are Finnish whatever the request's language (facts, section 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from varaamo_sync.sandbox.data.availability import as_stored
from varaamo_sync.sandbox.data.database import Database
from varaamo_sync.sandbox.rules.refusals import Code, FieldProblem, Invalid
from varaamo_sync.startup.fast_dataclass import dataclass

Reader = Callable[[Any, Database], Any]

_NULL = 'Tämän kentän arvo ei voi olla "null".'
_DIGITS, _PLACES = 10, 2
"""Prices have so many digits in all, and so many after the point (facts, 4b)."""


class BadValue(Exception):
    """A value that a field refuses; ``problems`` name fields relative to this one."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    @classmethod
    def of(cls, message: str, code: Code) -> BadValue:
        """Return the refusal of the field itself."""
        return cls([FieldProblem("", message, code)])


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an input.

    Attributes:
        name: Its name.
        read: Turns what was sent into what is stored.
        null: Whether it may be null.
    """

    name: str
    read: Reader
    null: bool = False


def read_input(
    fields: Iterable[Field], sent: Mapping[str, Any], database: Database
) -> dict[str, Any]:
    """Return the values of an input as they are stored; fields not sent are left out.

    Raises:
        Invalid: One or more fields are refused; all of them are named.
    """
    values, problems = _read(fields, sent, database)
    if problems:
        raise Invalid(problems)
    return values


def _read(
    fields: Iterable[Field], sent: Mapping[str, Any], database: Database
) -> tuple[dict[str, Any], list[FieldProblem]]:
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for field in fields:
        if field.name not in sent:
            continue
        value = sent[field.name]
        try:
            if value is None and not field.null:
                raise BadValue.of(_NULL, Code.NULL)
            values[field.name] = None if value is None else field.read(value, database)
        except BadValue as bad:
            problems += [p._replace(field=field.name + p.field) for p in bad.problems]
    return values, problems


def text(limit: int, *, blank: bool = True, rich: bool = False) -> Reader:
    """Read a text: trimmed, and of at most so many characters before it is sanitised.

    Args:
        limit: Characters that it may have.
        blank: Whether it may be empty.
        rich: Whether it is sanitised, which takes NUL out; elsewhere NUL is refused (facts, 4c).
    """

    def read(value: str, _database: Database) -> str:
        trimmed = value.strip()
        if not trimmed and not blank:
            raise BadValue.of("Tämä kenttä ei voi olla tyhjä.", Code.BLANK)
        if len(trimmed) > limit:
            message = f"Arvo saa olla enintään {limit} merkkiä pitkä."
            raise BadValue.of(message, Code.MAX_LENGTH)
        if not rich and "\x00" in trimmed:
            raise BadValue.of("Tyhjiä merkkejä (null) ei sallita.", Code.NULL_CHARACTERS)
        return trimmed

    return read


def whole(*, at_least: int | None = None) -> Reader:
    """Read a whole number."""

    def read(value: int, _database: Database) -> int:
        if at_least is not None and value < at_least:
            message = f"Tämän luvun on oltava suurempi tai yhtä suuri kuin {at_least}."
            raise BadValue.of(message, Code.MIN_VALUE)
        return value

    return read


def seconds(value: timedelta, _database: Database) -> int:
    """Read a duration, which is stored in seconds."""
    if value < timedelta(0):
        raise BadValue.of("Tämän luvun on oltava vähintään 0.", Code.MIN_VALUE)
    return int(value.total_seconds())


def moment(value: datetime, _database: Database) -> str:
    """Read a date and time; without an offset it is Helsinki's time."""
    return as_stored(value)


def day(value: date, _database: Database) -> str:
    """Read a date."""
    return value.isoformat()


def anything(value: Any, _database: Database) -> Any:
    """Read what GraphQL has checked already: a flag or one of an enum."""
    return value


def amount(value: Decimal, _database: Database) -> str:
    """Read an amount of money; it is stored with two decimals.

    Amounts stand in nested rows only, whose codes are never told.
    """
    if not value.is_finite():
        raise BadValue.of("Kelvollinen luku vaaditaan.", Code.INVALID)
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    places = max(-exponent, 0)
    total = max(len(digits) + max(exponent, 0), places)
    for is_refused, problem in (
        (total > _DIGITS, f"yhteensä enintään {_DIGITS} numeroa"),
        (places > _PLACES, f"enintään {_PLACES} desimaalia"),
        (total - places > _DIGITS - _PLACES, f"enintään {_DIGITS - _PLACES} numeroa ennen pilkkua"),
    ):
        if is_refused:
            raise BadValue.of(f"Tässä luvussa voi olla {problem}.", Code.INVALID)
    return str(value.quantize(Decimal("0.01")))


def texts(limit: int) -> Reader:
    """Read a list of texts; a refused one is named by its place."""
    read_one = text(limit, blank=False)

    def read(values: Sequence[str | None], database: Database) -> list[str]:
        sent = {f".{place}": value for place, value in enumerate(values)}
        result, problems = _read([Field(name, read_one) for name in sent], sent, database)
        if problems:
            raise BadValue(problems)
        return list(result.values())

    return read


def one_of(table: str, condition: str = "TRUE") -> Reader:
    """Read the number of a row of another table."""
    sql = f"SELECT 1 FROM {table} WHERE pk = ? AND {condition}"  # noqa: S608  # own names

    def read(pk: Any, database: Database) -> Any:
        if not database.exists(sql, pk):
            message = f"Epäkelpo pääavain {pk} - objektia ei ole olemassa."
            raise BadValue.of(message, Code.DOES_NOT_EXIST)
        return pk

    return read


def terms_of(kind: str) -> Reader:
    """Read the id of terms, which must be of the field's own type (facts, 4b); "" means none."""
    read_one = one_of("termsOfUse", f"termsType = '{kind}'")

    def read(pk: str, database: Database) -> str | None:
        if "\x00" in pk:
            raise BadValue.of("Virheellinen tyyppi.", Code.INCORRECT_TYPE)
        return read_one(pk, database) if pk else None

    return read


def some_of(table: str, condition: str = "TRUE") -> Reader:
    """Read the numbers of rows of another table; the first unknown one is named."""
    read_one = one_of(table, condition)

    def read(pks: Sequence[Any], database: Database) -> list[Any]:
        if None in pks:
            raise BadValue.of(_NULL, Code.NULL)
        return [read_one(pk, database) for pk in dict.fromkeys(pks)]

    return read


def rows_of(*fields: Field) -> Reader:
    """Read nested rows; where one is refused, the answer has an object for each of them."""

    def read(rows: Sequence[Mapping[str, Any] | None], database: Database) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = []
        refused: list[dict[str, list[str]]] = []
        for row in rows:
            if row is None:
                refused.append({"nonFieldErrors": [_NULL]})
                continue
            values, problems = _read(fields, row, database)
            result.append(values)
            refused.append({problem.field: [str(problem.message)] for problem in problems})
        if any(refused):
            # Sound rows come as empty objects, and there is never a code (facts, section 3).
            raise BadValue(FieldProblem("", messages, None) for messages in refused)
        return result

    return read
