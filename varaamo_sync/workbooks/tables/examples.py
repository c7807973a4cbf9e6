"""The example row of the template, which an import ignores."""

from __future__ import annotations

from collections.abc import Mapping

from varaamo_sync.model import Lang
from varaamo_sync.workbooks.files.grid import Raw
from varaamo_sync.workbooks.text import folded

EXAMPLES: Mapping[Lang, Mapping[str, str | int]] = {
    "fi": {
        "venue": "Esimerkkitalo",
        "name.fi": "Esimerkkitalon sali",
        "name.sv": "Exempelhusets sal",
        "name.en": "Hall of the Example House",
        "description.fi": "Valoisa sali kokouksiin ja juhliin.",
        "capacity.min": 1,
        "capacity.max": 40,
        "area": 85,
        "booking.interval": "30 min",
        "booking.min": "1 h",
        "booking.max": "4 h",
    },
    "sv": {
        "venue": "Exempelhuset",
        "name.fi": "Esimerkkitalon sali",
        "name.sv": "Exempelhusets sal",
        "name.en": "Hall of the Example House",
        "description.sv": "En ljus sal för möten och fester.",
        "capacity.min": 1,
        "capacity.max": 40,
        "area": 85,
        "booking.interval": "30 min",
        "booking.min": "1 h",
        "booking.max": "4 h",
    },
    "en": {
        "venue": "Example House",
        "name.fi": "Esimerkkitalon sali",
        "name.sv": "Exempelhusets sal",
        "name.en": "Hall of the Example House",
        "description.en": "A bright hall for meetings and celebrations.",
        "capacity.min": 1,
        "capacity.max": 40,
        "area": 85,
        "booking.interval": "30 min",
        "booking.min": "1 h",
        "booking.max": "4 h",
    },
}
"""What the example row says, by field id."""


_EARLIER = {"price.free": ("kyllä", "ja", "yes")}
"""What the example row of earlier templates said besides."""


def is_example(values: Mapping[str, Raw]) -> bool:
    """Tell whether a row says nothing that the template's example does not say."""
    said = {id: folded(str(value)) for id, value in values.items() if value is not None}
    return any(
        all(
            folded(str(example.get(id, ""))) == text or text in _EARLIER.get(id, ())
            for id, text in said.items()
        )
        for example in EXAMPLES.values()
    )
