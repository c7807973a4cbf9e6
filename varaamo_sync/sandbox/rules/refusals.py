"""The codes and shapes of error that the API knows (facts, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class Code(StrEnum):
    """A machine-readable code of the API (facts, sections 1 and 3)."""

    # The request as a whole
    CSRF_FAILURE = "CSRF_FAILURE"
    MUTATION_VALIDATION_ERROR = "MUTATION_VALIDATION_ERROR"
    NOT_FOUND = "NOT_FOUND"
    ENTITY_NOT_FOUND = "ENTITY_NOT_FOUND"
    CREATE_PERMISSION_DENIED = "CREATE_PERMISSION_DENIED"
    UPDATE_PERMISSION_DENIED = "UPDATE_PERMISSION_DENIED"
    DELETE_PERMISSION_DENIED = "DELETE_PERMISSION_DENIED"
    FIELD_PERMISSION_DENIED = "FIELD_PERMISSION_DENIED"
    FILTER_PERMISSION_DENIED = "FILTER_PERMISSION_DENIED"
    FIRST_RESERVABLE_NOT_CALCULATED = "RESERVATION_UNIT_FIRST_RESERVABLE_DATETIME_NOT_CALCULATED"

    # A room as a whole
    DURATIONS_INVALID = "RESERVATION_UNIT_MIN_MAX_RESERVATION_DURATIONS_INVALID"
    MIN_DURATION_INVALID = "RESERVATION_UNIT_MIN_RESERVATION_DURATION_INVALID"
    MAX_DURATION_INVALID = "RESERVATION_UNIT_MAX_RESERVATION_DURATION_INVALID"
    PRICINGS_MISSING = "RESERVATION_UNIT_PRICINGS_MISSING"
    PRICINGS_NO_ACTIVE = "RESERVATION_UNIT_PRICINGS_NO_ACTIVE_PRICING"
    PRICINGS_DUPLICATE_DATE = "RESERVATION_UNIT_PRICINGS_DUPLICATE_DATE"
    PRICINGS_INVALID_PRICES = "RESERVATION_UNIT_PRICINGS_INVALID_PRICES"
    PRICING_NO_PAYMENT_TYPE = "RESERVATION_UNIT_PRICING_NO_PAYMENT_TYPE"
    ACCESS_TYPE_MISSING = "RESERVATION_UNIT_MISSING_ACTIVE_ACCESS_TYPE"
    ACCESS_TYPE_IN_PAST = "ACCESS_TYPE_BEGIN_DATE_IN_PAST"
    ACCESS_TYPE_MOVED = "ACCESS_TYPE_CANNOT_BE_MOVED"
    ACCESS_CODE_ON_CREATE = "ACCESS_TYPE_ACCESS_CODE_ON_CREATE"
    NOT_IN_PINDORA = "RESERVATION_UNIT_NOT_FOUND_IN_PINDORA"
    TRANSLATIONS_MISSING = "RESERVATION_UNIT_MISSING_TRANSLATIONS"
    SPACES_MISSING = "RESERVATION_UNIT_MISSING_SPACES_OR_RESOURCES"
    TYPE_MISSING = "RESERVATION_UNIT_MISSING_RESERVATION_UNIT_TYPE"
    PERSONS_INVALID = "RESERVATION_UNIT_MIN_PERSONS_GREATER_THAN_MAX_PERSONS"
    FUTURE_RESERVATIONS = "RESERVATION_UNIT_HAS_FUTURE_RESERVATIONS"

    # A single field (Django REST framework's own)
    BLANK = "blank"
    DOES_NOT_EXIST = "does_not_exist"
    EMPTY_FILE = "empty"
    INCORRECT_TYPE = "incorrect_type"
    INVALID = "invalid"
    INVALID_EXTENSION = "invalid_extension"
    INVALID_IMAGE = "invalid_image"
    MAX_LENGTH = "max_length"
    MIN_VALUE = "min_value"
    NULL = "null"
    NULL_CHARACTERS = "null_characters_not_allowed"


CODES: frozenset[str] = frozenset(Code)
"""Every code that can stand in an answer."""


class FieldProblem(NamedTuple):
    """One field that is refused; ``message`` is an object for nested rows."""

    field: str
    message: str | dict[str, list[str]]
    code: Code | None

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in an answer."""
        return {"field": self.field, "message": self.message, "code": self.code or ""}


class AnswerError(Exception):
    """An error of the answer.

    Attributes:
        extensions: What it tells beside its text.
    """

    def __init__(self, message: str, extensions: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.extensions = dict(extensions or {})


class Refused(AnswerError):
    """An error with a code."""

    def __init__(self, message: str, code: Code) -> None:
        super().__init__(message, extensions={"code": str(code)})


class Invalid(AnswerError):
    """A mutation whose values are refused."""

    def __init__(self, problems: Iterable[FieldProblem]) -> None:
        super().__init__(
            "Mutation was unsuccessful.",
            extensions={
                "code": str(Code.MUTATION_VALIDATION_ERROR),
                "errors": [problem.as_json() for problem in problems],
            },
        )

    @classmethod
    def whole(cls, message: str, code: Code) -> Invalid:
        """Return the refusal of a row as a whole; the API gives only one at a time."""
        return cls([FieldProblem("nonFieldErrors", message, code)])


class RawText(Exception):
    """An error that reaches the answer as bare text, without any code."""


def value_too_long(limit: int) -> RawText:
    """Return PostgreSQL's refusal of a text that is too long once sanitised."""
    return RawText(f"value too long for type character varying({limit})")


def duplicate_key(constraint: str, columns: str, values: str) -> RawText:
    """Return PostgreSQL's refusal of a second row with the same key."""
    return RawText(
        f'duplicate key value violates unique constraint "{constraint}"\n'
        f"DETAIL:  Key ({columns})=({values}) already exists."
    )


def not_null(column: str, table: str) -> RawText:
    """Return PostgreSQL's refusal of a row without a value that it must have."""
    return RawText(
        f'null value in column "{column}" of relation "{table}" violates not-null constraint'
    )
