"""The table of kinds says what the published schema says."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import graphql
import pytest
from pydantic_core import SchemaValidator

from varaamo_sync.booking.protocol import documents
from varaamo_sync.booking.protocol.answers import kinds
from varaamo_sync.booking.protocol.answers.shapes import Asked, asked_by

SCHEMA = graphql.build_schema(
    (Path(__file__).parents[3] / "schemas" / "varaamo.graphql").read_text(encoding="utf-8")
)
ASKED = [(name, asked_by(text)) for name, text in documents.ALL.items()]


def _root(name: str) -> Any:
    written = documents.ALL[name].lstrip().startswith("mutation")
    return SCHEMA.mutation_type if written else SCHEMA.query_type


def _fields(
    type: Any, asked: Mapping[str, Asked], owner: str = ""
) -> Iterator[tuple[str, str, Asked, Any]]:
    """Yield every field that a document asks for: owner, name, what is asked, and its type."""
    for name, field in asked.items():
        found = type.fields[name].type
        yield owner, name, field, found
        within = owner if name in ("edges", "node") else name
        yield from _fields(graphql.get_named_type(found), field.fields, within)


@pytest.mark.parametrize(("document", "asked"), ASKED)
def test_the_guard_asks_what_the_document_asks(document: str, asked: Any) -> None:
    """What the guard takes a document to ask for is what a GraphQL parser sees in it."""

    def seen(selection: Any) -> dict[str, Any]:
        return {
            field.name.value: seen(field.selection_set.selections if field.selection_set else ())
            for field in selection
        }

    def taken(fields: Mapping[str, Asked]) -> dict[str, Any]:
        return {name: taken(field.fields) for name, field in fields.items()}

    operation: Any = graphql.parse(documents.ALL[document]).definitions[0]
    assert seen(operation.selection_set.selections) == taken(asked)


@pytest.mark.parametrize(("document", "asked"), ASKED)
def test_every_field_is_of_its_kind(document: str, asked: Any) -> None:
    """Scalar, list and null of each field are those of the schema, numbers of rows aside."""
    for owner, name, field, type in _fields(_root(document), asked):
        bare = graphql.get_nullable_type(type)
        assert graphql.is_list_type(bare) == (
            name in kinds.LISTS and "edges" not in field.fields
        ), name
        if field.fields:
            continue
        text_number = name == "pk" and owner in kinds.TEXT_NUMBERS
        kind = kinds.TEXT if text_number else kinds.SCALARS[name]
        named = graphql.get_named_type(type)
        expected = {"enum"} if graphql.is_enum_type(named) else {named.name}
        # Payloads of mutations spell the same values as plain text.
        if document.startswith(("CREATE", "UPDATE")) and named.name == "String":
            expected |= {"UUID", "enum"}
        assert kind.name in expected, name
        if graphql.is_enum_type(named):
            fits = SchemaValidator(kind.schema).isinstance_python
            assert all(fits(value) for value in named.values), name


@pytest.mark.parametrize(("document", "asked"), ASKED)
def test_what_may_be_absent_is_not_refused(document: str, asked: Any) -> None:
    """What the schema lets be null passes, but for what this library cannot do without."""
    needed = {"pk", "deleted", "totalCount", "startDatetime", "endDatetime", "value", "extUuid"}
    roots = set(asked) - {"currentUser"}
    for owner, name, field, type in _fields(_root(document), asked):
        if not graphql.is_nullable_type(type) or name in needed | roots:
            continue
        if not owner and document.startswith(("CREATE", "UPDATE", "ARCHIVE", "DELETE")):
            continue
        kind = kinds.SCALARS.get(name)
        passes = name in kinds.NULLABLE if field.fields or kind is None else kind.null
        assert passes or name == "publishingState", (document, name)
