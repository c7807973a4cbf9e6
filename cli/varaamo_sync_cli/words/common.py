"""The words of the command line in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync.goal import Outlook, Reason, Stage
from varaamo_sync.model import Lang
from varaamo_sync_cli.words import Words, filled

HEADINGS: dict[str, Words] = {
    "unit": {"fi": "Palvelukokonaisuus", "sv": "Servicehelhet", "en": "Service unit"},
    "prepared": {"fi": "Valmistelussa", "sv": "Under beredning", "en": "Prepared"},
    "in_progress": {"fi": "Käynnissä", "sv": "Pågår", "en": "In progress"},
    "ready": {"fi": "Valmis", "sv": "Klar", "en": "Ready"},
    "earlier": {
        "fi": "Varaamossa aiemmin",
        "sv": "Tidigare i Varaamo",
        "en": "Earlier in Varaamo",
    },
    "unknown": {"fi": "Ei tiedossa", "sv": "Okänt", "en": "Unknown"},
    "notes": {"fi": "Huomiot", "sv": "Anmärkningar", "en": "Notes"},
    "total": {"fi": "Yhteensä", "sv": "Totalt", "en": "Total"},
    "room": {"fi": "Tila", "sv": "Lokal", "en": "Room"},
    "stage": {"fi": "Vaihe", "sv": "Skede", "en": "Stage"},
    "reason": {"fi": "Syy", "sv": "Orsak", "en": "Reason"},
    "outcome": {"fi": "Tulos", "sv": "Resultat", "en": "Outcome"},
    "viewable": {"fi": "katseltavaksi", "sv": "för visning", "en": "viewable"},
}

STAGES: dict[Stage, Words] = {
    Stage.PREPARED: HEADINGS["prepared"],
    Stage.IN_PROGRESS: HEADINGS["in_progress"],
    Stage.READY: HEADINGS["ready"],
    Stage.EARLIER: HEADINGS["earlier"],
    Stage.UNKNOWN: HEADINGS["unknown"],
}

REASONS: dict[Reason, Words] = {
    Reason.UNREAD: {
        "fi": "tilaluettelosta ei voitu lukea",
        "sv": "kunde inte läsas i förteckningen",
        "en": "could not be read in the catalogue",
    },
    Reason.UNREADY: {
        "fi": "tiedoissa korjattavaa",
        "sv": "uppgifterna bör rättas",
        "en": "data to be mended",
    },
    Reason.NOT_SENT: {
        "fi": "ei vielä Varaamossa",
        "sv": "ännu inte i Varaamo",
        "en": "not in Varaamo yet",
    },
    Reason.VENUE_UNKNOWN: {
        "fi": "toimipistettä ei ole Varaamossa",
        "sv": "verksamhetsstället finns inte i Varaamo",
        "en": "Varaamo does not have the venue",
    },
    Reason.HALF_MADE: {
        "fi": "arkistoitu tai jäänyt kesken",
        "sv": "arkiverad eller ofullbordad",
        "en": "archived or half made",
    },
    Reason.VANISHED: {
        "fi": "arkistoitu Varaamossa",
        "sv": "arkiverad i Varaamo",
        "en": "archived in Varaamo",
    },
    Reason.AMBIGUOUS: {
        "fi": "useampi tila vastaa tätä",
        "sv": "flera lokaler motsvarar den",
        "en": "several rooms fit",
    },
    Reason.LIKELY_TWIN: {
        "fi": "ehkä jo Varaamossa toisella nimellä",
        "sv": "kanske redan i Varaamo under annat namn",
        "en": "perhaps in Varaamo under another name",
    },
    Reason.FOREIGN: {
        "fi": "Varaamossa tila on toisen tilaluettelon",
        "sv": "i Varaamo hör lokalen till en annan katalog",
        "en": "in Varaamo the room is another catalogue's",
    },
    Reason.DRAFT: {
        "fi": "luonnos Varaamossa",
        "sv": "utkast i Varaamo",
        "en": "draft in Varaamo",
    },
    Reason.HIDDEN: {"fi": "piilotettu", "sv": "dold", "en": "hidden"},
    Reason.PUBLISHING_SCHEDULED: {
        "fi": "julkaistaan myöhemmin",
        "sv": "publiceras senare",
        "en": "to be published later",
    },
    Reason.BOOKING_SCHEDULED: {
        "fi": "varaaminen alkaa myöhemmin",
        "sv": "bokningen öppnar senare",
        "en": "booking opens later",
    },
    Reason.BOOKING_OVER: {
        "fi": "varausaika on päättynyt",
        "sv": "bokningstiden är slut",
        "en": "booking is over",
    },
    Reason.NO_PRICE: {
        "fi": "voimassa oleva hinta puuttuu",
        "sv": "gällande pris saknas",
        "en": "no price in force",
    },
    Reason.NO_PAYMENT_PRODUCT: {
        "fi": "maksutuote puuttuu (talous)",
        "sv": "betalningsprodukt saknas (ekonomi)",
        "en": "no payment product (finance)",
    },
    Reason.SEASON_ONLY: {
        "fi": "vain kausivaraus",
        "sv": "endast säsongsbokning",
        "en": "season only",
    },
    Reason.NO_OPENING_HOURS: {
        "fi": "aukioloajat puuttuvat (toimipiste)",
        "sv": "öppettider saknas (verksamhetsstället)",
        "en": "no opening hours (venue)",
    },
    Reason.OPENING_NOT_READ: {
        "fi": "aukioloaikoja ei saatu luettua",
        "sv": "öppettiderna kunde inte läsas",
        "en": "opening hours could not be read",
    },
    Reason.OPENING_BREAKS: {
        "fi": "Varaamo ei pysty laskemaan tilan vapaita aikoja",
        "sv": "Varaamo kan inte räkna ut lokalens lediga tider",
        "en": "Varaamo cannot work out its free times",
    },
    Reason.NOT_READ: {
        "fi": "Varaamoa ei saatu luettua",
        "sv": "Varaamo kunde inte läsas",
        "en": "Varaamo could not be read",
    },
    Reason.NOT_IN_SURVEY: {
        "fi": "ei vielä luettelossa, kun tilanne luettiin",
        "sv": "inte ännu i förteckningen när läget lästes",
        "en": "not yet in the catalogue at the last survey",
    },
    Reason.BOOKABLE: {"fi": "varattavissa", "sv": "kan bokas", "en": "bookable"},
}

OUTLOOKS: dict[Outlook, Words] = {
    Outlook.MET: {
        "fi": "Sitova tavoite on toteutunut.",
        "sv": "Det bindande målet är uppnått.",
        "en": "The binding goal is met.",
    },
    Outlook.NOT_MET: {
        "fi": "Sitova tavoite ei ole vielä toteutunut.",
        "sv": "Det bindande målet är ännu inte uppnått.",
        "en": "The binding goal is not met yet.",
    },
    Outlook.UNKNOWN: {
        "fi": "Sitovan tavoitteen toteutumista ei voitu todeta.",
        "sv": "Det går inte att säga om det bindande målet är uppnått.",
        "en": "Whether the binding goal is met could not be seen.",
    },
}

LINES: dict[str, Words] = {
    "unsettled": {
        "fi": "edellinen vienti katkesi, eikä sen viimeisistä muutoksista ole vielä varmuutta: "
        "{rooms}. Seuraava push selvittää ne ja jatkaa.",
        "sv": "en tidigare push avbröts, och vad som blev av dess sista ändringar är ovisst: "
        "{rooms}. Nästa push reder ut det och fortsätter.",
        "en": "an earlier push was interrupted, and what became of its last writes is open: "
        "{rooms}. The next push finds it out and goes on.",
    },
    "unread": {
        "fi": "Tilaluettelosta ei voitu lukea kaikkea, havaintoja {count}: mitä ei voitu lukea, "
        "jää ennalleen. Kaikki havainnot näyttää varaamo-sync validate.",
        "sv": "Allt i katalogen kunde inte läsas, anmärkningar {count}: det som inte kunde läsas "
        "lämnas som det är. varaamo-sync validate visar alla.",
        "en": "Not all of the catalogue could be read, findings {count}: what could not is left "
        "alone. varaamo-sync validate shows all of them.",
    },
    "no_hours": {
        "fi": "{count} julkaistulta tilalta puuttuvat aukioloajat; toimipiste asettaa ne "
        "aukiolojärjestelmässä.",
        "sv": "{count} publicerade lokaler saknar öppettider; verksamhetsstället anger dem i "
        "öppettidssystemet.",
        "en": "{count} published rooms have no opening hours; their venue sets them in the "
        "opening-hours system.",
    },
    "opening_breaks": {
        "fi": "Varaamo ei pysty laskemaan tilan {room} (numero {pk}) vapaita aikoja, ja siksi se "
        "kaataa jokaisen luettelon, jossa tila on. Muut tilat luettiin, tämän vaihe ei ole "
        "tiedossa. Varaamo vastasi: {said}",
        "sv": "Varaamo kan inte räkna ut de lediga tiderna för lokalen {room} (nummer {pk}), och "
        "därför fäller den varje lista där lokalen ingår. De andra lokalerna lästes, skedet för "
        "denna är okänt. Varaamo svarade: {said}",
        "en": "Varaamo cannot work out the free times of the room {room} (number {pk}), which "
        "takes down every list that the room is in. The other rooms were read; the stage of this "
        "one is unknown. Varaamo answered: {said}",
    },
    "opening_breaks_by": {
        "fi": "Syy on todennäköisesti tämä luku, joka vie kalenterin lopun yli: {field} = "
        "{value}. Korjaa se Varaamossa.",
        "sv": "Orsaken är troligen detta tal, som leder förbi kalenderns slut: {field} = {value}. "
        "Rätta det i Varaamo.",
        "en": "The cause is probably this number, which leads past the end of the calendar: "
        "{field} = {value}. Mend it in Varaamo.",
    },
    "opening_breaks_unknown": {
        "fi": "Tarkista tilan varausasetukset Varaamossa.",
        "sv": "Kontrollera lokalens bokningsregler i Varaamo.",
        "en": "Check the booking rules of the room in Varaamo.",
    },
    "no_findings": {
        "fi": "Ei havaintoja: {rooms} tilaa, {files} tiedostoa.",
        "sv": "Inga anmärkningar: {rooms} lokaler, {files} filer.",
        "en": "Nothing found: {rooms} rooms, {files} files.",
    },
    "findings": {
        "fi": "{errors} virhettä, {warnings} varoitusta, {hints} vihjettä; "
        "{rooms} tilaa, {files} tiedostoa.",
        "sv": "{errors} fel, {warnings} varningar, {hints} tips; {rooms} lokaler, {files} filer.",
        "en": "{errors} errors, {warnings} warnings, {hints} hints; {rooms} rooms, {files} files.",
    },
    "fix": {"fi": "korjaus", "sv": "åtgärd", "en": "fix"},
    "error": {"fi": "virhe", "sv": "fel", "en": "error"},
    "warning": {"fi": "varoitus", "sv": "varning", "en": "warning"},
    "hint": {"fi": "vihje", "sv": "tips", "en": "hint"},
    "rooms": {"fi": "tiloja {count}", "sv": "lokaler {count}", "en": "rooms {count}"},
    "known": {
        "fi": "Lähtötilanteessa tunnettuja havaintoja {count}; niitä ei näytetä.",
        "sv": "{count} anmärkningar fanns redan i utgångsläget och visas inte.",
        "en": "{count} findings were in the baseline already and are not shown.",
    },
    "stale": {
        "fi": "Lähtötilanteessa on havaintoja, joita ei enää ole; kirjoita se uudelleen:",
        "sv": "Utgångsläget räknar anmärkningar som inte längre finns; skriv det på nytt:",
        "en": "The baseline counts findings that are no more; write it anew:",
    },
    "unchecked": {
        "fi": "Ilman tiedostoa reference.json jäi tarkistamatta: {rules}. "
        "Tiedoston tekee varaamo-sync reference.",
        "sv": "Utan filen reference.json kontrollerades inte: {rules}. "
        "Filen görs med varaamo-sync reference.",
        "en": "Not checked without reference.json: {rules}. varaamo-sync reference makes it.",
    },
    "unchecked_login": {
        "fi": "Tarkistamatta jäi: {rules}. Peruutusehdot ovat tiedostossa reference.json vain, "
        "jos se on tehty kirjautuneena.",
        "sv": "Kontrollerades inte: {rules}. Avbokningsreglerna finns i reference.json bara om "
        "filen gjordes med inloggning.",
        "en": "Not checked: {rules}. reference.json holds the cancellation rules only when it "
        "was made with a login.",
    },
    "unlock": {
        "fi": "Mikä auttaisi eniten (odottavia tiloja {blocked}):",
        "sv": "Vad som skulle hjälpa mest (väntande lokaler: {blocked}):",
        "en": "What would unlock most (rooms that wait: {blocked}):",
    },
    "lever": {
        "fi": "{what}: {rooms} tilaa, {alone} pelkästään tällä",
        "sv": "{what}: {rooms} lokaler, {alone} enbart genom detta",
        "en": "{what}: {rooms} rooms, {alone} by this alone",
    },
    "lever_one": {
        "fi": "{what}: {rooms} tila, {alone} pelkästään tällä",
        "sv": "{what}: {rooms} lokal, {alone} enbart genom detta",
        "en": "{what}: {rooms} room, {alone} by this alone",
    },
    "more": {
        "fi": "Havaintoja on {count} enemmän kuin tässä näytetään.",
        "sv": "Det finns {count} anmärkningar till som inte visas här.",
        "en": "{count} more findings are not shown here.",
    },
    "reference": {
        "fi": "Kirjoitettu {file} ({origin}): {types} tyyppiä, {purposes} käyttötarkoitusta, "
        "{equipment} varustetta, {terms} ehtoa, {taxes} verokantaa, {venues} toimipistettä.",
        "sv": "Skrev {file} ({origin}): {types} typer, {purposes} användningsändamål, "
        "{equipment} utrustningar, {terms} villkor, {taxes} skattesatser, {venues} ställen.",
        "en": "Wrote {file} ({origin}): {types} types, {purposes} purposes, {equipment} pieces of "
        "equipment, {terms} terms, {taxes} VAT rates, {venues} venues.",
    },
    "reference_login": {
        "fi": "Peruutusehtoja ei saatu: ne näkyvät vain kirjautuneelle.",
        "sv": "Avbokningsreglerna fattas: de syns bara för den som är inloggad.",
        "en": "Cancellation rules are missing: only a login shows them.",
    },
    "lock_of_dead": {
        "fi": "lukko otettiin haltuun: sen piti {owner} koneella {host}, mutta ajo on kuollut.",
        "sv": "låset togs över: {owner} på {host} hade det, men den körningen har dött.",
        "en": "the lock was taken over: {owner} on {host} held it, but that run has died.",
    },
    "lock_of_silent": {
        "fi": "lukko otettiin haltuun: sen piti {owner} koneella {host}, josta ei enää kuulu.",
        "sv": "låset togs över: {owner} på {host} hade det, men hörs inte längre.",
        "en": "the lock was taken over: {owner} on {host} held it and has fallen silent.",
    },
    "why": {"fi": "miksi", "sv": "varför", "en": "why"},
    "message": {"fi": "viesti", "sv": "meddelande", "en": "message"},
    "code": {"fi": "Varaamon virhekoodi", "sv": "Varaamos felkod", "en": "Varaamo's error code"},
    "good": {"fi": "hyvin", "sv": "bra", "en": "good"},
    "bad": {"fi": "huonosti", "sv": "dåligt", "en": "bad"},
}


def heading(name: str, lang: Lang) -> str:
    """Return a heading in a language."""
    return HEADINGS[name][lang]


line = partial(filled, LINES)
"""Return a sentence in a language."""
