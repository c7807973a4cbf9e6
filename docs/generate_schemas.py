"""Write ``schemas/*.schema.json``, the shape of the files that people write.

The schema of a sync's result holds the others that it is made of, so that it can be read alone;
they are put into it here. Run ``make schemas`` after the model or one of these has changed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from varaamo_sync.json_schemas import schemas

SCHEMAS = Path(__file__).parents[1] / "schemas"

_PARTS = ("push", "progress", "findings", "error")
"""What the result of a sync is made of."""


def write(folder: Path) -> None:
    """Write every schema as ``<name>.schema.json``."""
    for name, schema in {**schemas(), "sync": _sync()}.items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")


def _sync() -> dict[str, Any]:
    schema = _read("sync")
    return schema | {"$defs": schema["$defs"] | {name: _read(name) for name in _PARTS}}


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return schema


if __name__ == "__main__":
    write(SCHEMAS)
