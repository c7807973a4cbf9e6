"""Names, headers and instructions of the workbook for translators, in three languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from varaamo_sync.model import Lang

SHEET: Mapping[Lang, str] = {"fi": "Käännökset", "sv": "Översättningar", "en": "Translations"}

HEADERS: Mapping[Lang, Sequence[str]] = {
    "fi": ("Tila tai paikka", "Kenttä", "Merkkejä enintään", "Tunniste (älä muuta)"),
    "sv": ("Lokal eller plats", "Fält", "Högst antal tecken", "Märke (ändra inte)"),
    "en": ("Room or place", "Field", "Most characters", "Mark (do not change)"),
}
"""Headers of the columns after those of the languages."""

TITLE: Mapping[Lang, str] = {
    "fi": "Näin käännät tekstit",
    "sv": "Så här översätter du texterna",
    "en": "How to translate the texts",
}

LINES: Mapping[Lang, Sequence[str]] = {
    "fi": (
        "Kirjoita käännökset keltaiseen sarakkeeseen {to}. Muita sarakkeita ei lueta.",
        "Tyhjäksi jäänyt solu ei muuta mitään, joten työn voi palauttaa myös keskeneräisenä.",
        (
            "Jos suomenkielinen teksti on väärin, kerro siitä tiedoston lähettäjälle. "
            "Jos muutat sitä tässä, rivin käännöstä ei oteta."
        ),
        (
            "Tagit (<p>, <strong>, <a href=…>) ovat muotoilua: pidä samat tagit, käännä sanat "
            "niiden välissä. Linkin osoitteen saa vaihtaa vastaavaan käännettyyn sivuun."
        ),
        "Tyhjä rivi aloittaa uuden kappaleen. Solun sisällä rivi vaihtuu näppäimillä Alt+Enter.",
        (
            "Merkkejä enintään: pituus lasketaan niin kuin Varaamo tekstin tallentaa. "
            "Tagit lasketaan mukaan, ja & vie viisi merkkiä."
        ),
        (
            "Rivit voi järjestää ja suodattaa. Piilotettu viimeinen sarake tunnistaa rivin: "
            "järjestä aina koko taulukko."
        ),
    ),
    "sv": (
        "Skriv översättningarna i den gula kolumnen {to}. De andra kolumnerna läses inte.",
        "En tom cell ändrar ingenting, så arbetet kan skickas tillbaka också ofärdigt.",
        (
            "Om den finska texten är fel, berätta det för den som skickade filen. "
            "Om du ändrar den här tas radens översättning inte emot."
        ),
        (
            "Taggar (<p>, <strong>, <a href=…>) är formatering: behåll samma taggar, översätt "
            "orden mellan dem. En länks adress får bytas till motsvarande översatta sida."
        ),
        "En tom rad börjar ett nytt stycke. Ny rad i en cell: Alt+Enter.",
        (
            "Högst antal tecken: längden räknas så som Varaamo sparar texten. "
            "Taggarna räknas med, och & tar fem tecken."
        ),
        (
            "Raderna kan sorteras och filtreras. Den dolda sista kolumnen känner igen raden: "
            "sortera alltid hela tabellen."
        ),
    ),
    "en": (
        "Write the translations into the yellow column {to}. The other columns are not read.",
        "An empty cell changes nothing, so unfinished work can be sent back, too.",
        (
            "If the Finnish text is wrong, tell who sent the file. "
            "If you change it here, the translation of the row is not taken."
        ),
        (
            "Tags (<p>, <strong>, <a href=…>) are formatting: keep the same tags and translate the "
            "words between them. The address of a link may become that of the translated page."
        ),
        "An empty line begins a new paragraph. Alt+Enter starts a new line within a cell.",
        (
            "Most characters: the length is counted as Varaamo stores the text. "
            "Tags count, and & takes five characters."
        ),
        (
            "Rows can be sorted and filtered. The hidden last column recognises the row: "
            "always sort the whole table."
        ),
    ),
}
