"""What a text that cannot be read still tells: whose rooms it holds, and by which keys.

It is a look at lines, not a reading: enough to call rooms *unknown* instead of gone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from varaamo_sync.model import ServiceUnit
from varaamo_sync.startup.lazy_pattern import lazy_pattern

_UNIT = lazy_pattern(
    r"""(?:^[ \t{]*+["']?|[{,]\s*+")service_unit["']?[ \t]*+:[ \t]*+["']?([A-Za-z]++)""",
    re.MULTILINE,
)
_KEY = lazy_pattern(
    r"""(?:^[ \t]*+(?:-[ \t]++)?+[\[{ \t]*+["']?|[{,]\s*+")key["']?[ \t]*+:[ \t]*+["']?"""
    r"""([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?=["',}]|[ \t]*+(?:\#|$))""",
    re.MULTILINE,
)
"""At the beginning of a line as YAML has it, or anywhere in quotes as JSON has it."""


class Salvage(NamedTuple):
    """What a text still tells.

    Attributes:
        unit: The service unit of its rooms; ``None`` where it names none, or several.
        keys: Keys of its rooms, in the order of the text.
    """

    unit: ServiceUnit | None
    keys: tuple[str, ...]


def salvage(text: str) -> Salvage:
    """Return what can be seen in a text that is no YAML and no JSON."""
    units = {_unit(match[1]) for match in _UNIT.finditer(text)}
    keys = dict.fromkeys(match[1] for match in _KEY.finditer(text))
    return Salvage(units.pop() if len(units) == 1 else None, tuple(keys))


def _unit(code: str) -> ServiceUnit | None:
    try:
        return ServiceUnit(code)
    except ValueError:
        return None
