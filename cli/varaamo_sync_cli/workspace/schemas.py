"""The published schemas, as they lie in the package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from varaamo_sync.errors import UsageError
from varaamo_sync_cli.console.near_names import did_you_mean

_ENDING = ".schema.json"
_GRAPHQL = "varaamo.graphql"


def list_schemas() -> Mapping[str, str]:
    """Return what each schema describes, by name."""
    found = {
        file.name.removesuffix(_ENDING): json.loads(file.read_text("utf-8"))["description"]
        for file in _folder().iterdir()
        if file.name.endswith(_ENDING)
    }
    found["varaamo"] = "The GraphQL subset of Varaamo's API that is spoken."
    return dict(sorted(found.items()))


def read_schema(name: str) -> str:
    """Return a schema as it was published.

    Raises:
        UsageError: There is none of that name; the nearest one is named.
    """
    known = list_schemas()
    if name not in known:
        raise UsageError("schema-unknown", name=name, meant=did_you_mean(name, known))
    file = _GRAPHQL if name == "varaamo" else f"{name}{_ENDING}"
    return (_folder() / file).read_text("utf-8")


def _folder() -> Traversable:
    packaged = files("varaamo_sync") / "schemas"
    if packaged.is_dir():
        return packaged
    # In an editable install the schemas stand beside the package, where they are written.
    return Path(str(files("varaamo_sync"))).parent / "schemas"
