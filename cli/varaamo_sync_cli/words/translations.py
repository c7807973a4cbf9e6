"""The words of ``translations`` in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync_cli.words import Words, filled

_LINES: dict[str, Words] = {
    "exported": {
        "fi": "Kirjoitettu: {file}. Käännettäviä tekstejä {count}, tiloja {rooms}.",
        "sv": "Skrivet: {file}. Texter att översätta {count}, lokaler {rooms}.",
        "en": "Written: {file}. Texts to translate {count}, rooms {rooms}.",
    },
    "complete": {
        "fi": "Kielelle {to} ei ole mitään käännettävää. Tiedostoa ei tehty.",
        "sv": "Det finns inget att översätta till {to}. Ingen fil gjordes.",
        "en": "There is nothing to translate into {to}. No file was made.",
    },
    "left_out": {
        "fi": "Tekstissä on merkkejä, joita tiedostoon ei voi kirjoittaa, tai se on liian pitkä. "
        "Jätettiin pois: {room}, {field}",
        "sv": "Texten har tecken som inte kan skrivas i filen, eller är för lång. "
        "Utelämnades: {room}, {field}",
        "en": "The text holds signs that the file cannot hold, or is too long. "
        "Left out: {room}, {field}",
    },
    "file": {
        "fi": "{file}: rivejä {rows}",
        "sv": "{file}: rader {rows}",
        "en": "{file}: rows {rows}",
    },
    "line": {"fi": "rivi {number}", "sv": "rad {number}", "en": "line {number}"},
    "changed": {"fi": "Käännökset:", "sv": "Översättningar:", "en": "Translations:"},
    "summary": {
        "fi": "Käännöksiä otettiin {taken} ja hylättiin {refused}. "
        "Ennallaan {unchanged}, kääntämättä {empty}.",
        "sv": "Översättningar togs emot {taken} och avvisades {refused}. "
        "Oförändrade {unchanged}, oöversatta {empty}.",
        "en": "Translations taken {taken}, refused {refused}. "
        "Unchanged {unchanged}, untranslated {empty}.",
    },
    "dry": {
        "fi": "Koeajo: mitään ei kirjoitettu.",
        "sv": "Provkörning: inget skrevs.",
        "en": "Dry run: nothing was written.",
    },
    "unreadable": {
        "fi": "Mitään ei kirjoitettu, koska tiedostoa ei voitu lukea.",
        "sv": "Inget skrevs, eftersom en fil inte kunde läsas.",
        "en": "Nothing was written, because a file could not be read.",
    },
    "wrote": {"fi": "Kirjoitettu: {file}", "sv": "Skrivet: {file}", "en": "Written: {file}"},
}

line = partial(filled, _LINES)
"""Return a sentence in a language."""
