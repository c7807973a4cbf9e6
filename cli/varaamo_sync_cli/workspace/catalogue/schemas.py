"""The published schemas, as they lie in the package."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from varaamo_sync.errors import UsageError
from varaamo_sync_cli.console.errors.near_names import did_you_mean

_ENDING = ".schema.json"
_VARAAMO, _GRAPHQL = "varaamo", "varaamo.graphql"


def list_schemas() -> Sequence[str]:
    """Return the names of all schemas."""
    found = (file.name for file in _folder().iterdir())
    names = (name.removesuffix(_ENDING) for name in found if name.endswith(_ENDING))
    return sorted((*names, _VARAAMO))


def read_schema(name: str) -> str:
    """Return a schema as it was published.

    Raises:
        UsageError: There is none of that name; the nearest one is named.
    """
    known = list_schemas()
    if name not in known:
        raise UsageError("schema-unknown", name=name, meant=did_you_mean(name, known))
    file = _GRAPHQL if name == _VARAAMO else f"{name}{_ENDING}"
    return (_folder() / file).read_text("utf-8")


def _folder() -> Traversable:
    packaged = files("varaamo_sync") / "schemas"
    if packaged.is_dir():
        return packaged
    # In an editable install the schemas stand beside the package, where they are written.
    return Path(str(files("varaamo_sync"))).parent / "schemas"
