"""The JSON Schemas that editors check catalogue files by, made from their shapes.

``make schemas`` writes those that are published.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from varaamo_sync.model import Catalogue, GoalTerms, RoomEntry, ServiceUnit
from varaamo_sync.model.units import _ALIASES
from varaamo_sync.schema import CatalogueFile, Defaults, GoalEntry, HistoryFile, RoomsFile
from varaamo_sync.scorecard import GoalsFile

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FIELDS_OF: dict[Any, type[BaseModel]] = {
    CatalogueFile: Catalogue,
    Defaults: RoomEntry,
    GoalEntry: GoalTerms,
}
"""Where the fields of shapes that are made from a model are written down."""


class _Described(GenerateJsonSchema):
    """Says of each field what its docstring says.

    Pydantic can keep docstrings with the models; it then reads every model's source at each
    start, for which nobody but an editor has a use.
    """

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        made = super().model_schema(schema)
        model: type[BaseModel] = schema["cls"]
        for name, words in _docstrings(_FIELDS_OF.get(model, model)):
            field = model.model_fields.get(name)
            part = made["properties"].get((field and field.alias) or name)
            if part is not None:
                part.setdefault("description", words)
        return made


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Return the fields of a model with the docstrings below them, the nearest class first."""
    for one in model.__mro__:
        if one is BaseModel or not issubclass(one, BaseModel):
            continue
        try:
            written = ast.parse(dedent(inspect.getsource(one))).body[0]
        except OSError:  # made by a call: its fields say what they are
            continue
        assert isinstance(written, ast.ClassDef)
        for field, below in pairwise(written.body):
            match field, below:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(words))),
                ):
                    yield name, inspect.cleandoc(words)


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schemas (2020-12) of the files that people write, by name."""
    return {
        "catalogue": _schema("catalogue", CatalogueFile),
        "goals": _schema("goals", GoalsFile),
        "history": _schema("history", HistoryFile),
        "rooms": _schema("rooms", RoomsFile),
    }


def _schema(name: str, model: Any) -> dict[str, Any]:
    schema: dict[str, Any] = TypeAdapter(model).json_schema(
        by_alias=True, schema_generator=_Described
    )
    units: dict[str, Any] = schema["$defs"].get("ServiceUnit", {})
    units.clear()
    units.update(
        type="string",
        pattern=_unit_pattern(),
        description="KIR, KULP, LIIKU (or LIIK) or NUP (or NUPA), in any case.",
        examples=[unit.value for unit in ServiceUnit],
    )
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **_tidy(schema)}


def _tidy(schema: Any) -> Any:
    """Leave out empty defaults: an editor that fills them in would state what nobody stated."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _tidy(value)
        for key, value in schema.items()
        if key != "default" or not isinstance(value, dict | list | None)
    }


def _unit_pattern() -> str:
    """Return what ``ServiceUnit`` understands; the regular expressions of JSON have no flags."""
    codes = [*(unit.value for unit in ServiceUnit), *_ALIASES]
    words = ("".join(f"[{letter}{letter.lower()}]" for letter in code) for code in codes)
    return rf"^\s*({'|'.join(words)})\s*$"
