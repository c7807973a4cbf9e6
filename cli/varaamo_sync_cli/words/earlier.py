"""The words for rooms that were in the booking system before we came."""

from __future__ import annotations

from functools import partial

from varaamo_sync.model import Earlier
from varaamo_sync_cli.words import Words, filled

WAS: dict[Earlier, Words] = {
    Earlier.BOOKABLE: {
        "fi": "oli varattavissa jo ennen liittämistä (earlier: bookable)",
        "sv": "kunde bokas redan före övertagandet (earlier: bookable)",
        "en": "could be booked before it was adopted (earlier: bookable)",
    },
    Earlier.VIEWABLE: {
        "fi": "oli katseltavissa jo ennen liittämistä (earlier: viewable)",
        "sv": "visades redan före övertagandet (earlier: viewable)",
        "en": "was shown before it was adopted (earlier: viewable)",
    },
}
"""What a room was before; one that nobody saw needs no word."""

_LINES: dict[str, Words] = {
    "written": {
        "fi": "{room}: {was}; kirjattu tilaluetteloon.",
        "sv": "{room}: {was}; antecknat i katalogen.",
        "en": "{room}: {was}; written into the catalogue.",
    },
    "unwritten": {
        "fi": "{room}: {was}; muistetaan täällä, mutta tilaluetteloon sitä ei voitu kirjata. "
        "{reason} Kirjaa se itse.",
        "sv": "{room}: {was}; det kommer vi ihåg här, men det kunde inte antecknas i katalogen. "
        "{reason} Anteckna det själv.",
        "en": "{room}: {was}; remembered here, but it could not be written into the catalogue. "
        "{reason} Write it yourself.",
    },
}

line = partial(filled, _LINES)
"""Return a sentence in a language."""
