"""What a person writes into a catalogue that ``init`` has made, before anything is published."""

from __future__ import annotations

import re
from pathlib import Path

_WANTED = re.compile(r"^( +)wanted: draft.*$", re.MULTILINE)
_ANSWERS = (
    "pricing: [{free: true}]",
    "access: [{type: unrestricted}]",
    "wanted: published",
)


def answer(folder: Path | str) -> None:
    """Say of every room of a new catalogue that it is free and open, and is to be published."""
    for file in sorted(Path(folder).glob("[!c]*.yaml")):
        text = file.read_text(encoding="utf-8")
        lines = _WANTED.sub(lambda found: "\n".join(found[1] + line for line in _ANSWERS), text)
        file.write_text(lines, encoding="utf-8")
