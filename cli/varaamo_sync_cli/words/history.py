"""The words of the history in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync_cli.words import Words, filled

_WORDS: dict[str, Words] = {
    "date_and_id": {
        "fi": "Päivä\nja tunnus",
        "sv": "Dag\noch beteckning",
        "en": "Date\nand id",
    },
    "not_counted": {
        "fi": "Pudotettu {id} ({when}), pudotettu {day}: {reason}",
        "sv": "Struket {id} ({when}), struket {day}: {reason}",
        "en": "Dropped {id} ({when}), dropped {day}: {reason}",
    },
    "dropped": {
        "fi": "Merkintä {id} ({when}) on pudotettu: sitä ei enää lasketa. Se jää tiedostoon "
        "history.yaml perusteluineen.",
        "sv": "Anteckningen {id} ({when}) är struken: den räknas inte längre. Den blir kvar i "
        "filen history.yaml med sin motivering.",
        "en": "The entry {id} ({when}) is dropped: it counts no more. It stays in history.yaml "
        "with the reason.",
    },
    "restored": {
        "fi": "Merkintä {id} ({when}) lasketaan taas.",
        "sv": "Anteckningen {id} ({when}) räknas igen.",
        "en": "The entry {id} ({when}) counts again.",
    },
    "brought": {
        "fi": "Tiedostoon history.yaml lisätty merkintöjä {added}, siellä oli jo {there}.",
        "sv": "Anteckningar tillagda i history.yaml: {added}, redan där: {there}.",
        "en": "Entries added to history.yaml: {added}, already there: {there}.",
    },
    "would_bring": {
        "fi": "Tiedostoon history.yaml lisättäisiin merkintöjä {added}, siellä on jo {there}. "
        "Mitään ei kirjoitettu.",
        "sv": "Anteckningar som skulle läggas till i history.yaml: {added}, redan där: {there}. "
        "Inget skrevs.",
        "en": "Entries that would be added to history.yaml: {added}, already there: {there}. "
        "Nothing was written.",
    },
    "still_dropped": {
        "fi": "Näistä on aiemmin pudotettu: {ids}. Komento varaamo-sync history restore palauttaa.",
        "sv": "Av dessa är strukna: {ids}. varaamo-sync history restore tar tillbaka.",
        "en": "Of these, dropped before: {ids}. varaamo-sync history restore takes them back.",
    },
}

word = partial(filled, _WORDS)
"""Return a word or a sentence of the history in a language."""
