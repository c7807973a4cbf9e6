"""The words of the goal and its forecast in Finnish, Swedish and English."""

from __future__ import annotations

from varaamo_sync.goal import Ground, NextAction, Prospect, Reason, Source
from varaamo_sync.model import Phase
from varaamo_sync_cli.words import Words

SOURCES: dict[Source, Words] = {
    Source.SURVEYED: {"fi": "luettu", "sv": "läst", "en": "surveyed"},
    Source.REPORTED: {"fi": "ilmoitettu", "sv": "rapporterat", "en": "reported"},
}

PHASES: dict[Phase, Words] = {
    Phase.NOT_STARTED: {"fi": "tekemättä", "sv": "ogjort", "en": "not started"},
    Phase.IN_PROGRESS: {"fi": "tekeillä", "sv": "pågår", "en": "in progress"},
    Phase.DONE: {"fi": "tehty", "sv": "gjort", "en": "done"},
}

DATED: dict[Reason, Words] = {
    Reason.HIDDEN: {
        "fi": "näkyi {when} asti",
        "sv": "visades till {when}",
        "en": "was shown until {when}",
    },
    Reason.PUBLISHING_SCHEDULED: {
        "fi": "julkaistaan {when}",
        "sv": "publiceras {when}",
        "en": "to be published {when}",
    },
    Reason.BOOKING_SCHEDULED: {
        "fi": "varaaminen alkaa {when}",
        "sv": "bokningen öppnar {when}",
        "en": "booking opens {when}",
    },
    Reason.BOOKING_OVER: {
        "fi": "varausaika päättyi {when}",
        "sv": "bokningstiden tog slut {when}",
        "en": "booking closed {when}",
    },
    Reason.NO_PRICE: {
        "fi": "hinta tulee voimaan {when}",
        "sv": "priset börjar gälla {when}",
        "en": "its price begins {when}",
    },
}
"""Reasons with the moment that they speak of."""

PROSPECTS: dict[Prospect, Words] = {
    Prospect.ON_TRACK: {"fi": "toteutumassa", "sv": "nås", "en": "on track"},
    Prospect.AT_RISK: {"fi": "vaarassa", "sv": "i fara", "en": "at risk"},
    Prospect.FAILING: {"fi": "ei toteudu", "sv": "nås inte", "en": "will not be met"},
    Prospect.OPEN: {"fi": "avoin", "sv": "öppen", "en": "open"},
}

GROUNDS: dict[Ground, Words] = {
    Ground.PACE: {
        "fi": "Tahti on {pace} tilaa viikossa, tarvitaan {needed}",
        "sv": "Takten är {pace} lokaler i veckan, det behövs {needed}",
        "en": "The pace is {pace} rooms a week, {needed} are needed",
    },
    Ground.OPENS_TOO_LATE: {
        "fi": "Tahti riittää ({pace} tilaa viikossa, tarvitaan {needed}), mutta vasta määräajan "
        "jälkeen avautuu: {late}",
        "sv": "Takten räcker ({pace} lokaler i veckan, det behövs {needed}), men först efter "
        "tidsfristen öppnar: {late}",
        "en": "The pace suffices ({pace} rooms a week, {needed} are needed), but only after the "
        "deadline these open: {late}",
    },
    Ground.MET: {
        "fi": "Jokainen tavoitteen tila on varattavissa",
        "sv": "Varje lokal i målet kan bokas",
        "en": "Every room of the goal can be booked",
    },
    Ground.MET_LATE: {
        "fi": "Tavoite on täynnä nyt, mutta ei ollut vielä {judged}, kun tilanne viimeksi "
        "luettiin ennen määräajan päättymistä",
        "sv": "Målet är uppnått nu, men var det inte {judged}, då läget senast lästes före "
        "tidsfristens slut",
        "en": "The goal is met now, but was not on {judged}, the last survey by the deadline",
    },
    Ground.DEADLINE_PASSED: {
        "fi": "Määräaika on päättynyt",
        "sv": "Tidsfristen har gått ut",
        "en": "The deadline has passed",
    },
    Ground.NO_DEADLINE: {
        "fi": "Määräaikaa ei ole annettu (goal.deadline)",
        "sv": "Ingen tidsfrist är angiven (goal.deadline)",
        "en": "No deadline is stated (goal.deadline)",
    },
    Ground.NO_SURVEY_BY_DEADLINE: {
        "fi": "Tavoite on täynnä nyt, mutta ennen määräajan päättymistä tilannetta ei luettu",
        "sv": "Målet är uppnått nu, men läget lästes inte före tidsfristens slut",
        "en": "The goal is met now, but nobody looked by the deadline",
    },
    Ground.TOO_LITTLE_HISTORY: {
        "fi": "Seurantaa on liian vähän: vertailuun tarvitaan vähintään viikkoa aiemmin luettu "
        "tilanne",
        "sv": "Uppföljningen är för kort: för en jämförelse behövs ett läge som lästs minst en "
        "vecka tidigare",
        "en": "There is too little history: a survey at least a week older is needed to compare "
        "with",
    },
    Ground.NOT_READ: {
        "fi": "Kaikkia tietoja ei saatu luettua",
        "sv": "Alla uppgifter kunde inte läsas",
        "en": "Not everything could be read",
    },
}

STEPS: dict[NextAction, Words] = {
    NextAction.READ: {"fi": "uusi lukeminen", "sv": "ny läsning", "en": "reading again"},
    NextAction.IDENTIFY: {
        "fi": "selvitys siitä, mikä tila Varaamossa on kyseessä",
        "sv": "utredning om vilken lokal i Varaamo det gäller",
        "en": "finding out which room in Varaamo it is",
    },
    NextAction.ADD_VENUE: {
        "fi": "toimipisteen lisääminen Varaamoon (pääkäyttäjä), jos TPREK-tunnus on oikea",
        "sv": "verksamhetsstället till Varaamo (administratören), om TPREK-id:t är rätt",
        "en": "adding the venue to Varaamo (administrators), if its TPREK id is right",
    },
    NextAction.MEND: {
        "fi": "tietojen täydentäminen",
        "sv": "komplettering av uppgifter",
        "en": "completing the data",
    },
    NextAction.DECIDE: {
        "fi": "päätös julkaisemisesta (wanted: published)",
        "sv": "beslut om publicering (wanted: published)",
        "en": "deciding to publish (wanted: published)",
    },
    NextAction.PUSH: {
        "fi": "vienti Varaamoon (push)",
        "sv": "överföring till Varaamo (push)",
        "en": "taking them into Varaamo (push)",
    },
    NextAction.MEND_THERE: {
        "fi": "varausasetuksen korjaaminen Varaamossa",
        "sv": "rättelse av bokningsregeln i Varaamo",
        "en": "mending the booking rule in Varaamo",
    },
    NextAction.SHOW: {
        "fi": "piilotettujen näyttäminen",
        "sv": "att visa de dolda",
        "en": "showing what is hidden",
    },
    NextAction.ADVANCE: {
        "fi": "avaaminen jo ennen määräaikaa",
        "sv": "öppning före tidsfristen",
        "en": "opening before the deadline",
    },
    NextAction.WAIT: {
        "fi": "avautuvat itsestään",
        "sv": "öppnar av sig själva",
        "en": "opening by themselves",
    },
    NextAction.PRICE: {
        "fi": "voimassa oleva hinta",
        "sv": "gällande pris",
        "en": "a price in force",
    },
    NextAction.PAYMENT_PRODUCT: {
        "fi": "maksutuotteet (talous)",
        "sv": "betalningsprodukter (ekonomi)",
        "en": "payment products (finance)",
    },
    NextAction.REOPEN: {
        "fi": "varausajan jatkaminen",
        "sv": "förlängning av bokningstiden",
        "en": "taking bookings again",
    },
    NextAction.DIRECT: {
        "fi": "suora varaaminen kausivarauksen rinnalle",
        "sv": "direkt bokning vid sidan av säsongsbokning",
        "en": "direct booking beside seasonal booking",
    },
    NextAction.OPENING_HOURS: {"fi": "aukioloajat", "sv": "öppettider", "en": "opening hours"},
}
