"""The words for what a new room will say to residents, in Finnish, Swedish and English."""

from __future__ import annotations

from functools import partial

from varaamo_sync.model import AccessType, PriceUnit
from varaamo_sync_cli.words import Words, filled

UNITS: dict[PriceUnit, Words] = {
    PriceUnit.PER_15_MIN: {"fi": "15 min", "sv": "15 min", "en": "15 min"},
    PriceUnit.PER_30_MIN: {"fi": "30 min", "sv": "30 min", "en": "30 min"},
    PriceUnit.PER_HOUR: {"fi": "tunti", "sv": "timme", "en": "hour"},
    PriceUnit.PER_HALF_DAY: {"fi": "puoli päivää", "sv": "halv dag", "en": "half day"},
    PriceUnit.PER_DAY: {"fi": "päivä", "sv": "dag", "en": "day"},
    PriceUnit.PER_WEEK: {"fi": "viikko", "sv": "vecka", "en": "week"},
    PriceUnit.FIXED: {"fi": "varaus", "sv": "bokning", "en": "booking"},
}
"""What a price is for."""

ACCESS: dict[AccessType, Words] = {
    AccessType.ACCESS_CODE: {"fi": "ovikoodi", "sv": "dörrkod", "en": "door code"},
    AccessType.OPENED_BY_STAFF: {
        "fi": "henkilökunta avaa",
        "sv": "personalen öppnar",
        "en": "opened by staff",
    },
    AccessType.PHYSICAL_KEY: {"fi": "avain", "sv": "nyckel", "en": "key"},
    AccessType.UNRESTRICTED: {"fi": "vapaa pääsy", "sv": "fritt tillträde", "en": "open door"},
}
"""How one gets in."""

KINDS: dict[str, Words] = {
    "direct": {"fi": "suora varaus", "sv": "direktbokning", "en": "direct booking"},
    "season": {"fi": "kausivaraus", "sv": "säsongsbokning", "en": "booking by season"},
    "both": {
        "fi": "suora varaus ja kausivaraus",
        "sv": "direktbokning och säsongsbokning",
        "en": "direct booking and by season",
    },
}
"""How a room is booked."""

_WORDS: dict[str, Words] = {
    "line": {
        "fi": "asukkaalle: {said}",
        "sv": "till invånaren: {said}",
        "en": "to residents: {said}",
    },
    "free": {"fi": "maksuton", "sv": "avgiftsfri", "en": "free of charge"},
    "price": {
        "fi": "{amount} € / {unit} (alv {vat} %)",
        "sv": "{amount} € / {unit} (moms {vat} %)",
        "en": "{amount} € / {unit} (VAT {vat} %)",
    },
    "from": {"fi": "{day} alkaen", "sv": "från {day}", "en": "from {day}"},
    "persons": {
        "fi": "{low}–{high} henkilöä",
        "sv": "{low}–{high} personer",
        "en": "{low}–{high} persons",
    },
    "persons_most": {
        "fi": "enintään {high} henkilöä",
        "sv": "högst {high} personer",
        "en": "at most {high} persons",
    },
    "persons_least": {
        "fi": "vähintään {low} henkilöä",
        "sv": "minst {low} personer",
        "en": "at least {low} persons",
    },
    "interval": {
        "fi": "alkaa {length} välein",
        "sv": "börjar med {length} mellanrum",
        "en": "begins every {length}",
    },
    "lengths": {"fi": "kesto {low}–{high}", "sv": "längd {low}–{high}", "en": "for {low}–{high}"},
    "window": {
        "fi": "varattava {low}–{high} päivää ennen",
        "sv": "bokas {low}–{high} dagar före",
        "en": "booked {low}–{high} days ahead",
    },
    "opens": {
        "fi": "varaaminen alkaa {moment}",
        "sv": "bokningen öppnar {moment}",
        "en": "booking opens {moment}",
    },
    "closes": {
        "fi": "varaaminen päättyy {moment}",
        "sv": "bokningen stänger {moment}",
        "en": "booking closes {moment}",
    },
    "pricing_missing": {"fi": "hinta puuttuu", "sv": "pris saknas", "en": "no price"},
    "access_missing": {
        "fi": "sisäänpääsy puuttuu",
        "sv": "tillträde saknas",
        "en": "no way in",
    },
    "capacity_missing": {
        "fi": "henkilömäärä puuttuu",
        "sv": "antal personer saknas",
        "en": "no capacity",
    },
    "booking_missing": {
        "fi": "varausajat puuttuvat",
        "sv": "bokningstider saknas",
        "en": "no booking times",
    },
    "purposes_missing": {
        "fi": "käyttötarkoitus puuttuu",
        "sv": "ändamål saknas",
        "en": "no purpose",
    },
    "pricing_unread": {
        "fi": "hinta lukematta (“{text}”)",
        "sv": "priset oläst (“{text}”)",
        "en": "price unread (“{text}”)",
    },
    "access_unread": {
        "fi": "sisäänpääsy lukematta (“{text}”)",
        "sv": "tillträdet oläst (“{text}”)",
        "en": "way in unread (“{text}”)",
    },
    "capacity_unread": {
        "fi": "henkilömäärä lukematta (“{text}”)",
        "sv": "antalet personer oläst (“{text}”)",
        "en": "capacity unread (“{text}”)",
    },
    "booking_unread": {
        "fi": "varausajat lukematta (“{text}”)",
        "sv": "bokningstiderna olästa (“{text}”)",
        "en": "booking times unread (“{text}”)",
    },
    "purposes_unread": {
        "fi": "käyttötarkoitus lukematta (“{text}”)",
        "sv": "ändamålet oläst (“{text}”)",
        "en": "purpose unread (“{text}”)",
    },
}

word = partial(filled, _WORDS)
"""Return a word in a language."""
