"""Whatever a person or a program can use is in the documentation."""

from __future__ import annotations

import re
import runpy

import pytest

from tests.docs.pages import DOCS, ROOT
from varaamo_sync.workbooks.tables.forms.form import Form, Source
from varaamo_sync_cli.console.exits import Exit
from varaamo_sync_cli.workspace.catalogue.rulebook import rulebook
from varaamo_sync_cli.workspace.catalogue.schemas import list_schemas


def test_every_rule_is_in_the_reference() -> None:
    """The page of rules has each that a finding can have, at a place that a link can name."""
    page = (DOCS / "reference" / "rules.md").read_text("utf-8")

    assert [] == [id for id in rulebook() if f'| <a id="{id}"></a>`{id}` |' not in page]


@pytest.mark.parametrize("file", ["docs/reference/exit-codes.md", "README.md"])
def test_every_exit_code_is_told(file: str) -> None:
    """The tables of exit codes have exactly those that the program ends with."""
    told = re.findall(r"^\| (\d+) \|", (ROOT / file).read_text("utf-8"), re.MULTILINE)

    assert [int(code) for code in Exit] == [int(code) for code in told]


def test_every_variable_is_told() -> None:
    """The page of environment variables has each that the program reads."""
    named = re.compile(r"\bVARAAMO_SYNC_[A-Z]+(?:_[A-Z]+)*\b")
    read = {
        name
        for file in (ROOT / "cli").rglob("*.py")
        for name in named.findall(file.read_text("utf-8"))
    }

    assert read == set(named.findall((DOCS / "reference" / "environment.md").read_text("utf-8")))


def test_every_schema_is_told() -> None:
    """The page of schemas has each that is published."""
    page = (DOCS / "reference" / "schemas.md").read_text("utf-8")

    assert set(list_schemas()) == set(re.findall(r"schemas/(\S+?)\.(?:schema\.json|graphql)", page))


def test_the_page_of_fields_is_fresh() -> None:
    """The page of fields is what the model is now."""
    script = runpy.run_path(str(DOCS / "generate_fields.py"))
    page = (DOCS / "reference" / "fields.md").read_text("utf-8")

    assert script["page"]() == page, "run: make schemas"


def test_the_page_of_columns_is_fresh() -> None:
    """The page of columns is what forms may have now."""
    script = runpy.run_path(str(DOCS / "generate_columns.py"))
    page = (DOCS / "reference" / "columns.md").read_text("utf-8")

    assert script["page"]() == page, "run: make schemas"


def test_every_part_of_a_mapping_file_is_told() -> None:
    """The guide to mapping files names each thing that one can say."""
    page = (DOCS / "how-to" / "describe-a-form.md").read_text("utf-8")
    parts = {*Form.model_fields, *Source.model_fields, "values"}

    assert {part for part in parts if f"`{part}`" not in page} == set()


def test_every_extra_is_told() -> None:
    """The page of installing has each extra that people install."""
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (DOCS / "how-to" / "install.md").read_text("utf-8")

    people = set(extras["optional-dependencies"]) - {"dev", "docs"}
    assert people == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
