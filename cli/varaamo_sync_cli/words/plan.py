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
    "unread": {
        "fi": "Ei voitu lukea tilaluettelosta, jätetään ennalleen ({count}): {rooms}",
        "sv": "Kunde inte läsas i katalogen, lämnas som de är ({count}): {rooms}",
        "en": "Could not be read in the catalogue, left alone ({count}): {rooms}",
    },
    "archived": {"fi": "Arkistoidaan", "sv": "Arkiveras", "en": "Archived"},
    "unmanaged": {
        "fi": "Ei luettelossa, näihin ei kosketa: {count} ({names})",
        "sv": "Inte i katalogen, rörs aldrig: {count} ({names})",
        "en": "Not in the catalogue, never touched: {count} ({names})",
    },
    "foreign": {
        "fi": "Toisen tilaluettelon tiloja, näihin ei kosketa: {names}",
        "sv": "Lokaler i en annan katalog, rörs aldrig: {names}",
        "en": "Rooms of another catalogue, never touched: {names}",
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
    "archived_by_us": {
        "fi": "arkistoimme sen {day}; arkistointia ei voi perua, uusi avain tekee uuden tilan",
        "sv": "vi arkiverade den {day}; det går inte att ångra, en ny nyckel gör en ny lokal",
        "en": "we archived it on {day}; that cannot be undone, a new key makes a new room",
    },
    "renamed": {
        "fi": "avain vaihtuu: {old} → {new}, tila on sama",
        "sv": "nyckeln byts: {old} → {new}, lokalen är densamma",
        "en": "its key changes: {old} → {new}, the room is the same",
    },
    "moved": {
        "fi": "se on Varaamossa toimipisteessä {there}, tilaluettelossa toimipisteessä {here}; "
        "tilaa ei siirretä. Korjaa toimipiste jompaankumpaan, tai anna tilalle uusi avain: "
        "silloin syntyy uusi tila, ja vanhan voi arkistoida",
        "sv": "i Varaamo finns den i {there}, i katalogen i {here}; lokaler flyttas inte. Rätta "
        "verksamhetsstället på endera stället, eller ge den en ny nyckel: då görs en ny lokal, "
        "och den gamla kan arkiveras",
        "en": "the booking system has it in {there}, the catalogue in {here}; rooms are not moved. "
        "Mend the venue in one of them, or give it a new key: that makes a new room, and the old "
        "one can be archived",
    },
    "space_missing": {
        "fi": "ei julkaista: sen omaa fyysistä tilaa ei ole liitetty siihen Varaamossa; "
        "push --on-conflict ours liittää sen",
        "sv": "publiceras inte: dess eget utrymme hör inte till den i Varaamo; "
        "push --on-conflict ours lägger till det",
        "en": "not published: its own space is not attached to it in the booking system; "
        "push --on-conflict ours attaches it",
    },
    "double": {
        "fi": "{key} on Varaamossa useammin kuin kerran: varausyksiköt {rooms}, fyysiset tilat "
        "{spaces}. Säilytä se, johon on varauksia, arkistoi muut Varaamossa ja tyhjennä "
        "ylimääräisen fyysisen tilan koodi.",
        "sv": "{key} finns mer än en gång i Varaamo: bokningsenheter {rooms}, utrymmen {spaces}. "
        "Behåll den som har bokningar, arkivera de andra i Varaamo och töm det överflödiga "
        "utrymmets kod.",
        "en": "{key} is there more than once: rooms {rooms}, spaces {spaces}. Keep the one with "
        "bookings, archive the others in the booking system, and empty the code of the space "
        "that is too many.",
    },
    "doubles_unread": {
        "fi": "Ei voitu lukea, onko jokin tila Varaamossa kahdesti; varaamo-sync plan näyttää sen.",
        "sv": "Om någon lokal finns två gånger kunde inte läsas; varaamo-sync plan visar det.",
        "en": "Whether a room is there twice could not be read; varaamo-sync plan shows it.",
    },
    "shown": {"fi": "näkyy asukkaille", "sv": "visas", "en": "shown to residents"},
    "hidden": {"fi": "ei näy", "sv": "visas inte", "en": "not shown"},
    "several": {
        "fi": "useampi varausyksikkö sopii: {rooms}",
        "sv": "flera bokningsenheter passar: {rooms}",
        "en": "several rooms fit: {rooms}",
    },
    "likely": {
        "fi": "taitaa olla Varaamossa jo toisella nimellä; sitä ei luoda, ennen kuin vastaat",
        "sv": "finns nog redan i Varaamo under ett annat namn; den skapas inte innan du svarar",
        "en": "is likely there already under another name; it is not made before you answer",
    },
    "not_there": {
        "fi": "same_as sanoo ”{said}”, mutta Varaamossa tässä toimipisteessä ei ole sen nimistä "
        "tilaa tai se on jo tilaluettelon toinen tila; uutta ei luoda",
        "sv": "same_as säger ”{said}”, men stället har ingen sådan lokal i Varaamo, eller den är "
        "redan en annan lokal i katalogen; ingen ny skapas",
        "en": "same_as says “{said}”, but the venue has no room of that name in Varaamo, or it is "
        "another room of the catalogue already; no new one is made",
    },
    "twin": {"fi": "Varaamossa: {room}", "sv": "I Varaamo: {room}", "en": "There: {room}"},
    "seats": {
        "fi": "enintään {count} henkilöä",
        "sv": "högst {count} personer",
        "en": "at most {count} persons",
    },
    "mend": {
        "fi": "Korjaa same_as ({place}) tai poista se. Tilaluettelosta puuttuvat: {names}.",
        "sv": "Rätta same_as ({place}) eller ta bort det. Lokaler som katalogen inte har: {names}.",
        "en": "Mend same_as ({place}), or take it away. Rooms that the catalogue lacks: {names}.",
    },
    "answer": {
        "fi": "Vastaa kirjoittamalla tilan tietoihin ({place}) yksi näistä riveistä:",
        "sv": "Svara genom att skriva en av dessa rader i lokalens uppgifter ({place}):",
        "en": "Answer by writing one of these lines into the room ({place}):",
    },
    "same_as": {"fi": "sama tila", "sv": "samma lokal", "en": "the same room"},
    "differs_from": {"fi": "eri tila", "sv": "en annan lokal", "en": "another room"},
    "another_s": {
        "fi": "samanniminen tila {rooms} on toisen tilaluettelon; jos se siirtyy tähän luetteloon, "
        "tyhjennä sen tilan koodi Varaamossa; jos tämä on eri tila, kerro se: differs_from",
        "sv": "lokalen {rooms} med samma namn hör till en annan katalog; flyttas den hit, töm "
        "koden för dess utrymme i Varaamo; är denna en annan, skriv den i differs_from",
        "en": "the room {rooms} of this name is another catalogue's; if it is to move here, empty "
        "the code of its space in the booking system; if this is another room, say differs_from",
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
