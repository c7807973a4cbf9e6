"""The shapes of error that the API knows (facts, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from graphql import GraphQLError

from varaamo_sync.sandbox.rules.codes import Code


class FieldProblem(NamedTuple):
    """One field that is refused; ``message`` is an object for nested rows."""

    field: str
    message: str | dict[str, list[str]]
    code: Code | None

    def as_json(self) -> dict[str, Any]:
        """Return it as it stands in an answer."""
        return {"field": self.field, "message": self.message, "code": self.code or ""}


class Refused(GraphQLError):
    """An error with a code."""

    def __init__(self, message: str, code: Code) -> None:
        super().__init__(message, extensions={"code": str(code)})


class Invalid(GraphQLError):
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
