"""What can be wrong in a file, before anybody asks where it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import NamedTuple

from varaamo_sync.findings import Path
from varaamo_sync.startup.fast_dataclass import dataclass

_SHOWN = 60
_WORDS = {None: "null", True: "true", False: "false"}


class Place(NamedTuple):
    """A place in a text; lines and columns count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file.

    Attributes:
        rule: Id of the rule.
        params: Values that the message speaks of.
        path: Where in the file, or in the room, it stands.
        at_key: Whether the key is at fault, not its value.
        place: Place in the text, where it is known already.
    """

    rule: str
    params: Mapping[str, object] = field(default_factory=dict)
    path: Path = ()
    at_key: bool = False
    place: Place | None = None


class Unreadable(Exception):
    """A file cannot be read at all; the fault says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.rule)
        self.fault = fault


class Broken:
    """Stands in for a value that could not be read as it was written.

    No field of the model takes it, so that whoever inherits the value has a fault, too, and the
    fault is told at the place of the value.
    """

    def __init__(self, rule: str, params: Mapping[str, object]) -> None:
        self.rule = rule
        self.params = params

    def __repr__(self) -> str:
        return f"Broken({self.rule!r}, {self.params!r})"


def shown(value: object) -> str:
    """Return a value as a message shows it: short, on one line, and always printable."""
    if isinstance(value, bool | None):
        return _WORDS[value]
    if isinstance(value, str):
        text = json.dumps(value[: _SHOWN + 1], ensure_ascii=False)[1:-1].replace('\\"', '"')
        text = "".join(char if char.isprintable() else "�" for char in text)
        text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        return f'"{text}"'
    if isinstance(value, Mapping):
        return "{…}" if value else "{}"
    if isinstance(value, list | tuple):
        return "[…]" if value else "[]"
    if not isinstance(value, int | float | Decimal):  # a row of a database can hold anything
        has_words = type(value).__str__ is not object.__str__
        return shown(str(value)) if has_words else f"<{type(value).__name__}>"
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
