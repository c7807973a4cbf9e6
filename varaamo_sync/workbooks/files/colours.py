"""What colours mean: the same in the forms that we make and in those that we mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from varaamo_sync.findings import Severity
from varaamo_sync.model import Lang


class Colour(NamedTuple):
    """A colour as Excel writes it, and what it says."""

    code: str
    means: Mapping[Lang, str]


REQUIRED = Colour(
    "FFFFE08A",
    {
        "fi": "keltainen otsikko *: täytä aina",
        "sv": "gul rubrik *: fyll alltid i",
        "en": "yellow header *: always fill in",
    },
)
OPTIONAL = Colour(
    "FFE3E3E3",
    {
        "fi": "harmaa otsikko: täytä, jos tiedät",
        "sv": "grå rubrik: fyll i om du vet",
        "en": "grey header: fill in if you know",
    },
)
ERROR = Colour(
    "FFFF9F9F",
    {
        "fi": "punainen solu: virhe, korjaa",
        "sv": "röd cell: fel, rätta",
        "en": "red cell: an error, mend it",
    },
)
WARNING = Colour(
    "FFF8B26A",
    {
        "fi": "oranssi solu: tarkista",
        "sv": "orange cell: kontrollera",
        "en": "orange cell: check it",
    },
)
HINT = Colour(
    "FFE2EFDA",
    {
        "fi": "vihreä solu: hyvä tietää",
        "sv": "grön cell: bra att veta",
        "en": "green cell: good to know",
    },
)

OF_SEVERITY: Mapping[Severity, Colour] = {
    Severity.ERROR: ERROR,
    Severity.WARNING: WARNING,
    Severity.HINT: HINT,
}
"""Colours of cells that are marked, the worst first."""

LEGEND = (REQUIRED, OPTIONAL, ERROR, WARNING)
"""What the legend of a form tells."""
