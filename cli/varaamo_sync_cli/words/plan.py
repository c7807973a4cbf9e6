"""The words of a plan in Finnish, Swedish and English.

The line of counts is the plan's own, the same in every language: scripts rely on it.
"""

from __future__ import annotations

from functools import partial

from varaamo_sync.plan import Action
from varaamo_sync_cli.words import Words, filled

ACTIONS: dict[Action, Words] = {
    Action.CREATE: {"fi": "luodaan", "sv": "skapas", "en": "create"},
    Action.ADOPT: {"fi": "liitetään", "sv": "övertas", "en": "adopt"},
    Action.UPDATE: {"fi": "muuttuu", "sv": "ändras", "en": "update"},
    Action.PUBLISH: {"fi": "julkaistaan", "sv": "publiceras", "en": "publish"},
    Action.UNPUBLISH: {"fi": "piilotetaan", "sv": "döljs", "en": "unpublish"},
    Action.ARCHIVE: {"fi": "arkistoidaan", "sv": "arkiveras", "en": "archive"},
    Action.CONFLICT: {"fi": "ristiriita", "sv": "konflikt", "en": "conflict"},
    Action.UNREADY: {"fi": "ei valmis", "sv": "inte klar", "en": "unready"},
    Action.NOTHING: {"fi": "ennallaan", "sv": "oförändrad", "en": "nothing"},
}
"""What is done with a room; all of a language fit into ``WIDTH`` letters."""

WIDTH = 12

_WORDS: dict[str, Words] = {
    "for": {
        "fi": "Kohde {origin}, {day}.",
        "sv": "För {origin}, {day}.",
        "en": "For {origin}, {day}.",
    },
    "left": {"fi": "jätetään", "sv": "lämnas", "en": "left"},
    "departed": {
        "fi": "Poistunut luettelosta, jätetään ennalleen; --archive arkistoi.",
        "sv": "Inte längre i katalogen, lämnas som de är; --archive arkiverar.",
        "en": "Left the catalogue, left alone; --archive archives them.",
    },
    "archived": {"fi": "Arkistoidaan", "sv": "Arkiveras", "en": "Archived"},
    "unmanaged": {
        "fi": "Ei luettelossa, näihin ei kosketa: {names}",
        "sv": "Inte i katalogen, rörs aldrig: {names}",
        "en": "Not in the catalogue, never touched: {names}",
    },
    "not_compared": {
        "fi": "Ei verrattu, koska kirjautuminen puuttuu: {paths}",
        "sv": "Inte jämfört, inloggning saknas: {paths}",
        "en": "Not compared without a login: {paths}",
    },
    "decide": {
        "fi": "Säilyvissä kentissä on ensin Varaamon, sitten tilaluettelon arvo. varaamo-sync pull "
        "ottaa Varaamon arvot tilaluetteloon, push --on-conflict ours vie tilaluettelon arvot.",
        "sv": "Av fält som behålls visas först Varaamos värde, sedan katalogens. varaamo-sync pull "
        "tar Varaamos värden till katalogen, push --on-conflict ours skickar katalogens.",
        "en": "Kept fields show Varaamo's value first, then the catalogue's. varaamo-sync pull "
        "takes Varaamo's into the catalogue, push --on-conflict ours sends the catalogue's.",
    },
    "kept": {"fi": "säilyy", "sv": "behålls", "en": "kept"},
    "publish": {"fi": "julkaistaan", "sv": "publiceras", "en": "publish"},
    "draft": {"fi": "luonnos", "sv": "utkast", "en": "draft"},
    "opens": {
        "fi": "avautuu varattavaksi",
        "sv": "öppnas för bokning",
        "en": "opens for booking",
    },
    "pictures": {"fi": "kuvia {count}", "sv": "bilder {count}", "en": "pictures {count}"},
    "half": {
        "fi": "Varaamossa on sille tila ({space}) mutta ei varausyksikköä: joku on arkistoinut "
        "sen tai se on jäänyt kesken; se luodaan uudelleen, kun tilan koodi tyhjennetään "
        "Varaamossa",
        "sv": "dess utrymme ({space}) finns, men ingen bokningsenhet: arkiverad av någon eller "
        "ofullbordad; töm utrymmets kod i Varaamo för att skapa lokalen på nytt",
        "en": "its space ({space}) is there, but no room: archived by someone, or half made; "
        "empty the space's code in the booking system to make the room anew",
    },
    "space_there": {
        "fi": "Varaamossa on sille jo tila",
        "sv": "dess utrymme finns redan",
        "en": "its space is there already",
    },
    "vanished": {
        "fi": "joku on arkistoinut sen Varaamossa; sitä ei luoda uudelleen itsestään",
        "sv": "arkiverad i Varaamo av någon; skapas aldrig på nytt av sig själv",
        "en": "archived in the booking system by someone; it is never made again by itself",
    },
    "several": {
        "fi": "useampi varausyksikkö sopii: {rooms}",
        "sv": "flera bokningsenheter passar: {rooms}",
        "en": "several rooms fit: {rooms}",
    },
    "by_name": {
        "fi": "tunnistettu nimestä ja muistetaan täällä: sen tilaa Varaamossa ei voi merkitä",
        "sv": "igenkänd på namnet och ihågkommen här: dess utrymme kan inte märkas",
        "en": "recognised by name, then kept in the store: its space cannot be marked",
    },
    "not_sent": {
        "fi": "ei lähetetä: {rules}",
        "sv": "skickas inte: {rules}",
        "en": "not sent: {rules}",
    },
    "withheld": {
        "fi": "jää luonnokseksi: {rules}",
        "sv": "förblir utkast: {rules}",
        "en": "publishing withheld: {rules}",
    },
    "fields_kept": {
        "fi": "ennallaan säilyviä kenttiä {count}",
        "sv": "fält som behålls: {count}",
        "en": "fields kept as they are: {count}",
    },
    "field": {"fi": "kenttä", "sv": "fält", "en": "field"},
    "before": {"fi": "ennen", "sv": "före", "en": "before"},
    "after": {"fi": "jälkeen", "sv": "efter", "en": "after"},
    "room": {"fi": "tila", "sv": "lokal", "en": "room"},
    "venue": {"fi": "toimipiste", "sv": "verksamhetsställe", "en": "venue"},
}


word = partial(filled, _WORDS)
"""Return a word or a sentence of plans in a language."""
