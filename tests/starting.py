"""What a person writes into a catalogue that ``init`` has made, before anything is published."""

from __future__ import annotations

import re
from pathlib import Path

_WANTED = re.compile(r"^( +)wanted: draft.*$", re.MULTILINE)
_EXAMPLE = re.compile(r"^ +(goal: false|note: Esimerkki\.) .*\n", re.MULTILINE)
_ANSWERS = (
    "pricing: [{free: true}]",
    "access: [{type: unrestricted}]",
    "wanted: published",
)


def answer(folder: Path | str) -> None:
    """Make every room of a new catalogue a real one: free, open, to be published, in the goal."""
    for file in sorted(Path(folder).glob("[!c]*.yaml")):
        text = file.read_text(encoding="utf-8")
        text = _EXAMPLE.sub("", text)
        lines = _WANTED.sub(lambda found: "\n".join(found[1] + line for line in _ANSWERS), text)
        file.write_text(lines, encoding="utf-8")
