"""Write ``schemas/*.schema.json``, the shape of the files that people write.

Run ``make schemas`` after the model has changed.
"""

from __future__ import annotations

import json
from pathlib import Path

from varaamo_sync.json_schemas import schemas

SCHEMAS = Path(__file__).parents[1] / "schemas"


def write(folder: Path) -> None:
    """Write every schema as ``<name>.schema.json``."""
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(SCHEMAS)
