"""Notes that we write into a catalogue ourselves, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

_Words = Mapping[Literal["fi", "sv", "en"], str]

NOTES: Mapping[str, _Words] = {
    "paused": {
        "fi": "Oli Varaamossa luonnoksena, kun se otettiin luetteloon {day}: kesken tai tauolla. "
        "Ei kuulu tavoitteeseen, ennen kuin joku niin päättää.",
        "sv": "Var ett utkast i Varaamo när den togs in i katalogen {day}: ofärdig eller pausad. "
        "Hör inte till målet förrän någon så beslutar.",
        "en": "Was a draft in Varaamo when it was taken into the catalogue on {day}: unfinished or "
        "paused. Not part of the goal until somebody decides so.",
    },
}
"""Each note by what it says; ``{day}`` is the day on which it is written."""
