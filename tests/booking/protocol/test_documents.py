from pathlib import Path

import pytest
from graphql import build_schema, parse, validate

from varaamo_sync.booking.protocol import documents

SCHEMA = build_schema(
    (Path(__file__).parents[3] / "schemas" / "varaamo.graphql").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", documents.ALL)
def test_every_document_is_valid(name: str) -> None:
    """Each document that is sent is valid against the subset of the schema that we speak."""
    assert validate(SCHEMA, parse(documents.ALL[name])) == []
